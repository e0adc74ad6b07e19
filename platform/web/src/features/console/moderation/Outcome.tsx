// What was decided, when, and with which reason; nothing while it waits.
import type { ReactNode } from "react";
import { FactList, useWhen } from "../platform/marks";
import { usePlatformTexts } from "../platform/texts";

export interface OutcomeProps {
  readonly reason: string;
  readonly at: string | null;
  /** What was decided, where the page's own mark does not say it. */
  readonly decision?: string;
  readonly title?: string;
}

export function Outcome({ reason, at, decision = "", title }: OutcomeProps): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  if (at === null && reason === "" && decision === "") return null;
  return (
    <section className="panel stack">
      <h2>{title ?? t("decide.outcome")}</h2>
      <FactList
        facts={[
          { name: t("decide.decision"), value: decision },
          { name: t("reason"), value: reason },
          at === null ? null : { name: t("decide.at"), value: when(at) },
        ]}
      />
    </section>
  );
}
