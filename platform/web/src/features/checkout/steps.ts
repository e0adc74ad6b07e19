// The steps of the checkout, the address of each, and which of them an order may show.
import { codesOf } from "./codes";
import { checkPeople } from "./people";
import { hasAllNames, type State } from "./state";
import { linesOf } from "./model";

export const STEPS = ["tickets", "attendees", "payment"] as const;
export type Step = (typeof STEPS)[number];

/** The step that an address asks for. */
export function stepOf(search: string): Step {
  const asked = new URLSearchParams(search).get("step");
  return STEPS.find((step) => step === asked) ?? "tickets";
}

/** The query string of another step; its other parameters stay. */
export function addressOf(step: Step, search: string): string {
  const parameters = new URLSearchParams(search);
  if (step === "tickets") parameters.delete("step");
  else parameters.set("step", step);
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}

/** The last step that may be shown: a payment needs held tickets and named attendees. */
export function furthestStep(state: State): Step {
  const { order } = state;
  if (order === null || !matchesHold(state)) return "tickets";
  return isRegistrationSent(state) && order.total_minor > 0 && !isApplication(state) ? "payment" : "attendees";
}

/** The step that is shown for the one asked for: that one, or the last before it that may be shown. */
export function allowedStep(asked: Step, state: State): Step {
  const last = STEPS.indexOf(furthestStep(state));
  return STEPS[Math.min(STEPS.indexOf(asked), last)] ?? "tickets";
}

/** Whether what is chosen is applied for: it ends with the attendees, and the organizer decides. */
export function isApplication({ order, offers, basket }: State): boolean {
  if (order !== null) return order.needs_approval === true && !order.approved_at;
  const needs = (offer: State["offers"][number]): boolean => offer.needsApproval === true;
  const chosen = offers.filter((offer) => (basket.get(offer.ticketTypeId) ?? 0) > 0);
  return chosen.length > 0 ? chosen.some(needs) : offers.length > 0 && offers.every(needs);
}

/** Whether the order holds exactly what is chosen. */
export function matchesHold(state: State): boolean {
  const isSameCodes = state.heldCodes.join() === codesOf(state.applied).join();
  if (state.heldMember !== state.member) return false;
  return state.order !== null && isSameCodes && isSameLines(heldLines(state), linesOf(state.basket, state.amounts));
}

/** The lines of the held order in the form of a request. */
export function heldLines(state: State): ReturnType<typeof linesOf> {
  const lines = state.order?.lines ?? [];
  const given = lines.flatMap((line) =>
    state.amounts.has(line.ticket_type_id) ? [[line.ticket_type_id, line.unit_minor ?? 0] as const] : [],
  );
  return linesOf(new Map(lines.map((line) => [line.ticket_type_id, line.quantity])), new Map(given));
}

/** Whether the server has buyer, attendees and answers as they are here, and nothing is missing. */
export function isRegistrationSent(state: State): boolean {
  const { order, buyer, attendees } = state;
  if (order === null || !hasAllNames(order) || checkPeople(state).size > 0) return false;
  return (
    !state.hasUnsentChanges && order.buyer_email === buyer.email.trim() && attendees.length === order.attendees.length
  );
}

function isSameLines(left: ReturnType<typeof linesOf>, right: ReturnType<typeof linesOf>): boolean {
  const sorted = (lines: ReturnType<typeof linesOf>): string =>
    JSON.stringify([...lines].sort((one, other) => one.ticket_type_id.localeCompare(other.ticket_type_id)));
  return sorted(left) === sorted(right);
}
