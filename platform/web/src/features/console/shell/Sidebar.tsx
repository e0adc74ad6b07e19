// The menu: where one is, search, the views that the person may open, and their own account.
import type { ReactNode } from "react";
import { NavLink, useMatch } from "react-router";
import { Icon } from "../../../ui/Icon";
import { entriesOf, type Holder } from "./entries";
import { useEventQuery } from "./event";
import { InboxEntry } from "./InboxBell";
import { EVENT_MENU, ORGANIZATION_MENU, PLATFORM_MENU, REPLACED, SERVER_PAGES, type Entry, type Group } from "./menu";
import { PLATFORM, platformPath, useOperatorQuery } from "./operator";
import { useOrganization, useOrganizationIfAny, type Here } from "./organizations";
import { PersonMenu } from "./PersonMenu";
import { eventPath, organizationPath } from "./places";
import { RunningJobs } from "./RunningJobs";
import { Switcher } from "./Switcher";
import { useConsoleTexts } from "./texts";
import type { View } from "./views";

export interface SidebarProps {
  readonly views: readonly View[];
  readonly eventId: string | null;
  readonly onSearch: () => void;
}

const APPLE = /Mac|iPhone|iPad/;

export function Sidebar({ views, eventId, onSearch }: SidebarProps): ReactNode {
  const t = useConsoleTexts();
  const here = useOrganizationIfAny();
  const isPlatform = useMatch(`${PLATFORM}/*`) !== null;
  const me = useOperatorQuery().data;
  const operator = isPlatform ? me : undefined;
  return (
    <div className="side">
      <Switcher />
      <button type="button" className="side__search" aria-haspopup="dialog" onClick={onSearch}>
        <Icon name="search" />
        <span>{t("search")}</span>
        <kbd aria-hidden="true">{APPLE.test(navigator.userAgent) ? "⌘K" : "Ctrl K"}</kbd>
      </button>
      {here !== null && <InboxEntry />}
      <nav className="side__menu" aria-label={t("menu")}>
        {operator !== undefined && <Groups groups={PLATFORM_MENU} views={views} at={operator} pathOf={platformPath} />}
        {here !== null && eventId !== null && <EventMenu views={views} eventId={eventId} />}
        {here !== null && eventId === null && (
          <>
            <Groups
              groups={ORGANIZATION_MENU}
              views={views}
              at={here}
              pathOf={(path) => organizationPath(here.slug, path)}
            />
            <ServerPages here={here} views={views} />
          </>
        )}
      </nav>
      {here !== null && <RunningJobs />}
      <PersonMenu />
    </div>
  );
}

function EventMenu({ views, eventId }: { readonly views: readonly View[]; readonly eventId: string }): ReactNode {
  const t = useConsoleTexts();
  const here = useOrganization();
  const { slug } = here;
  const event = useEventQuery(eventId);
  return (
    <>
      <NavLink to={organizationPath(slug, "events")} end className="side__back">
        <Icon name="back" />
        {t("menu.allEvents")}
      </NavLink>
      <p className="side__about">
        <bdi>{event.data?.title ?? "…"}</bdi>
      </p>
      <Groups groups={EVENT_MENU} views={views} at={here} pathOf={(path) => eventPath(slug, eventId, path)} />
    </>
  );
}

interface GroupsProps {
  readonly groups: readonly Group[];
  readonly views: readonly View[];
  readonly at: Holder;
  readonly pathOf: (path: string) => string;
}

/** A group without any entry is left out. */
function Groups({ groups, views, at, pathOf }: GroupsProps): ReactNode {
  const t = useConsoleTexts();
  return groups.map((group) => {
    const entries = entriesOf(group, views, at);
    if (entries.length === 0) return null;
    return (
      <div key={group.title ?? ""} className="side__group">
        {group.title !== null && <p className="side__title">{t(group.title)}</p>}
        <ul>
          {entries.map((entry) => (
            <li key={entry.path}>
              <NavLink to={pathOf(entry.path)} end={entry.path === "" || hasBelow(entry, group)} className="side__link">
                <Icon name={entry.icon} />
                {t(entry.label)}
              </NavLink>
            </li>
          ))}
        </ul>
      </div>
    );
  });
}

/** Whether another entry of the group stands below this one's address. */
function hasBelow(entry: Entry, group: Group): boolean {
  return group.entries.some((each) => each.path.startsWith(`${entry.path}/`));
}

function ServerPages({ here, views }: { readonly here: Here; readonly views: readonly View[] }): ReactNode {
  const t = useConsoleTexts();
  const there = new Set(views.map((view) => view.path));
  const pages = SERVER_PAGES.filter(({ path, permission }) => here.may(permission) && !there.has(REPLACED[path] ?? ""));
  if (pages.length === 0) return null;
  return (
    <div className="side__group">
      <p className="side__title">{t("menu.account")}</p>
      <ul>
        {pages.map(({ path, label, icon }) => (
          <li key={path}>
            <a className="side__link" href={`/account/organizations/${here.id}${path}`}>
              <Icon name={icon} />
              {t(label)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
