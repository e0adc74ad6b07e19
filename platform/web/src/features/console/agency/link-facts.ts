// What there is to know of a link between an agency and a client: its scope, its proofs, and since when.
import type { ReactNode } from "react";
import { formatDay } from "../../../lib/when";
import { useLocale } from "../../../ui/language";
import { useConnection } from "../session/api";
import type { Link } from "./queries";
import { useAgencyTexts, type AgencyKey } from "./texts";

/** Roles that a link may give. */
export const ROLES = ["admin", "staff", "partner"] as const;
/** What a client may ask for: how long ago a second factor was shown, in minutes. */
export const PROOFS = [15, 60, 480, 1440] as const;

export function useLinkFacts(): (link: Link) => readonly ReactNode[] {
  const t = useAgencyTexts();
  const locale = useLocale();
  const { timeZone } = useConnection().config.person;
  const day = (at: string): string => formatDay(at, timeZone, locale);
  const roleOf = (role: string): string =>
    (ROLES as readonly string[]).includes(role) ? t(`role.${role}` as AgencyKey) : role;
  return (link) => {
    const scope = link.permissions === null ? t("scope.role") : t("scope.some", { number: link.permissions.length });
    const when =
      link.ended_at !== null
        ? t("ended", { day: day(link.ended_at) })
        : link.accepted_at !== null
          ? t("since", { day: day(link.accepted_at) })
          : t("offered", { day: day(link.offered_at) });
    const minutes = link.state === "ended" ? null : link.second_factor_minutes;
    return [`${roleOf(link.role)} · ${scope}`, when, minutes === null ? "" : t("factor.asked", { minutes })];
  };
}
