// Says beside the sessions that one signs up for how it stands with their places.
import { sessionKeyOf } from "./agenda";

type State = "open" | "few" | "full" | "waitlist" | "closed";

let asked: Promise<Record<string, State>> | null = null;

/** The words for each state but the usual one stand at the programme. */
export async function showPlaces(root: HTMLElement): Promise<void> {
  const links = [...root.querySelectorAll<HTMLAnchorElement>("a.tag--sign-up")];
  const address = root.dataset["places"];
  if (links.length === 0 || address === undefined) return;
  asked ??= ask(address);
  const states = await asked;
  for (const link of links) {
    const state = states[sessionKeyOf(link.href.replace(/\/sign-up$/, "")) ?? ""] ?? "open";
    link.dataset["state"] = state;
    const said = root.dataset[state];
    if (said !== undefined) link.textContent = said;
  }
}

async function ask(address: string): Promise<Record<string, State>> {
  const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  return answer?.ok === true ? ((await answer.json()) as { sessions: Record<string, State> }).sessions : {};
}
