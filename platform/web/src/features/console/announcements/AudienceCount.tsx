// How many people a segment has now, and some of them.
import type { ReactNode } from "react";
import { Failure } from "../../../ui/Failure";
import { Skeleton } from "../../../ui/Skeleton";
import { useAudience, type Segment } from "./queries";
import { useAnnouncementTexts } from "./texts";

export function AudienceCount({ segment }: { readonly segment: Segment }): ReactNode {
  const t = useAnnouncementTexts();
  const isAskable = (segment.order_states ?? []).length > 0;
  return (
    <div className="announcement__audience" aria-live="polite">
      {isAskable ? <Counted segment={segment} /> : <p className="muted">{t("wrong.states")}</p>}
    </div>
  );
}

function Counted({ segment }: { readonly segment: Segment }): ReactNode {
  const t = useAnnouncementTexts();
  const audience = useAudience(segment);
  if (audience.isError) return <Failure error={audience.error} />;
  if (audience.data === undefined) return <Skeleton rows={1} />;
  const { count, sample } = audience.data;
  return (
    <>
      <p>
        <strong>{t("audience", { count })}</strong>
      </p>
      {sample.length > 0 && (
        <p className="muted small">
          {t("audience.sample")} <bdi>{sample.map(({ name, email }) => name || email).join(", ")}</bdi>
        </p>
      )}
      <p className="muted small">{t("audience.unsubscribed")}</p>
    </>
  );
}
