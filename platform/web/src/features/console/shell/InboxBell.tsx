// The bell: how many messages a member has not read, and the way to them.
import type { ReactNode } from "react";
import { Link, NavLink } from "react-router";
import { Icon } from "../../../ui/Icon";
import { useUnread } from "./inbox";
import { useOrganization } from "./organizations";
import { organizationPath } from "./places";
import { useConsoleTexts } from "./texts";

const INBOX = "inbox";
const MOST_SHOWN = 99;

/** A line of the menu. */
export function InboxEntry(): ReactNode {
  const { slug } = useOrganization();
  return (
    <NavLink to={organizationPath(slug, INBOX)} className="side__link">
      <Icon name="bell" />
      <Words />
    </NavLink>
  );
}

/** A button of the bar above narrow pages; it is the one that listens, whatever is shown. */
export function InboxButton(): ReactNode {
  const { slug } = useOrganization();
  return (
    <Link to={organizationPath(slug, INBOX)} className="shell__button shell__inbox">
      <Icon name="bell" />
      <Words isInBar />
    </Link>
  );
}

function Words({ isInBar = false }: { readonly isInBar?: boolean }): ReactNode {
  const t = useConsoleTexts();
  const unread = useUnread({ listens: isInBar });
  return (
    <>
      <span className={isInBar ? "visually-hidden" : undefined}>{t("inbox")}</span>
      {unread > 0 && (
        <>
          <span className="inbox-count" aria-hidden="true">
            {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
          </span>
          <span className="visually-hidden">. {t("inbox.unread", { count: unread })}</span>
        </>
      )}
    </>
  );
}
