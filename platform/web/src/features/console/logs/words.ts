// Who did it in the words of the page, and what can be asked for.
import { useWorkName } from "../records/words";
import { useConnection } from "../session/api";
import type { LogRoom } from "./log-api";
import { useLogTexts, type LogKey } from "./texts";

/** What is changed most: what the filter offers. */
export const THINGS = [
  "events",
  "ticket_types",
  "inventory_pools",
  "sessions",
  "speakers",
  "forms",
  "orders",
  "order_attendees",
  "order_notes",
  "payments",
  "refunds",
  "invoices",
  "connections",
  "organizations",
  "memberships",
  "invitations",
  "api_tokens",
  "service_accounts",
  "venues",
  "legal_texts",
  "files",
] as const;

/** `user:<id>` by name, where one may know it; tokens, handlers and jobs by what they are. */
export function useActor(people: LogRoom["people"]): (actor: string) => string {
  const t = useLogTexts();
  const work = useWorkName();
  const { person } = useConnection().config;
  return (actor) => {
    const [kind = "", rest = ""] = [actor.slice(0, actor.indexOf(":")), actor.slice(actor.indexOf(":") + 1)];
    if (kind === "user") {
      if (rest === person.id) return t("who.you");
      if (people === null) return actor;
      return people.find(({ id }) => id === rest)?.name ?? t("who.person");
    }
    const known: Readonly<Record<string, LogKey>> = { token: "who.token", guest: "who.guest", device: "who.device" };
    const said = known[kind];
    if (said !== undefined) return t(said);
    return kind === "handler" || kind === "system" ? t("who.turnout", { name: work(rest) }) : actor;
  };
}
