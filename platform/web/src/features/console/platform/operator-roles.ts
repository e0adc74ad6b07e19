// The roles of the platform's own people, in words.
import type { ConsoleKey } from "../shell/texts";

export const OPERATOR_ROLES = ["operator", "moderator", "support"] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

export function knownRole(role: string): OperatorRole | undefined {
  return OPERATOR_ROLES.find((each) => each === role);
}

export function roleWord(role: string, t: (key: ConsoleKey) => string): string {
  const known = knownRole(role);
  return known === undefined ? role : t(`operatorRole.${known}`);
}
