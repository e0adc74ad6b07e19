// What a token says of itself in a line: whose it is, what it opens, when it was used, until when it is good.
import type { ReactNode } from "react";
import { useConnection } from "../session/api";
import { useInstant } from "../parts/Instant";
import { useOrganization } from "../shell/organizations";
import { useEventLine } from "./Choices";
import { useAccounts, useMemberNames, type ApiToken } from "./queries";
import { useTokenTexts } from "./texts";

const SOON_MILLISECONDS = 14 * 24 * 3_600_000;

export function isOver(token: ApiToken, now: number): boolean {
  return token.revoked_at !== null || Date.parse(token.expires_at) <= now;
}

export function TokenTags({ token, now }: { readonly token: ApiToken; readonly now: number }): ReactNode {
  const t = useTokenTexts();
  if (token.revoked_at !== null) return <span className="tag">{t("state.revoked")}</span>;
  const left = Date.parse(token.expires_at) - now;
  if (left <= 0) return <span className="tag">{t("state.expired")}</span>;
  return left < SOON_MILLISECONDS ? <span className="tag tag--warm">{t("state.soon")}</span> : null;
}

/** The person or the service account that it stands for. */
export function useOwner(): (token: ApiToken) => string {
  const t = useTokenTexts();
  const { person } = useConnection().config;
  const here = useOrganization();
  const names = useMemberNames();
  const accounts = useAccounts(here.may("api-tokens.manage"));
  return ({ user_id: userId, service_account_id: accountId }) => {
    if (accountId !== null) {
      const every = accounts.data?.pages.flatMap((page) => page.items) ?? [];
      const name = every.find(({ id }) => id === accountId)?.name;
      return name === undefined ? t("of.account") : t("owner.account", { name });
    }
    if (userId === person.id) return t("of.you");
    return names.get(userId ?? "") ?? t("of.former");
  };
}

export function useTokenFacts(): (token: ApiToken) => readonly string[] {
  const t = useTokenTexts();
  const instant = useInstant();
  const events = useEventLine();
  return (token) => {
    const { scopes, event_ids: eventIds, last_used_at: used, replaced_until: former } = token;
    const until =
      token.revoked_at === null
        ? t("fact.until", { at: instant(token.expires_at) })
        : t("fact.revoked", { at: instant(token.revoked_at) });
    return [
      `${t("fact.scopes", { number: scopes.length })} · ${events(eventIds)}`,
      `${used === null ? t("fact.unused") : t("fact.used", { at: instant(used) })} · ${until}`,
      former !== null && token.revoked_at === null && Date.parse(former) > Date.now()
        ? t("fact.former", { at: instant(former) })
        : "",
    ];
  };
}
