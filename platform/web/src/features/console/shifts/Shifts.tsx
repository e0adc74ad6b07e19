// Who works when at an event, day by day, and at which gate.
import "./shifts.css";
import { useState, type ReactNode } from "react";
import { formatDay, formatTime } from "../../../lib/when";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { useLocale } from "../../../ui/language";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { shiftsByDay, spanOf, type ShiftDay } from "./days";
import { Gates } from "./Gates";
import { useDeleteShift, useShifts, type Shift } from "./queries";
import { ShiftPanel } from "./ShiftPanel";
import { useShiftTexts } from "./texts";

export default function Shifts(): ReactNode {
  const t = useShiftTexts();
  const { may } = useOrganization();
  const editable = may("shifts.manage");
  const shifts = useShifts();
  const remove = useDeleteShift();
  const [opened, setOpened] = useState<Shift | "new" | null>(null);
  const [removed, setRemoved] = useState<Shift | null>(null);
  const add = editable && <Button onPress={() => setOpened("new")}>{t("add")}</Button>;
  return (
    <Page title={t("title")} help="plan-shifts" lead={t("lead")} actions={(shifts.data?.length ?? 0) > 0 && add}>
      <Loaded query={shifts} rows={6}>
        {(all) => (
          <div className="columns">
            <div className="stack">
              {all.length === 0 ? (
                <Empty icon="clock" title={t("none.title")} actions={add}>
                  {t(editable ? "none.text" : "none.textReader")}
                </Empty>
              ) : (
                shiftsByDay(all).map((day) => (
                  <OneDay key={day.day} day={day} {...(editable ? { onOpen: setOpened, onRemove: setRemoved } : {})} />
                ))
              )}
            </div>
            <Gates editable={editable} />
          </div>
        )}
      </Loaded>
      {opened !== null && (
        <ShiftPanel
          key={opened === "new" ? "new" : opened.id}
          shift={opened === "new" ? null : opened}
          last={shifts.data?.at(-1)}
          onClose={() => setOpened(null)}
          onDelete={setRemoved}
        />
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("delete.title", { name: removed.name })}
          text={t("delete.text")}
          what={removed}
          remove={remove}
          onDone={t("delete.done", { name: removed.name })}
          onClose={() => setRemoved(null)}
          onRemoved={() => setOpened(null)}
        />
      )}
    </Page>
  );
}

interface OneDayProps {
  readonly day: ShiftDay;
  /** Left out for who only looks. */
  readonly onOpen?: (shift: Shift) => void;
  readonly onRemove?: (shift: Shift) => void;
}

function OneDay({ day, onOpen, onRemove }: OneDayProps): ReactNode {
  const t = useShiftTexts();
  const locale = useLocale();
  const { time_zone: zone } = useEvent();
  const [first] = day.shifts;
  if (first === undefined) return null;
  const title = formatDay(first.starts_at, zone, locale);
  const missing = day.shifts.reduce((sum, each) => sum + Math.max(0, each.people_needed - each.people.length), 0);
  return (
    <Section
      title={title}
      {...(missing > 0 ? { action: <span className="tag tag--warm">{t("missing", { count: missing })}</span> } : {})}
    >
      <Rows label={title}>
        {day.shifts.map((shift) => (
          <Row
            key={shift.id}
            title={shift.name}
            {...(onOpen === undefined ? {} : { onOpen: () => onOpen(shift) })}
            tags={
              shift.people.some(({ overlaps }) => overlaps.length > 0) && (
                <span className="tag tag--bad">{t("overlap")}</span>
              )
            }
            facts={[
              <>
                <span className="number">
                  {formatTime(shift.starts_at, zone, locale)}–{formatTime(shift.ends_at, zone, locale)}
                </span>
                {shift.gate_name !== null && (
                  <>
                    {" · "}
                    <bdi>{shift.gate_name}</bdi>
                  </>
                )}
              </>,
              <People key="people" shift={shift} />,
              <Line key="line" shift={shift} all={day.shifts} />,
            ]}
            end={<Staffed shift={shift} />}
            actions={[
              ...(onOpen === undefined ? [] : [{ id: "edit", label: t("edit"), onAction: () => onOpen(shift) }]),
              ...(onRemove === undefined
                ? []
                : [{ id: "delete", label: t("delete.button"), danger: true, onAction: () => onRemove(shift) }]),
            ]}
          />
        ))}
      </Rows>
    </Section>
  );
}

function People({ shift }: { readonly shift: Shift }): ReactNode {
  const t = useShiftTexts();
  if (shift.people.length === 0) return <span className="shift-nobody">{t("nobody")}</span>;
  return (
    <bdi>
      {shift.people
        .map(({ display_name: name, overlaps }) => (overlaps.length > 0 ? t("busy", { name }) : name))
        .join(", ")}
    </bdi>
  );
}

function Staffed({ shift }: { readonly shift: Shift }): ReactNode {
  const t = useShiftTexts();
  const [there, needed] = [shift.people.length, shift.people_needed];
  return (
    <span className={there < needed ? "tag tag--warm" : "tag tag--good"}>
      {there > needed ? t("staffed.more", { there, needed }) : t("staffed", { count: needed, there })}
    </span>
  );
}

/** The shift on the day's line; the row says its times in words. */
function Line({ shift, all }: { readonly shift: Shift; readonly all: readonly Shift[] }): ReactNode {
  const { from, length } = spanOf(shift, all);
  return (
    <span className="shift-line" aria-hidden="true">
      <span style={{ insetInlineStart: `${from}%`, inlineSize: `${length}%` }} />
    </span>
  );
}
