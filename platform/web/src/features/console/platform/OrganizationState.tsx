// The state of an organization, as a mark.
import type { ReactNode } from "react";
import { Tag, type Look } from "./marks";
import { usePlatformTexts } from "./texts";

const STATES = ["active", "suspended", "closing", "closed"] as const;
const LOOKS: Readonly<Record<string, Look>> = { active: "good", suspended: "bad", closing: "warm" };

export function OrganizationState({ state }: { readonly state: string }): ReactNode {
  const t = usePlatformTexts();
  const known = STATES.find((each) => each === state);
  return <Tag look={LOOKS[state] ?? "plain"}>{known === undefined ? state : t(`organization.${known}`)}</Tag>;
}
