// When each ticket type sells, on one line of time with today and the event.
import type { CSSProperties, ReactNode } from "react";
import { classNames } from "../../../ui/class-names";
import { useLocale } from "../../../ui/language";
import { formatDay, formatTime } from "../../../lib/when";
import type { Pool } from "../events/queries";
import { useEvent } from "../shell/event";
import { standingOf, timelineOf, type Span, type Timeline } from "./sale";
import { useTicketTexts } from "./texts";
import type { TicketType } from "./type-form";

export interface SaleTimelineProps {
  readonly types: readonly TicketType[];
  readonly pools: ReadonlyMap<string, Pool>;
  readonly now: number;
}

const percent = (part: number): string => `${(100 * part).toFixed(2)}%`;

export function SaleTimeline({ types, pools, now }: SaleTimelineProps): ReactNode {
  const t = useTicketTexts();
  const locale = useLocale();
  const event = useEvent();
  const line = timelineOf(types, event, now);
  if (line === null) return null;
  const day = (part: number): string =>
    formatDay(new Date(line.from + part * (line.to - line.from)).toISOString(), event.time_zone, locale);
  return (
    <section className="panel stack" aria-labelledby="timeline-title">
      <div>
        <h2 id="timeline-title">{t("timeline.title")}</h2>
        <p className="muted small">{t("timeline.zone", { zone: event.time_zone })}</p>
      </div>
      <div className="sale-line">
        <ul className="sale-line__lines">
          {types.map((type) => (
            <li key={type.id}>
              <p className="sale-line__name">
                <bdi>{type.name}</bdi> <WindowText type={type} />
              </p>
              <Bar
                span={line.spans.get(type.id) ?? { from: 0, to: 1, openStart: true, openEnd: true }}
                standing={standingOf(type, pools.get(type.pool_id), event, now)}
                line={line}
              />
            </li>
          ))}
        </ul>
      </div>
      <ul className="sale-line__legend small">
        <li>
          <span className="sale-line__key sale-line__key--now" aria-hidden="true" />
          {t("timeline.now", { day: day(line.now) })}
        </li>
        {line.event !== null && (
          <li>
            <span className="sale-line__key" aria-hidden="true" />
            {t("timeline.event", { day: day(line.event) })}
          </li>
        )}
      </ul>
    </section>
  );
}

interface BarProps {
  readonly span: Span;
  readonly standing: string;
  readonly line: Timeline;
}

function Bar({ span, standing, line }: BarProps): ReactNode {
  const style: CSSProperties = {
    marginInlineStart: percent(span.from),
    inlineSize: percent(Math.max(0.01, span.to - span.from)),
  };
  return (
    <div className="sale-line__track" aria-hidden="true">
      <div
        className={classNames(
          "sale-line__bar",
          `sale-line__bar--${standing}`,
          span.openStart && "sale-line__bar--open-start",
        )}
        style={style}
      />
      <span className="sale-line__mark sale-line__mark--now" style={{ insetInlineStart: percent(line.now) }} />
      {line.event !== null && <span className="sale-line__mark" style={{ insetInlineStart: percent(line.event) }} />}
    </div>
  );
}

function WindowText({ type }: { readonly type: TicketType }): ReactNode {
  const t = useTicketTexts();
  const locale = useLocale();
  const { time_zone: zone } = useEvent();
  const moment = (at: string): string => `${formatDay(at, zone, locale)}, ${formatTime(at, zone, locale)}`;
  const from = type.sales_start_at === null ? t("timeline.fromPublication") : moment(type.sales_start_at);
  const to = type.sales_end_at === null ? t("timeline.toEnd") : moment(type.sales_end_at);
  return <span className="muted">{t("timeline.window", { from, to })}</span>;
}
