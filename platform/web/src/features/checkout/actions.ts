// What a buyer does that the server must agree to: hold, name, pay. One at a time, and each refusal at its place.
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Refused } from "../../lib/api";
import { orderPath, type Client, type Config } from "./client";
import { faultWords } from "./faults";
import { checkBasket, fieldFor, linesOf, type Order } from "./model";
import { checkPeople, sentPeople } from "./people";
import type { Choice, NextAction } from "./payment";
import type { Memory } from "./start";
import type { Action, State } from "./state";
import { isAsHeld, type Step } from "./steps";
import { refusalOf, UNREACHED, type Refusal, type Words } from "./words";

export type Pending = "hold" | "name" | "pay" | null;

export interface Actions {
  readonly pending: Pending;
  /** Where the browser is being sent; null while it stays. */
  readonly leaving: string | null;
  readonly hold: () => Promise<void>;
  readonly name: () => Promise<void>;
  /** Answers with what the provider's own fields need, where the method has some. */
  readonly pay: (choice: Choice) => Promise<NextAction | null>;
  /** To the order's own page. */
  readonly finish: () => void;
  /** Asks the server how the order stands, when the time seems up or another tab may have changed it. */
  readonly look: () => Promise<void>;
  readonly beginAgain: () => void;
}

export interface Means {
  readonly config: Config;
  readonly client: Client;
  readonly memory: Memory;
  readonly state: State;
  readonly dispatch: (action: Action) => void;
  readonly go: (step: Step) => void;
  /** Milliseconds from this device's clock to the server's. */
  readonly skew: number;
  /** Leaves the page. */
  readonly leave: (address: string) => void;
}

const NOTHING: Refusal = { fields: new Map(), others: [] };
const GONE = 410;
/** How long to wait before asking again about an order whose time is up and that is not let go of yet. */
const AGAIN_MILLISECONDS = 2000;

export function useActions(means: Means): Actions {
  const queries = useQueryClient();
  const latest = useRef(means);
  latest.current = means;
  const busy = useRef(false);
  const [pending, setPending] = useState<Pending>(null);
  const [leaving, setLeaving] = useState<string | null>(null);

  const refuse = (refusal: Partial<Refusal>): void =>
    latest.current.dispatch({ type: "refused", refusal: { ...NOTHING, ...refusal } });
  const leave = (address: string): void => {
    setLeaving(address);
    latest.current.leave(address);
  };
  const toOrder = (order: Order): void => {
    const { config, memory, state } = latest.current;
    memory.forget();
    leave(orderPath(config, order.id, state.secret));
  };

  /** Runs one action at a time; a second press while it runs does nothing. */
  const during = async <T>(kind: Exclude<Pending, null>, work: () => Promise<T>): Promise<T | null> => {
    if (busy.current) return null;
    busy.current = true;
    setPending(kind);
    latest.current.dispatch({ type: "calmed" });
    try {
      return await work();
    } catch (error) {
      await explain(error);
      return null;
    } finally {
      busy.current = false;
      setPending(null);
    }
  };

  const explain = async (error: unknown): Promise<void> => {
    const { state, dispatch, go } = latest.current;
    if (!(error instanceof Refused)) return refuse({ others: [UNREACHED] });
    const { problem } = error;
    if (problem.status === GONE || problem.code.endsWith("expired")) return dispatch({ type: "lapsed" });
    if (problem.code === "conflict" && state.order !== null) return look();
    const questionOf = (pointer: string) =>
      state.form.questions.find((question) => pointer.split("/").includes(question.key));
    const known = ({ pointer, code }: { pointer: string; code?: unknown }): Words | null => {
      if (pointer === "/accepted_terms" && code === "required") return { key: "errors.terms" };
      if (/^\/buyer[/_]email$/.test(pointer)) return { key: "errors.email" };
      const ticket = /^\/attendees\/(\d+)\/name$/.exec(pointer);
      if (ticket) return { key: "errors.ticketName", values: { number: Number(ticket[1]) + 1 } };
      return pointer.includes("answers") && typeof code === "string" ? faultWords(code, questionOf(pointer)) : null;
    };
    const refusal = refusalOf(problem, (pointer) => fieldFor(pointer, linesOf(state.basket)), known);
    if (problem.code === "inventory.sold-out") void queries.invalidateQueries({ queryKey: ["stock"] });
    if (problem.code === "orders.incomplete") {
      await queries.invalidateQueries({ queryKey: ["form"] });
      go("attendees");
    }
    if ([...refusal.fields.keys()].some((id) => /^(?:quantity|amount)-/.test(id))) go("tickets");
    if (refusal.fields.has("accepted-terms")) {
      if (problem.terms !== null) dispatch({ type: "terms-changed", terms: problem.terms });
      go("attendees");
    }
    refuse(refusal);
  };

  const look = async (): Promise<void> => {
    const { client, state, dispatch, skew } = latest.current;
    if (state.order === null) return;
    try {
      const order = await client.find(state.order.id, state.secret);
      const isOver = order.expires_at !== null && Date.parse(order.expires_at) <= Date.now() + skew;
      if (isOver && order.state === "held") setTimeout(() => void look(), AGAIN_MILLISECONDS);
      else if (order.state === "held" || (order.state === "awaiting_payment" && order.paid_minor === 0))
        dispatch({ type: "told", order });
      else if (order.state === "expired" || order.state === "cancelled") dispatch({ type: "lapsed" });
      else toOrder(order);
    } catch (error) {
      if (error instanceof Refused) dispatch({ type: "lapsed" });
      else refuse({ others: [UNREACHED] });
    }
  };

  const hold = async (): Promise<void> => {
    const { state, go, client, dispatch } = latest.current;
    const fields = checkBasket(state.offers, state.basket, state.amounts, state.typed);
    const lines = linesOf(state.basket, state.amounts);
    if (state.order !== null && isAsHeld(state)) return go("attendees");
    if (lines.length === 0) return refuse({ others: [{ key: "errors.none" }] });
    if (fields.size > 0) return refuse({ fields });
    await during("hold", async () => {
      if (state.order !== null) {
        await client.cancel(state.order, state.secret);
        dispatch({ type: "let-go" });
      }
      const order = await client.hold(lines);
      dispatch({ type: "held", order, secret: order.secret ?? "" });
      go("attendees");
    });
  };

  const name = async (): Promise<void> => {
    const fields = checkPeople(latest.current.state);
    if (fields.size > 0) return refuse({ fields });
    await during("name", async () => {
      const { client, state, dispatch, go } = latest.current;
      if (state.order === null) return;
      const order = await client.name(state.order, state.secret, {
        buyer: state.buyer,
        ...sentPeople(state),
        terms: state.agreed ? state.terms : null,
      });
      dispatch({ type: "told", order });
      if (order.total_minor > 0 && order.state !== "confirmed") go("payment");
      else if (order.state === "held") refuse({ others: [{ key: "errors.incomplete" }] });
      else toOrder(order);
    });
  };

  const pay = async (choice: Choice): Promise<NextAction | null> =>
    during("pay", async () => {
      const { client, state, dispatch } = latest.current;
      if (state.order === null) return null;
      const started = await client.pay(state.order, state.secret, choice);
      if (started?.next_action?.flow === "embedded") {
        // Paying has begun, so the places are kept longer than the page knew.
        const order = await client.find(state.order.id, state.secret).catch(() => null);
        if (order !== null) dispatch({ type: "told", order });
        return started.next_action;
      }
      if (started?.redirect_url) leave(started.redirect_url);
      else toOrder(state.order);
      return null;
    });

  const finish = (): void => {
    const { state } = latest.current;
    if (state.order !== null) toOrder(state.order);
  };
  const beginAgain = (): void => {
    latest.current.dispatch({ type: "began-again" });
    latest.current.go("tickets");
    void queries.invalidateQueries({ queryKey: ["stock"] });
  };

  return { pending, leaving, hold, name, pay, finish, look, beginAgain };
}
