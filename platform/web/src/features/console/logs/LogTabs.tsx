// The log of an organization, its security events, and its streams, for who may see each.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useOrganization } from "../shell/organizations";
import { organizationPath } from "../shell/places";
import { useLogTexts } from "./texts";

const TABS = [
  { name: "log", path: "settings/audit", permission: "audit.read" },
  { name: "security", path: "settings/audit/security", permission: "security-events.read" },
  { name: "streams", path: "settings/audit/streams", permission: "audit-streams.manage" },
] as const;

export function LogTabs({ at }: { readonly at: (typeof TABS)[number]["name"] }): ReactNode {
  const t = useLogTexts();
  const { slug, may } = useOrganization();
  return (
    <div className="toolbar">
      <nav className="tabs" aria-label={t("title")}>
        {TABS.filter(({ permission }) => may(permission)).map(({ name, path }) => (
          <Link
            key={name}
            to={organizationPath(slug, path)}
            {...(name === at ? { "aria-current": "true" as const } : {})}
          >
            {t(`tab.${name}`)}
          </Link>
        ))}
      </nav>
    </div>
  );
}
