// How many people a segment has now, and some of them.
import type { ReactNode } from "react";
import { Failure } from "../../../ui/Failure";
import { Skeleton } from "../../../ui/Skeleton";
import { useAudience, type Channel, type Segment } from "./queries";
import { useAnnouncementTexts } from "./texts";

export interface AudienceCountProps {
  readonly segment: Segment;
  readonly channels: readonly Channel[];
  readonly isImportant: boolean;
}

export function AudienceCount({ segment, channels, isImportant }: AudienceCountProps): ReactNode {
  const t = useAnnouncementTexts();
  const isAskable = (segment.order_states ?? []).length > 0;
  return (
    <div className="announcement__audience" aria-live="polite">
      {isAskable ? (
        <Counted segment={segment} channels={channels} isImportant={isImportant} />
      ) : (
        <p className="muted">{t("wrong.states")}</p>
      )}
    </div>
  );
}

function Counted({ segment, channels, isImportant }: AudienceCountProps): ReactNode {
  const t = useAnnouncementTexts();
  const audience = useAudience(segment);
  if (audience.isError) return <Failure error={audience.error} />;
  if (audience.data === undefined) return <Skeleton rows={1} />;
  const { count, sample, text_count: texts } = audience.data;
  const mails = isImportant ? audience.data.important_mail_count : audience.data.mail_count;
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
      {channels.includes("email") && (
        <p>
          <strong>{t("audienceMails", { count: mails })}</strong>{" "}
          {mails < count && (
            <span className="muted small">{t(isImportant ? "audience.suppressed" : "audience.leftOut")}</span>
          )}
        </p>
      )}
      {channels.includes("sms") && (
        <p>
          <strong>{t("audienceTexts", { count: texts })}</strong>
        </p>
      )}
    </>
  );
}
