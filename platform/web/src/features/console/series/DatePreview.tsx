// The dates that a rule gives, as the server counts them; single ones can be left out.
import { useState, type ReactNode } from "react";
import { formatDay, formatTime } from "../../../lib/when";
import { Button } from "../../../ui/Button";
import { classNames } from "../../../ui/class-names";
import { Failure } from "../../../ui/Failure";
import { Icon } from "../../../ui/Icon";
import { useLocale } from "../../../ui/language";
import { Skeleton } from "../../../ui/Skeleton";
import type { Planned } from "./queries";
import { useSeriesTexts } from "./texts";

export interface DatePreviewProps {
  readonly planned: Planned | undefined;
  readonly error: Error | null;
  /** The first event of the series, which stays. */
  readonly starts: string;
  readonly leftOut: readonly string[];
  readonly onLeaveOut: (leftOut: readonly string[]) => void;
}

const FIRST = 12;
const MINUTES = 16;

export function DatePreview({ planned, error, starts, leftOut, onLeaveOut }: DatePreviewProps): ReactNode {
  const t = useSeriesTexts();
  const locale = useLocale();
  const [isWhole, setWhole] = useState(false);
  const [now] = useState(() => Date.now());
  const items = planned?.items ?? [];
  const shown = isWhole ? items : items.slice(0, FIRST);
  const zone = planned?.time_zone ?? "UTC";
  const nameOf = (at: string): string => `${formatDay(at, zone, locale)}, ${formatTime(at, zone, locale)}`;
  return (
    <section className="panel stack" aria-labelledby="preview-title">
      <div>
        <h2 id="preview-title">{t("preview.title")}</h2>
        <p className="muted small" role="status">
          {planned === undefined
            ? t("preview.waiting")
            : t("preview.count", { count: items.length, zone: zone.replaceAll("_", " ") })}
        </p>
      </div>
      {error !== null && <Failure error={error} />}
      {planned === undefined && error === null && <Skeleton rows={5} />}
      <ol className="series-dates">
        {shown.map(({ starts_local: local, starts_at: at }) => {
          const isOwn = local.slice(0, MINUTES) === starts.slice(0, MINUTES);
          const isPast = Date.parse(at) <= now && !isOwn;
          return (
            <li key={at} className={classNames("series-date", isPast && "series-date--past")}>
              <span>
                <time dateTime={at} className="number">
                  {nameOf(at)}
                </time>
                {isOwn && <span className="tag">{t("preview.first")}</span>}
                {isPast && <span className="tag">{t("preview.past")}</span>}
              </span>
              {!isOwn && (
                <Button
                  kind="bare"
                  size="small"
                  aria-label={t("preview.leaveOut", { date: nameOf(at) })}
                  onPress={() => onLeaveOut([...leftOut, local.slice(0, MINUTES)])}
                >
                  <Icon name="close" />
                </Button>
              )}
            </li>
          );
        })}
      </ol>
      <div className="row series-more">
        {items.length > shown.length && (
          <Button kind="bare" size="small" onPress={() => setWhole(true)}>
            {t("preview.all", { count: items.length })}
          </Button>
        )}
        {leftOut.length > 0 && (
          <Button kind="bare" size="small" onPress={() => onLeaveOut([])}>
            {t("preview.restore", { count: leftOut.length })}
          </Button>
        )}
      </div>
    </section>
  );
}
