// A view's heading with its actions; it names the window and takes the focus when one comes from another view.
import { useEffect, useRef, type ReactNode } from "react";
import { Link, useLocation } from "react-router";
import { Icon } from "../../../ui/Icon";
import { useEventIfAny } from "./event";
import { helpPath, type HelpName } from "./help";
import { useOrganizationIfAny } from "./organizations";
import { organizationPath } from "./places";
import { useConsoleTexts } from "./texts";

export interface PageProps {
  readonly title: string;
  /** Small marks beside the title: a state. */
  readonly tags?: ReactNode;
  /** Under the title, in a line. */
  readonly lead?: ReactNode;
  /** The page of the help that tells more. */
  readonly help?: HelpName;
  /** Buttons, the main one last. */
  readonly actions?: ReactNode;
  /** The view above this one. */
  readonly back?: { readonly to: string; readonly label: string };
  /** The content says the title itself. */
  readonly plain?: boolean;
  /** Text of a form: no wider than can be read. */
  readonly narrow?: boolean;
  readonly children: ReactNode;
}

/** The first view leaves the focus where the browser put it. */
let isFirst = true;

export function Page({
  title,
  tags,
  lead,
  help,
  actions,
  back,
  plain = false,
  narrow = false,
  children,
}: PageProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const t = useConsoleTexts();
  const here = useOrganizationIfAny();
  const event = useEventIfAny();
  const { pathname } = useLocation();
  const about = event?.title ?? here?.name;
  const more =
    help === undefined || here === null ? null : (
      <Link to={organizationPath(here.slug, helpPath(help))}>{t("learnMore")}</Link>
    );
  useEffect(() => {
    document.title = [title, ...(about === undefined || about === title ? [] : [about]), "Turnout"].join(" · ");
  }, [title, about]);
  useEffect(() => {
    if (!isFirst) heading.current?.focus();
    isFirst = false;
  }, [pathname]);
  return (
    <div className={narrow ? "page page--narrow" : "page"}>
      {back !== undefined && (
        <Link to={back.to} className="page__back">
          <Icon name="back" />
          {back.label}
        </Link>
      )}
      <header className={plain ? "visually-hidden" : "page__head"}>
        <div className="page__names">
          {event !== null && event.title !== title && (
            <p className="page__about">
              <bdi>{event.title}</bdi>
            </p>
          )}
          <div className="page__line">
            <h1 ref={heading} tabIndex={-1} className="page__title">
              <bdi>{title}</bdi>
            </h1>
            {tags}
          </div>
          {(lead !== undefined || more !== null) && (
            <p className="page__lead">
              {lead} {more}
            </p>
          )}
        </div>
        {actions !== undefined && <div className="page__actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
