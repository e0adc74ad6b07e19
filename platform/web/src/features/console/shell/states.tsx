// What stands where a view cannot: no permission, nothing there, something broke; and the wait for an answer.
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Navigate, useRouteError } from "react-router";
import { Refused } from "../../../lib/api";
import { LinkButton } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { Notice } from "../../../ui/Notice";
import { Skeleton } from "../../../ui/Skeleton";
import { useConnection } from "../session/api";
import { useConsoleTexts } from "./texts";
import { Page } from "./Page";

const FORBIDDEN = 403;
const NOT_FOUND = 404;
/** Answers that a second factor would change. */
const FACTOR_CODES = [
  "organizations.second-factor-demanded",
  "organizations.second-factor-required",
  "second-factors.required",
  "second-factor-missing",
];

export function NoPermission(): ReactNode {
  const t = useConsoleTexts();
  return (
    <Page title={t("noPermission.title")} plain>
      <Empty icon="warning" title={t("noPermission.title")}>
        {t("noPermission.text")}
      </Empty>
    </Page>
  );
}

export function NotHere(): ReactNode {
  const t = useConsoleTexts();
  return (
    <Page title={t("notHere.title")} plain>
      <Empty
        icon="search"
        title={t("notHere.title")}
        actions={<LinkButton href="/console">{t("notHere.back")}</LinkButton>}
      >
        {t("notHere.text")}
      </Empty>
    </Page>
  );
}

/** The last resort of the router: a view could not be fetched, or broke. */
export function Broken(): ReactNode {
  const error = useRouteError();
  return (
    <div className="console__broken">
      <Failure error={error} onRetry={() => location.reload()} />
    </div>
  );
}

/** To another view, with a skeleton on the way. */
export function GoTo({ to }: { readonly to: string }): ReactNode {
  return (
    <>
      <Navigate to={to} replace />
      <Skeleton rows={5} />
    </>
  );
}

/** What a query answered; until then a skeleton, and what went wrong with a way on. */
export function Loaded<T>({
  query,
  rows = 4,
  children,
}: {
  readonly query: UseQueryResult<T>;
  /** How high the skeleton stands. */
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}): ReactNode {
  if (query.data !== undefined) {
    return (
      <>
        {query.isError && <Trouble error={query.error} onRetry={() => void query.refetch()} />}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) return <Trouble error={query.error} onRetry={() => void query.refetch()} />;
  return <Skeleton rows={rows} />;
}

/** A failure with the next step: a second factor, another place, or another try. */
export function Trouble({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }): ReactNode {
  const t = useConsoleTexts();
  const { config } = useConnection();
  if (error instanceof Refused) {
    const { status, code, detail, title } = error.problem;
    if (FACTOR_CODES.includes(code)) {
      const way = `${config.secondFactorUrl}?next=${encodeURIComponent(location.pathname)}`;
      return (
        <Notice
          title={title}
          actions={
            <LinkButton size="small" href={way}>
              {t("factor.button")}
            </LinkButton>
          }
        >
          {detail || t("factor.text")}
        </Notice>
      );
    }
    if (status === FORBIDDEN)
      return (
        <Empty icon="warning" title={t("noPermission.title")}>
          {detail || t("noPermission.text")}
        </Empty>
      );
    if (status === NOT_FOUND)
      return (
        <Empty icon="search" title={t("notHere.title")}>
          {t("notHere.text")}
        </Empty>
      );
  }
  return <Failure error={error} {...(onRetry === undefined ? {} : { onRetry })} />;
}
