// Emails or text messages: the two logs beside each other.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useEventIfAny } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { eventPath, organizationPath } from "../shell/places";
import { useMessageTexts } from "./texts";

const KINDS = [
  { kind: "email", path: "messages", permission: "notifications.read" },
  { kind: "sms", path: "messages/texts", permission: "text_messages.read" },
] as const;

export function KindTabs({ kind }: { readonly kind: (typeof KINDS)[number]["kind"] }): ReactNode {
  const t = useMessageTexts();
  const { slug, may } = useOrganization();
  const event = useEventIfAny();
  const shown = KINDS.filter(({ permission }) => may(permission));
  if (shown.length < KINDS.length) return null;
  return (
    <nav className="tabs" aria-label={t("kinds")}>
      {shown.map((each) => (
        <Link
          key={each.kind}
          to={event === null ? organizationPath(slug, each.path) : eventPath(slug, event.id, each.path)}
          {...(each.kind === kind ? { "aria-current": "page" as const } : {})}
        >
          {t(`kind.${each.kind}`)}
        </Link>
      ))}
    </nav>
  );
}
