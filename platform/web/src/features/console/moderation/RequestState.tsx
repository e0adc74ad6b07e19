// How it stands with a request of an organization, as a mark.
import type { ReactNode } from "react";
import { Tag, type Look } from "../platform/marks";
import { usePlatformTexts } from "../platform/texts";

const STATES = ["waiting", "approved", "declined", "withdrawn", "held"] as const;
const LOOKS: Readonly<Record<string, Look>> = { waiting: "warm", approved: "good", declined: "bad", held: "bad" };

export function RequestState({ state }: { readonly state: string }): ReactNode {
  const t = usePlatformTexts();
  const known = STATES.find((each) => each === state);
  return <Tag look={LOOKS[state] ?? "plain"}>{known === undefined ? state : t(`request.${known}`)}</Tag>;
}
