// How many people a segment has now, and some of them.
import type { ReactNode } from "react";
import { Failure } from "../../../ui/Failure";
import { Skeleton } from "../../../ui/Skeleton";
import { useAudience, type Channel, type Segment } from "./queries";
import { useAnnouncementTexts } from "./texts";

export interface AudienceCountProps {
  readonly segment: Segment;
  readonly channels: readonly Channel[];
}

export function AudienceCount({ segment, channels }: AudienceCountProps): ReactNode {
  const t = useAnnouncementTexts();
  const isAskable = (segment.order_states ?? []).length > 0;
  return (
    <div className="announcement__audience" aria-live="polite">
      {isAskable ? <Counted segment={segment} channels={channels} /> : <p className="muted">{t("wrong.states")}</p>}
    </div>
  );
}

function Counted({ segment, channels }: AudienceCountProps): ReactNode {
  const t = useAnnouncementTexts();
  const audience = useAudience(segment);
  if (audience.isError) return <Failure error={audience.error} />;
  if (audience.data === undefined) return <Skeleton rows={1} />;
  const { count, sample, text_count: texts } = audience.data;
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
      {channels.includes("email") && <p className="muted small">{t("audience.unsubscribed")}</p>}
      {channels.includes("sms") && (
        <p>
          <strong>{t("audienceTexts", { count: texts })}</strong>
        </p>
      )}
    </>
  );
}
