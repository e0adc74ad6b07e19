// The state of the checkout and its reducer; a reload rebuilds it from the server's order.
import type { Answers, Form } from "../../lib/forms/definition";
import {
  clampBasket,
  withStock,
  parseAmount,
  assignSeats,
  seatsOf,
  type Attendee,
  type Buyer,
  type Offer,
  type Order,
  type Pricing,
  type Stock,
} from "./model";
import { codesOf, NO_CODES, UNTOLD, withCodes, type AppliedCodes } from "./codes";
import { initialAnswers, sharedAnswers } from "./people";
import type { PaymentPick } from "./payment";
import { withBuyerPrices, withPrices } from "./pricing";
import type { Refusal, Message } from "./messages";
import { TEXT_PHONE, textChoice, untold, type TextChoice } from "./texts";
import type { TextConsent } from "./types";

export interface State {
  readonly offers: readonly Offer[];
  readonly basket: ReadonlyMap<string, number>;
  /** Donation → the amount as it was typed. */
  readonly typed: ReadonlyMap<string, string>;
  /** Donation → minor units for each, where what was typed can be read. */
  readonly amounts: ReadonlyMap<string, number>;
  readonly form: Form;
  readonly buyer: Buyer;
  readonly attendees: readonly Attendee[];
  /** The answers for the order as a whole. */
  readonly answers: Answers;
  /** The discount codes that count. */
  readonly applied: AppliedCodes;
  /** The member number by which the prices are; "" without one. */
  readonly member: string;
  /** The one with which the order was held. */
  readonly heldMember: string;
  /** The codes with which the order was held. */
  readonly heldCodes: readonly string[];
  readonly order: Order | null;
  /** The secret that opens the order; "" while there is none. */
  readonly secret: string;
  /** The version of the terms that is to be agreed to; null where there are none. */
  readonly terms: number | null;
  /** Whether the buyer has ticked that they agree. */
  readonly agreed: boolean;
  /** Consent to text messages; null where nobody is asked for it. */
  readonly texts: TextChoice | null;
  /** Whether buyer, attendees or answers differ from what the server was told. */
  readonly hasUnsentChanges: boolean;
  /** Null until the buyer picks: then it is the first that fits. */
  readonly picked: PaymentPick | null;
  readonly country: string;
  /** Field id → what is wrong with it. */
  readonly errors: ReadonlyMap<string, Message>;
  readonly others: readonly Message[];
  /** Counts refusals, so that each one takes the focus, also one in the same words. */
  readonly refusals: number;
  /** The hold ran out. */
  readonly isExpired: boolean;
}

export type Action =
  | { readonly type: "quantityChosen"; readonly id: string; readonly quantity: number }
  | { readonly type: "amountTyped"; readonly id: string; readonly text: string }
  | { readonly type: "buyerChanged"; readonly change: Partial<Buyer> }
  | { readonly type: "attendeeChanged"; readonly index: number; readonly change: Partial<Attendee> }
  /** The answers of one attendee are those of all. */
  | { readonly type: "answersCopied"; readonly from: number }
  | { readonly type: "orderAnswered"; readonly answers: Answers }
  | { readonly type: "termsAgreed"; readonly agreed: boolean }
  /** Another version of the terms is in force than the one that was shown. */
  | { readonly type: "termsChanged"; readonly terms: number }
  | { readonly type: "textsLoaded"; readonly known: TextConsent }
  | { readonly type: "textsChanged"; readonly change: Partial<Pick<TextChoice, "phone" | "agreed">> }
  | { readonly type: "paymentPicked"; readonly picked: PaymentPick }
  | { readonly type: "countryPicked"; readonly country: string }
  | { readonly type: "orderHeld"; readonly order: Order; readonly secret: string }
  | { readonly type: "orderResumed"; readonly order: Order; readonly secret: string; readonly search: string }
  | { readonly type: "orderUpdated"; readonly order: Order }
  | { readonly type: "formLoaded"; readonly form: Form; readonly search: string }
  | { readonly type: "stockLoaded"; readonly stock: readonly Stock[] }
  | { readonly type: "offersLoaded"; readonly offers: readonly Offer[] }
  /** The prices of now, when they are others than those that were shown. */
  | { readonly type: "pricesLoaded"; readonly offers: readonly Offer[] }
  /** The prices that the buyer has, by a member number or because they are signed in. */
  | { readonly type: "memberPriced"; readonly member: string; readonly prices: ReadonlyMap<string, Pricing> }
  | { readonly type: "codesApplied"; readonly applied: AppliedCodes; readonly opened: readonly Offer[] }
  | { readonly type: "draftRestored"; readonly draft: Draft }
  | { readonly type: "requestRefused"; readonly refusal: Refusal }
  | { readonly type: "errorsCleared" }
  | { readonly type: "orderReleased" }
  | { readonly type: "holdExpired" }
  | { readonly type: "restarted" };

/** What a tab keeps of a purchase beside the server's order, so that nothing typed is lost. */
export interface Draft {
  readonly order: string;
  readonly basket: readonly (readonly [string, number])[];
  readonly typed: readonly (readonly [string, string])[];
  readonly buyer: Buyer;
  readonly attendees: readonly Attendee[];
  readonly answers: Answers;
  readonly isChanged: boolean;
}

export function initialState(offers: readonly Offer[], buyer: Buyer, terms: number | null = null): State {
  return {
    offers,
    basket: new Map(),
    typed: new Map(),
    amounts: new Map(),
    form: { questions: [] },
    buyer,
    attendees: [],
    answers: {},
    applied: NO_CODES,
    member: "",
    heldMember: "",
    heldCodes: [],
    order: null,
    secret: "",
    terms,
    agreed: false,
    texts: null,
    hasUnsentChanges: false,
    picked: null,
    country: "",
    errors: new Map(),
    others: [],
    refusals: 0,
    isExpired: false,
  };
}

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "quantityChosen":
      return {
        ...withoutBasketErrors(state, action.id),
        basket: clampBasket(state.offers, new Map(state.basket).set(action.id, action.quantity)),
      };
    case "amountTyped":
      return withAmount(state, action.id, action.text);
    case "buyerChanged":
      return withBuyer(state, action.change);
    case "attendeeChanged":
      return {
        ...withoutAttendeeErrors(state, action.index, action.change),
        hasUnsentChanges: true,
        attendees: state.attendees.map((each, index) =>
          index === action.index ? { ...each, ...action.change } : each,
        ),
      };
    case "answersCopied":
      return copyAnswers(state, action.from);
    case "orderAnswered":
      return { ...withoutAnswerErrors(state, "answer-order-"), hasUnsentChanges: true, answers: action.answers };
    case "termsAgreed":
      return { ...withoutErrorsOf(state, ["accepted-terms"]), hasUnsentChanges: true, agreed: action.agreed };
    case "termsChanged":
      return { ...state, terms: action.terms, agreed: false };
    case "textsLoaded":
      return { ...state, texts: textChoice(state.texts, action.known) };
    case "textsChanged":
      return {
        ...withoutErrorsOf(state, [TEXT_PHONE]),
        hasUnsentChanges: true,
        texts: state.texts && { ...state.texts, ...action.change },
      };
    case "paymentPicked":
      return { ...withoutErrors(state), picked: action.picked };
    case "countryPicked":
      return { ...withoutErrors(state), country: action.country, picked: null };
    case "orderHeld":
      return {
        ...withOrder({ ...withoutErrors(state), picked: null }, action.order, action.secret),
        heldCodes: codesOf(state.applied),
        heldMember: state.member,
        texts: untold(state.texts),
      };
    case "orderResumed":
      return resumeOrder(state, action);
    case "orderUpdated":
      return { ...withOrder(state, action.order, state.secret), hasUnsentChanges: false };
    case "formLoaded":
      return {
        ...state,
        form: action.form,
        answers: { ...initialAnswers(action.form, state.order, action.search), ...state.answers },
      };
    case "stockLoaded":
      return { ...state, offers: withStock(state.offers, withOwnHold(action.stock, state.order)) };
    case "offersLoaded":
      return {
        ...state,
        offers: [
          ...state.offers,
          ...action.offers.filter((offer) => !state.offers.some((each) => each.ticketTypeId === offer.ticketTypeId)),
        ],
      };
    case "pricesLoaded":
      return { ...state, offers: withPrices(state.offers, action.offers) };
    case "memberPriced":
      return {
        ...withoutErrorsOf(state, ["member-number"]),
        others: [],
        member: action.member,
        offers: withBuyerPrices(state.offers, action.prices),
      };
    case "codesApplied":
      return withCodes({ ...withoutErrorsOf(state, ["code"]), others: [] }, action.applied, action.opened);
    case "draftRestored":
      return restoreDraft(state, action.draft);
    case "requestRefused":
      return { ...state, errors: action.refusal.fields, others: action.refusal.others, refusals: state.refusals + 1 };
    case "errorsCleared":
      return withoutErrors(state);
    case "orderReleased":
      return { ...withoutErrors(state), order: null, secret: "" };
    case "holdExpired":
      return { ...withoutErrors(state), order: null, secret: "", isExpired: true };
    case "restarted":
      return { ...withoutErrors(state), isExpired: false };
  }
}

/** Whether the server has a name for each place of the order, and knows who buys. */
export function hasAllNames(order: Order): boolean {
  return order.buyer_email !== "" && order.attendees.length === seatsOf(order.lines).length;
}

export function draftOf(state: State): Draft {
  return {
    order: state.order?.id ?? "",
    basket: [...state.basket],
    typed: [...state.typed],
    buyer: state.buyer,
    attendees: state.attendees,
    answers: state.answers,
    isChanged: state.hasUnsentChanges,
  };
}

function withAmount(state: State, id: string, text: string): State {
  const digits = state.offers.find((offer) => offer.ticketTypeId === id)?.digits ?? 2;
  const minor = parseAmount(text, digits);
  const amounts = new Map(state.amounts);
  if (minor === null) amounts.delete(id);
  else amounts.set(id, minor);
  return { ...withoutErrorsOf(state, [`amount-${id}`]), typed: new Map(state.typed).set(id, text), amounts };
}

/** The first ticket is the buyer's own until another name is written on it. */
function withBuyer(state: State, change: Partial<Buyer>): State {
  const buyer = { ...state.buyer, ...change };
  const [first, ...rest] = state.attendees;
  const follows = first !== undefined && first.name === state.buyer.name;
  const attendees = follows ? [{ ...first, name: buyer.name }, ...rest] : state.attendees;
  const settled = [
    ...Object.keys(change).map((name) => `buyer-${name}`),
    ...(follows && buyer.name !== "" ? ["attendee-0-name"] : []),
  ];
  return { ...withoutErrorsOf(state, settled), hasUnsentChanges: true, buyer, attendees };
}

function copyAnswers(state: State, from: number): State {
  const copied = sharedAnswers(state.form, state.attendees[from]?.answers ?? {});
  const others = state.attendees.map((_, index) => index).filter((index) => index !== from);
  return {
    ...others.reduce((now, index) => withoutAnswerErrors(now, `answer-${index}-`), state),
    hasUnsentChanges: true,
    attendees: state.attendees.map((each, index) =>
      index === from ? each : { ...each, answers: { ...each.answers, ...copied } },
    ),
  };
}

function withoutAttendeeErrors(state: State, index: number, change: Partial<Attendee>): State {
  const calmer = change.name === undefined ? state : withoutErrorsOf(state, [`attendee-${index}-name`]);
  return change.answers === undefined ? calmer : withoutAnswerErrors(calmer, `answer-${index}-`);
}

function withOrder(state: State, order: Order, secret: string): State {
  const amounts = new Map(state.amounts);
  for (const line of order.lines)
    if (isDonation(state, line.ticket_type_id) && line.unit_minor !== undefined)
      amounts.set(line.ticket_type_id, line.unit_minor);
  const basket = new Map(order.lines.map((line) => [line.ticket_type_id, line.quantity]));
  return {
    ...state,
    order,
    secret,
    isExpired: false,
    basket,
    amounts,
    attendees: assignSeats(order.lines, state.buyer.name, state.attendees),
  };
}

/** Puts the server's order in place of everything that stood here. */
function resumeOrder(state: State, { order, secret, search }: Extract<Action, { type: "orderResumed" }>): State {
  const buyer =
    order.buyer_email === "" ? state.buyer : { ...state.buyer, name: order.buyer_name, email: order.buyer_email };
  const blank = {
    ...withoutErrors(state),
    buyer,
    attendees: order.attendees,
    typed: new Map<string, string>(),
    isChanged: false,
  };
  const agreed = state.terms !== null && order.accepted_terms === state.terms;
  const codes = (order.discounts ?? []).map(({ code }) => ({ code, ...UNTOLD }));
  const off = new Map(order.lines.map((line) => [line.ticket_type_id, line.discount_minor ?? 0]));
  const coded = { ...blank, applied: { codes, off, opened: [] }, heldCodes: codes.map(({ code }) => code) };
  return { ...withOrder(coded, order, secret), agreed, answers: initialAnswers(state.form, order, search) };
}

/** Lays what was typed over what the server knows, where both are about the same order. */
function restoreDraft(state: State, draft: Draft): State {
  if (draft.order !== (state.order?.id ?? "")) return state;
  const known = new Map(draft.basket.filter(([id]) => state.offers.some((offer) => offer.ticketTypeId === id)));
  const typed = draft.typed.reduce<State>((now, [id, text]) => withAmount(now, id, text), {
    ...state,
    basket: clampBasket(state.offers, known),
  });
  const isFitting =
    JSON.stringify(draft.attendees.map((each) => each.ticket_type_id)) ===
    JSON.stringify(state.attendees.map((each) => each.ticket_type_id));
  if (!draft.isChanged) return typed;
  return {
    ...typed,
    hasUnsentChanges: true,
    buyer: { ...draft.buyer, locale: state.buyer.locale },
    attendees: isFitting ? draft.attendees : state.attendees,
    answers: { ...state.answers, ...draft.answers },
  };
}

/** What is left for this buyer: what their own order holds is theirs to keep. */
function withOwnHold(stock: readonly Stock[], order: Order | null): Stock[] {
  return stock.map((each) => {
    const own = order?.lines.find((line) => line.ticket_type_id === each.id)?.quantity ?? 0;
    if (own === 0) return each;
    const left = each.state === "sold_out" ? own : each.remaining === null ? null : each.remaining + own;
    return { id: each.id, state: each.state === "sold_out" ? "few" : each.state, remaining: left };
  });
}

function isDonation(state: State, id: string): boolean {
  return state.offers.some((offer) => offer.ticketTypeId === id && offer.kind === "donation");
}

function withoutErrors(state: State): State {
  return state.errors.size === 0 && state.others.length === 0 ? state : { ...state, errors: new Map(), others: [] };
}

/** What is being mended is not called wrong any longer; the rest stays until it is sent again. */
function withoutErrorsOf(state: State, ids: readonly string[]): State {
  if (!ids.some((id) => state.errors.has(id))) return state;
  return { ...state, errors: new Map([...state.errors].filter(([id]) => !ids.includes(id))) };
}

/** Another basket: what was said about all of it (nothing chosen, sold out) is no longer so. */
function withoutBasketErrors(state: State, id: string): State {
  return { ...withoutErrorsOf(state, [`quantity-${id}`]), others: [] };
}

function withoutAnswerErrors(state: State, prefix: string): State {
  return withoutErrorsOf(
    state,
    [...state.errors.keys()].filter((id) => id.startsWith(prefix)),
  );
}
