// What one does most with an event, a press away from its first view.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { AS_NEW } from "../parts/asked";
import type { Event } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { eventPath } from "../shell/places";
import { useEventTexts, type EventKey } from "./texts";

interface Shortcut {
  readonly label: EventKey;
  readonly path: string;
  readonly permission: string;
}

const SHORTCUTS: readonly Shortcut[] = [
  { label: "shortcuts.ticketType", path: `tickets${AS_NEW}`, permission: "catalog.edit" },
  { label: "shortcuts.question", path: `form${AS_NEW}`, permission: "catalog.edit" },
  { label: "shortcuts.giveAway", path: "orders/give-away", permission: "orders.give-away" },
];

export function Shortcuts({ event }: { readonly event: Event }): ReactNode {
  const t = useEventTexts();
  const { slug, may } = useOrganization();
  const open = SHORTCUTS.filter(({ permission }) => may(permission));
  if (open.length === 0) return null;
  return (
    <nav className="row" aria-label={t("shortcuts.title")}>
      {open.map(({ label, path }) => (
        <Link key={path} className="button button--quiet" to={eventPath(slug, event.id, path)}>
          {t(label)}
        </Link>
      ))}
    </nav>
  );
}
