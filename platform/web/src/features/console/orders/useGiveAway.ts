// The form of tickets that are given away or sold at the desk, as it stands and as it is sent.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { answerOf } from "../../../api/client";
import { Refused } from "../../../lib/api";
import { languageOf, pageLanguage } from "../../../lib/language";
import { printPdf } from "../../../lib/print";
import { placeErrors } from "../../../lib/problems";
import type { FieldError } from "../../../ui/ErrorSummary";
import { useBadgeFile } from "../badges/queries";
import type { TicketType } from "../events/queries";
import { useApi } from "../session/api";
import { NotConfirmed, once } from "../session/connection";
import { useEventIfAny, useEventQuery } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { useDeskTypes } from "./desk-prices";
import {
  bodyOf,
  BROWSER,
  fieldOf,
  placesOf,
  problemsOf,
  saleOf,
  typesIn,
  type GiveAwayForm,
  type Payment,
  type Place,
} from "./give-away";
import { usePathHere } from "./places";
import { useOrderTexts } from "./texts";

export interface GiveAway {
  readonly form: GiveAwayForm;
  /** Of the event. */
  readonly zone: string;
  readonly change: (changes: Partial<GiveAwayForm>) => void;
  /** Whoever comes. */
  readonly places: readonly Place[];
  readonly errors: ReadonlyMap<string, string>;
  readonly summary: readonly FieldError[];
  readonly attempt: number;
  readonly pending: boolean;
  readonly failure: Error | null;
  readonly send: () => void;
}

interface Wrong {
  readonly fields: ReadonlyMap<string, string>;
  readonly others: readonly string[];
}

const NOTHING_WRONG: Wrong = { fields: new Map(), others: [] };

export function useGiveAway(begins: Payment): GiveAway {
  const t = useOrderTexts();
  const { form, change, zone } = useForm(begins);
  const types = typesIn(useDeskTypes(form).data ?? [], form.payment === "none" ? "" : form.currency);
  const places = placesOf(form.counts, types);
  const [attempt, setAttempt] = useState(0);
  const [wrong, setWrong] = useState<Wrong>(NOTHING_WRONG);
  const giving = useGiving();
  const isPlaced = giving.error instanceof Refused && giving.error.problem.errors.length > 0;
  const send = (): void => {
    const found = new Map(problemsOf(form, places).map((name) => [name, t(`give.wrong.${name}`)] as const));
    setWrong({ fields: found, others: [] });
    setAttempt((now) => now + 1);
    if (found.size > 0) return;
    giving.mutate(
      { form, places, zone, types },
      {
        onError: (error) => {
          if (!(error instanceof Refused) || error.problem.errors.length === 0) return;
          setWrong(placeErrors(error.problem, (pointer) => fieldOf(pointer, form, places)));
          setAttempt((now) => now + 1);
        },
      },
    );
  };
  return {
    form,
    zone,
    change,
    places,
    errors: wrong.fields,
    summary: [
      ...[...wrong.fields].map(([id, text]) => ({ id, text })),
      ...wrong.others.map((text) => ({ id: null, text })),
    ],
    attempt,
    pending: giving.isPending,
    failure: giving.isError && !isPlaced && !(giving.error instanceof NotConfirmed) ? giving.error : null,
    send,
  };
}

/** The form; its language is the event's until it is chosen. */
function useForm(begins: Payment) {
  const here = useEventIfAny();
  const [typed, setTyped] = useState<Partial<GiveAwayForm>>({});
  const eventId = here?.id ?? typed.eventId ?? "";
  const event = useEventQuery(here === null ? eventId : "").data ?? here;
  const form: GiveAwayForm = {
    counts: {},
    name: "",
    email: "",
    locale: event === null ? pageLanguage() : languageOf(event.language),
    people: {},
    payment: begins,
    currency: "",
    memberNumber: "",
    method: "cash",
    reference: "",
    until: "",
    sendsMail: true,
    admits: false,
    printsBadges: false,
    station: BROWSER,
    note: "",
    ...typed,
    eventId,
  };
  const change = (changes: Partial<GiveAwayForm>): void => setTyped((now) => ({ ...now, ...changes }));
  return { form, change, zone: event?.time_zone ?? "UTC" };
}

interface Given {
  readonly form: GiveAwayForm;
  readonly places: readonly Place[];
  readonly zone: string;
  readonly types: readonly TicketType[];
}

/** Makes the order and keeps the note with it; then the order's page. */
function useGiving() {
  const t = useOrderTexts();
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  const pathHere = usePathHere();
  const badgeFile = useBadgeFile();
  const { id } = useOrganization();
  return useMutation({
    mutationFn: async (given: Given) => {
      const { form, places } = given;
      const order = form.payment === "none" ? await give(form, places) : await sell(given);
      if (order.badges !== null) void printBadges(order.event_id, order.badges);
      return { order, payment: form.payment, hasNote: await keepNote(order.id, form.note.trim()) };
    },
    onSuccess: ({ order, payment, hasNote }) => {
      void client.invalidateQueries({ queryKey: [id, "orders"] });
      void client.invalidateQueries({ queryKey: [id, "attendees"] });
      void client.invalidateQueries({ queryKey: [id, "event", order.event_id, "pools"] });
      void navigate(pathHere(`orders/${order.id}`));
      if (!hasNote) notify({ text: t("give.doneWithoutNote"), kind: "bad" });
      else if (order.isRefused) notify({ text: t("desk.notIn"), kind: "bad" });
      else if (payment === "later") notify(t("desk.asked"));
      else if (order.isAtStation) notify(t("desk.sent", { number: order.count }));
      else notify(t(payment === "none" ? "give.done" : "desk.done", { number: order.count }));
    },
  });

  async function give(form: GiveAwayForm, places: readonly Place[]) {
    const {
      id: orderId,
      event_id,
      tickets,
    } = await answerOf(
      api.POST("/api/v1/organizations/{organization_id}/orders/complimentary", {
        params: { path: { organization_id: id }, header: { "Idempotency-Key": "" } },
        body: bodyOf(form, places),
        ...once,
      }),
    );
    return { id: orderId, event_id, count: tickets.length, badges: null, isAtStation: false, isRefused: false };
  }

  async function sell({ form, places, zone, types }: Given) {
    const { order_id, event_id, ticket_count, tickets, badge_print_run_id } = await answerOf(
      api.POST("/api/v1/organizations/{organization_id}/orders/box-office", {
        params: { path: { organization_id: id }, header: { "Idempotency-Key": "" } },
        body: saleOf(form, places, zone, types),
        ...once,
      }),
    );
    const isRefused = tickets.some(({ admission }) => admission !== null && admission !== "admitted");
    const isAtStation = tickets.some(({ print_job_id: job }) => job != null);
    return { id: order_id, event_id, count: ticket_count, badges: badge_print_run_id, isAtStation, isRefused };
  }

  /** The browser's dialog for printing opens; who has none prints from the order. */
  async function printBadges(eventId: string, runId: string): Promise<void> {
    try {
      printPdf(await badgeFile({ run: { id: runId, event_id: eventId }, part: 1 }));
    } catch {
      notify({ text: t("desk.noBadge"), kind: "bad" });
    }
  }

  /** Whether the note is kept; the tickets are given in any case. */
  async function keepNote(orderId: string, text: string): Promise<boolean> {
    if (text === "") return true;
    try {
      await api.POST("/api/v1/organizations/{organization_id}/orders/{order_id}/notes", {
        params: { path: { organization_id: id, order_id: orderId } },
        body: { text },
      });
      return true;
    } catch {
      return false;
    }
  }
}
