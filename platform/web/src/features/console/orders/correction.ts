// Corrections of a confirmed order: as they are written, and sent over what was seen of the order.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Api } from "../../../api/client";
import { Refused } from "../../../lib/api";
import type { Answers } from "../../../lib/forms/definition";
import { fieldId } from "../../../lib/forms/pointers";
import { placeErrors } from "../../../lib/problems";
import type { FieldError } from "../../../ui/ErrorSummary";
import { useApi } from "../session/api";
import { isConflict, NotConfirmed } from "../session/connection";
import { useOrganization } from "../shell/organizations";
import { orderKey, readOrder, type Order } from "./queries";

/** What is corrected: the fields by name, and answers to questions. */
export interface Draft {
  readonly fields: Readonly<Record<string, string>>;
  readonly answers: Answers;
}

/** The fields that say something else. */
export function changedFields(before: Draft, after: Draft): readonly string[] {
  return Object.keys(after.fields).filter((name) => textOf(after, name) !== textOf(before, name));
}

/** The answers that are others now; null for those that are taken away. */
export function changedAnswers(before: Draft, after: Draft): Answers {
  const keys = new Set([...Object.keys(before.answers), ...Object.keys(after.answers)]);
  const values = [...keys].map((key) => [key, isEmpty(after.answers[key]) ? null : after.answers[key]] as const);
  return Object.fromEntries(
    values.filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before.answers[key] ?? null)),
  );
}

export function textOf({ fields }: Draft, name: string): string {
  return fields[name]?.trim() ?? "";
}

function isEmpty(answer: unknown): boolean {
  return answer === undefined || answer === "" || (Array.isArray(answer) && answer.length === 0);
}

export const ANSWER = "answer";

/** The field that a pointer of the API means. */
export function fieldOf(pointer: string): string | null {
  if (pointer.startsWith("/answers/")) return fieldId(ANSWER, pointer.slice("/answers".length));
  const found = /^(?:\/buyer)?\/(name|email|locale)$/.exec(pointer);
  return found === null ? null : `correct-${found[1]}`;
}

export interface Sending {
  readonly api: Api;
  readonly path: { readonly organization_id: string; readonly order_id: string };
  /** As it was seen when the correction began. */
  readonly over: Order;
  /** The order after a first step, so that the next one is sent over that. */
  readonly advance: (order: Order) => void;
}

export interface Correction {
  readonly over: Order;
  readonly base: Draft;
  readonly draft: Draft;
  readonly setDraft: (draft: Draft) => void;
  readonly errors: ReadonlyMap<string, string>;
  readonly summary: readonly FieldError[];
  readonly attempt: number;
  readonly pending: boolean;
  /** What went wrong and belongs to no field. */
  readonly failure: Error | null;
  /** The order as somebody else left it meanwhile. */
  readonly theirs: Order | null;
  readonly save: () => void;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
  readonly forgetTheirs: () => void;
}

interface Wrong {
  readonly fields: ReadonlyMap<string, string>;
  readonly others: readonly string[];
}

const NOTHING_WRONG: Wrong = { fields: new Map(), others: [] };

export function useCorrection(
  order: Order,
  draftOf: (order: Order) => Draft,
  send: (draft: Draft, sending: Sending) => Promise<void>,
  onSaved: () => void,
  first?: Draft,
): Correction {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  const path = { organization_id: id, order_id: order.id };
  const [over, setOver] = useState(order);
  const [draft, setDraft] = useState(() => first ?? draftOf(order));
  const [theirs, setTheirs] = useState<Order | null>(null);
  const [wrong, setWrong] = useState(NOTHING_WRONG);
  const [attempt, setAttempt] = useState(0);
  const sending = useMutation({
    mutationFn: (seen: Order) => send(draft, { api, path, over: seen, advance: setOver }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: orderKey(id, order.id) });
      for (const list of ["orders", "attendees", "attendee"]) void client.invalidateQueries({ queryKey: [id, list] });
      onSaved();
    },
    onError: async (error) => {
      if (isConflict(error)) {
        const now = await readOrder(api, path);
        client.setQueryData(orderKey(id, order.id), now);
        setTheirs(now);
      } else if (error instanceof Refused && error.problem.errors.length > 0) {
        setWrong(placeErrors(error.problem, fieldOf));
        setAttempt((now) => now + 1);
      }
    },
  });
  const sendOver = (seen: Order): void => {
    setWrong(NOTHING_WRONG);
    setTheirs(null);
    sending.mutate(seen);
  };
  const { error } = sending;
  const isSaid =
    isConflict(error) || error instanceof NotConfirmed || (error instanceof Refused && error.problem.errors.length > 0);
  return {
    over,
    base: draftOf(over),
    draft,
    setDraft,
    errors: wrong.fields,
    summary: [
      ...[...wrong.fields].map(([field, text]) => ({ id: field, text })),
      ...wrong.others.map((text) => ({ id: null, text })),
    ],
    attempt,
    pending: sending.isPending,
    failure: isSaid ? null : error,
    theirs,
    save: () => sendOver(over),
    keepMine: () => {
      if (theirs === null) return;
      setOver(theirs);
      sendOver(theirs);
    },
    takeTheirs: () => {
      if (theirs === null) return;
      setOver(theirs);
      setDraft(draftOf(theirs));
      setTheirs(null);
    },
    forgetTheirs: () => setTheirs(null),
  };
}
