// The run of show: what happens when, where, and who sees to it.
import type { ReactNode } from "react";
import { formatDay, formatTime } from "../../../lib/when";
import { isWhole } from "../../../lib/typed-numbers";
import { localIn } from "../../../lib/zoned";
import { useLocale } from "../../../ui/language";
import { Row } from "../parts/Rows";
import { useEvent } from "../shell/event";
import { LinePanel } from "./LinePanel";
import { useCues, type Cue } from "./queries";
import { PlanPart } from "./PlanPart";
import { usePlanTexts, type PlanKey } from "./texts";

const MINUTE = 60_000;
const MINUTES = 16;
const LONGEST = 24 * 60;
const DAY_LETTERS = 10;

function problemsOf(form: { title: string; starts_at: string; minutes: string }): ReadonlyMap<string, PlanKey> {
  return new Map<string, PlanKey>([
    ...(form.starts_at === "" ? [["starts_at", "wrong.starts"] as const] : []),
    ...(form.title.trim() === "" ? [["title", "wrong.title"] as const] : []),
    ...(!isWhole(form.minutes) || Number(form.minutes) > LONGEST ? [["minutes", "wrong.minutes"] as const] : []),
  ]);
}

export function Cues({ cues, editable }: { readonly cues: readonly Cue[]; readonly editable: boolean }): ReactNode {
  const t = usePlanTexts();
  const locale = useLocale();
  const event = useEvent();
  const lines = useCues();
  const zone = event.time_zone;
  const isOneDay = new Set(cues.map(({ starts_local: at }) => at.slice(0, DAY_LETTERS))).size <= 1;
  const whenOf = ({ starts_at: at, minutes }: Cue): string => {
    const ends = new Date(Date.parse(at) + minutes * MINUTE).toISOString();
    const times = formatTime(at, zone, locale) + (minutes > 0 ? `–${formatTime(ends, zone, locale)}` : "");
    return isOneDay ? times : `${formatDay(at, zone, locale)}, ${times}`;
  };
  const last = cues.at(-1);
  const next =
    last === undefined ? event.starts_at : new Date(Date.parse(last.starts_at) + last.minutes * MINUTE).toISOString();
  return (
    <PlanPart
      title={t("cues.title")}
      none={t("cues.none")}
      add={t("cues.add")}
      items={cues}
      lines={lines}
      editable={editable}
      nameOf={({ title }) => title}
      row={({ line, onOpen, actions }) => (
        <Row
          key={line.id}
          title={line.title}
          {...(onOpen === undefined ? {} : { onOpen })}
          before={<time className="number plan-time">{whenOf(line)}</time>}
          facts={[
            [line.place, line.responsible].filter(Boolean).join(" · "),
            line.notes === "" ? "" : <bdi key="notes">{line.notes}</bdi>,
          ]}
          actions={actions}
        />
      )}
      panel={(line, onClose, onDelete) => (
        <LinePanel
          key={line?.id ?? "new"}
          prefix="cue"
          line={line}
          lines={lines}
          title={line?.title ?? t("cues.new")}
          add={t("cues.add")}
          empty={{ starts_at: localIn(next, zone), minutes: "0", title: "", place: "", responsible: "", notes: "" }}
          formOf={(cue) => ({
            starts_at: cue.starts_local.slice(0, MINUTES),
            minutes: String(cue.minutes),
            title: cue.title,
            place: cue.place,
            responsible: cue.responsible,
            notes: cue.notes,
          })}
          bodyOf={(form) => ({ ...form, title: form.title.trim(), minutes: Number(form.minutes) })}
          problemsOf={problemsOf}
          fields={[
            { name: "title", required: true },
            { name: "starts_at", type: "datetime-local", required: true },
            { name: "minutes", type: "number", required: true, maxLength: 4 },
            { name: "place" },
            { name: "responsible" },
            { name: "notes", rows: 3, maxLength: 4000 },
          ]}
          nameOf={({ title }) => title}
          onClose={onClose}
          onDelete={onDelete}
        >
          {() => <p className="muted small">{t("zone", { zone: zone.replaceAll("_", " ") })}</p>}
        </LinePanel>
      )}
    />
  );
}
