// Requests of the checkout (hold, register attendees, pay): one at a time, with each refusal at its field.
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Refused } from "../../lib/api";
import { plainCode } from "../../lib/typed-text";
import { codesOf, NO_CODES } from "./codes";
import { orderContinued, orderPath, type Client, type Config } from "./client";
import { answerErrorText } from "./answer-errors";
import { checkBasket, fieldIdOf, linesOf, type Order } from "./model";
import { checkPeople, registrationBody } from "./people";
import type { PaymentChoice, NextAction } from "./payment";
import { withSeenPrices } from "./pricing";
import type { PurchaseStorage } from "./start";
import type { Action, State } from "./state";
import { isApplication, matchesHold, type Step } from "./steps";
import { tellTexts, textRefusal } from "./texts";
import { explainProblem, UNREACHED, type Refusal, type Message } from "./messages";

export type Pending = "code" | "member" | "hold" | "attendees" | "pay" | null;

export interface Actions {
  readonly pending: Pending;
  /** The address the browser is being redirected to; null while it stays. */
  readonly redirectingTo: string | null;
  /** Tries one more discount code; whether it counts. */
  readonly applyCode: (code: string) => Promise<boolean>;
  readonly removeCode: (code: string) => Promise<void>;
  /** Asks for the prices of a member number, "" for those without one; whether it counts. */
  readonly applyMember: (member: string) => Promise<boolean>;
  readonly hold: () => Promise<void>;
  readonly submitAttendees: () => Promise<void>;
  /** Starts the payment; returns what the provider's embedded fields need, where the method has some. */
  readonly pay: (choice: PaymentChoice) => Promise<NextAction | null>;
  /** Redirects to the order's own page. */
  readonly finish: () => void;
  /** Fetches the order again, when its hold seems expired or another tab may have changed it. */
  readonly refreshOrder: () => Promise<void>;
  readonly restart: () => void;
  /** Goes on with the order on a page of its own, where a frame may not show what comes. */
  readonly goOutside: () => void;
  /** Comes back to where the buyer was going to leave. */
  readonly comeBack: () => void;
}

export interface Dependencies {
  readonly config: Config;
  readonly client: Client;
  readonly storage: PurchaseStorage;
  readonly state: State;
  readonly dispatch: (action: Action) => void;
  readonly go: (step: Step) => void;
  /** Milliseconds from this device's clock to the server's. */
  readonly skew: number;
  /** Leaves the page. */
  readonly leave: (address: string) => void;
}

const NO_ERRORS: Refusal = { fields: new Map(), others: [] };
const GONE = 410;
/** Whoever has no good pass of the event's waiting room goes there. */
const WAITS: readonly string[] = ["missing", "refused", "expired", "used"].map((why) => `waiting-room.pass-${why}`);
/** The pause before an order is fetched again whose hold has expired but is not released yet. */
const RECHECK_MILLISECONDS = 2000;

export function useActions(dependencies: Dependencies, leavesFor: string | null = null): Actions {
  const queries = useQueryClient();
  const latest = useRef(dependencies);
  latest.current = dependencies;
  const busy = useRef(false);
  const [pending, setPending] = useState<Pending>(null);
  const [redirectingTo, setRedirectingTo] = useState<string | null>(leavesFor);

  const showRefusal = (refusal: Partial<Refusal>): void =>
    latest.current.dispatch({ type: "requestRefused", refusal: { ...NO_ERRORS, ...refusal } });
  const leave = (address: string): void => {
    setRedirectingTo(address);
    latest.current.leave(address);
  };
  const goToOrder = (order: Order): void => {
    const { config, storage: memory, state } = latest.current;
    memory.clear();
    leave(orderPath(config, order.id, state.secret));
  };

  /** Runs one action at a time; a second press while it runs does nothing. */
  const runExclusive = async <T>(kind: Exclude<Pending, null>, work: () => Promise<T>): Promise<T | null> => {
    if (busy.current) return null;
    busy.current = true;
    setPending(kind);
    latest.current.dispatch({ type: "errorsCleared" });
    try {
      return await work();
    } catch (error) {
      await showError(error);
      return null;
    } finally {
      busy.current = false;
      setPending(null);
    }
  };

  const showError = async (error: unknown): Promise<void> => {
    const { state, dispatch, go } = latest.current;
    if (!(error instanceof Refused)) return showRefusal({ others: [UNREACHED] });
    const { problem } = error;
    if (WAITS.includes(problem.code)) return leave(`${latest.current.config.eventUrl}/waiting-room`);
    if (problem.status === GONE || problem.code.endsWith("expired")) return dispatch({ type: "holdExpired" });
    if (problem.code === "conflict" && state.order !== null) return refreshOrder();
    const questionOf = (pointer: string) =>
      state.form.questions.find((question) => pointer.split("/").includes(question.key));
    const known = ({ pointer, code }: { pointer: string; code?: unknown }): Message | null => {
      if (pointer === "/accepted_terms" && code === "required") return { key: "errors.terms" };
      if (/^\/buyer[/_]email$/.test(pointer)) return { key: "errors.email" };
      const ticket = /^\/attendees\/(\d+)\/name$/.exec(pointer);
      if (ticket) return { key: "errors.ticketName", values: { number: Number(ticket[1]) + 1 } };
      return pointer.includes("answers") && typeof code === "string"
        ? answerErrorText(code, questionOf(pointer))
        : null;
    };
    const refusal = explainProblem(
      problem,
      (pointer) => fieldIdOf(pointer, linesOf(state.basket), state.offers),
      known,
    );
    if (problem.errors.some((each) => "code" in each && each.code === "price-changed")) await loadPrices();
    if (problem.code === "inventory.sold-out") void queries.invalidateQueries({ queryKey: ["stock"] });
    if (problem.code === "orders.incomplete") {
      await queries.invalidateQueries({ queryKey: ["form"] });
      go("attendees");
    }
    if ([...refusal.fields.keys()].some((id) => /^(?:code$|member-number$|quantity-|amount-)/.test(id))) go("tickets");
    if (refusal.fields.has("accepted-terms")) {
      if (problem.terms !== null) dispatch({ type: "termsChanged", terms: problem.terms });
      go("attendees");
    }
    showRefusal(refusal);
  };

  const loadPrices = async (): Promise<void> => {
    const { client, config, state, dispatch } = latest.current;
    const ids = state.offers.map(({ ticketTypeId }) => ticketTypeId);
    const offers = await client.hiddenOffers(ids, state.buyer.locale).catch(() => null);
    if (offers === null) return;
    dispatch({ type: "pricesLoaded", offers });
    if (state.member === "" && !config.addressProof) return;
    const prices = await client.memberPrices(state.member, ids).catch(() => null);
    if (prices !== null) dispatch({ type: "memberPriced", member: state.member, prices });
  };

  const refreshOrder = async (): Promise<void> => {
    const { client, state, dispatch, skew } = latest.current;
    if (state.order === null) return;
    try {
      const order = await client.getOrder(state.order.id, state.secret);
      const isOver = order.expires_at !== null && Date.parse(order.expires_at) <= Date.now() + skew;
      if (isOver && order.state === "held") setTimeout(() => void refreshOrder(), RECHECK_MILLISECONDS);
      else if (order.state === "held" || (order.state === "awaiting_payment" && order.paid_minor === 0))
        dispatch({ type: "orderUpdated", order });
      else if (order.state === "expired" || order.state === "cancelled") dispatch({ type: "holdExpired" });
      else goToOrder(order);
    } catch (error) {
      if (error instanceof Refused) dispatch({ type: "holdExpired" });
      else showRefusal({ others: [UNREACHED] });
    }
  };

  const checkCodes = async (codes: readonly string[]): Promise<boolean> =>
    (await runExclusive("code", async () => {
      const { client, state, dispatch } = latest.current;
      const nothing = { applied: NO_CODES, opened: [] };
      const checked = codes.length === 0 ? nothing : await client.checkCodes(codes, state.buyer.locale);
      dispatch({ type: "codesApplied", ...checked });
      return true;
    })) ?? false;

  const applyCode = async (code: string): Promise<boolean> => {
    const { state } = latest.current;
    const codes = codesOf(state.applied);
    const typed = plainCode(code);
    if (typed === "") showRefusal({ fields: new Map([["code", { key: "codes.empty" }]]) });
    return typed !== "" && (codes.includes(typed) || checkCodes([...codes, code]));
  };
  const removeCode = async (code: string): Promise<void> => {
    await checkCodes(codesOf(latest.current.state.applied).filter((each) => each !== code));
  };

  const applyMember = async (member: string): Promise<boolean> =>
    (await runExclusive("member", async () => {
      const { client, state, dispatch } = latest.current;
      const ids = state.offers.map(({ ticketTypeId }) => ticketTypeId);
      dispatch({ type: "memberPriced", member, prices: await client.memberPrices(member, ids) });
      return true;
    })) ?? false;

  const hold = async (): Promise<void> => {
    const { state, go, client, dispatch } = latest.current;
    const fields = checkBasket(state.offers, state.basket, state.amounts, state.typed);
    const lines = withSeenPrices(linesOf(state.basket, state.amounts), state.offers);
    if (state.order !== null && matchesHold(state)) return go("attendees");
    if (lines.length === 0) return showRefusal({ others: [{ key: "errors.none" }] });
    if (fields.size > 0) return showRefusal({ fields });
    await runExclusive("hold", async () => {
      if (state.order !== null) {
        await client.cancel(state.order, state.secret);
        dispatch({ type: "orderReleased" });
      }
      const order = await client.hold(lines, codesOf(state.applied), state.member);
      dispatch({ type: "orderHeld", order, secret: order.secret ?? "" });
      go("attendees");
    });
  };

  /** Tells what was chosen about text messages; false where the buyer has to look at it again. */
  const saveTexts = async (): Promise<boolean> => {
    const { client, state, dispatch } = latest.current;
    try {
      const known = await tellTexts(client, state);
      if (known !== null) queries.setQueryData(["texts", state.order?.id], known);
      if (known !== null) dispatch({ type: "textsLoaded", known });
      return true;
    } catch (error) {
      const refused = textRefusal(error);
      if (refused === null) throw error;
      if (refused.isOutdated) await queries.invalidateQueries({ queryKey: ["texts"] });
      showRefusal(refused.refusal);
      return false;
    }
  };

  const submitAttendees = async (): Promise<void> => {
    const fields = checkPeople(latest.current.state);
    if (fields.size > 0) return showRefusal({ fields });
    await runExclusive("attendees", async () => {
      const { client, state, dispatch, go } = latest.current;
      if (state.order === null) return;
      if (!(await saveTexts())) return;
      const order = await client.updateOrder(state.order, state.secret, {
        buyer: state.buyer,
        ...registrationBody(state),
        terms: state.agreed ? state.terms : null,
      });
      dispatch({ type: "orderUpdated", order });
      const endsHere = order.total_minor === 0 || isApplication({ ...state, order });
      if (!endsHere && order.state !== "confirmed") go("payment");
      else if (order.state === "held") showRefusal({ others: [{ key: "errors.incomplete" }] });
      else goToOrder(order);
    });
  };

  const pay = async (choice: PaymentChoice): Promise<NextAction | null> =>
    runExclusive("pay", async () => {
      const { client, state, dispatch } = latest.current;
      if (state.order === null) return null;
      const started = await client.pay(state.order, state.secret, choice);
      if (started?.next_action?.flow === "embedded") {
        // Paying has begun, so the places are kept longer than the page knew.
        const order = await client.getOrder(state.order.id, state.secret).catch(() => null);
        if (order !== null) dispatch({ type: "orderUpdated", order });
        return started.next_action;
      }
      if (started?.redirect_url) leave(started.redirect_url);
      else goToOrder(state.order);
      return null;
    });

  const finish = (): void => {
    const { state } = latest.current;
    if (state.order !== null) goToOrder(state.order);
  };
  const restart = (): void => {
    latest.current.dispatch({ type: "restarted" });
    latest.current.go("tickets");
    void queries.invalidateQueries({ queryKey: ["stock"] });
  };

  const goOutside = (): void => {
    const { config, state } = latest.current;
    if (config.frame === undefined || state.order === null) return;
    leave(orderContinued(config.frame.outside, state.order.id, state.secret));
  };
  const comeBack = (): void => setRedirectingTo(null);

  return {
    pending,
    redirectingTo,
    applyCode,
    removeCode,
    applyMember,
    hold,
    submitAttendees,
    pay,
    finish,
    refreshOrder,
    restart,
    goOutside,
    comeBack,
  };
}
