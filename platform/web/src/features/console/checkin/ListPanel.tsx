// A check-in list: its name, whom it admits, how often and when.
import type { ReactNode } from "react";
import { instantIn, localIn } from "../../../lib/zoned";
import { CheckboxGroup } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useTicketTypes } from "../events/queries";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { useProgramme } from "../programme/queries";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useSaveList, type CheckinList } from "./queries";
import { SessionFields, sessionsOf } from "./SessionFields";
import { useCheckinTexts, type CheckinKey } from "./texts";
import { WindowFields, wrongWindow, type WindowForm } from "./WindowFields";

interface ListForm {
  readonly name: string;
  readonly whom: "all" | "types" | "session";
  readonly types: readonly string[];
  readonly sessions: readonly string[];
  readonly once: "event" | "day";
  readonly opens: string;
  readonly closes: string;
  readonly windows: readonly WindowForm[];
  readonly rule: "once" | "re_entry";
  readonly reentries: string;
  readonly minutes: string;
  readonly capacity: string;
}

const EMPTY: ListForm = {
  name: "",
  whom: "all",
  types: [],
  sessions: [],
  once: "event",
  opens: "",
  closes: "",
  windows: [],
  rule: "once",
  reentries: "",
  minutes: "",
  capacity: "",
};
/** The least that a number may be. */
const NUMBERS = { reentries: 0, minutes: 1, capacity: 1 } as const;
type NumberName = keyof typeof NUMBERS;

const FIELDS: Readonly<Record<string, keyof ListForm>> = {
  name: "name",
  ticket_type_ids: "types",
  session_ids: "sessions",
  once_per: "once",
  opens_at: "opens",
  closes_at: "closes",
  windows: "windows",
  entry_rule: "rule",
  max_reentries: "reentries",
  reentry_minutes: "minutes",
  capacity: "capacity",
};

const shownNumber = (value: number | null): string => (value === null ? "" : String(value));
const numberOf = (text: string): number | null => (text.trim() === "" ? null : Number(text));

/** Of one session at most, which each ticket comes to once. */
function isOfOne({ whom, sessions }: ListForm): boolean {
  return whom === "session" && sessions.length <= 1;
}

/** What the form says of going out, coming in again and the places. */
function limitsOf(form: ListForm): Pick<CheckinList, "max_reentries" | "reentry_minutes" | "capacity"> {
  const again = form.rule === "re_entry";
  return {
    max_reentries: again ? numberOf(form.reentries) : null,
    reentry_minutes: again ? numberOf(form.minutes) : null,
    capacity: numberOf(form.capacity),
  };
}

/** Null: it admits all the time between opening and closing. */
function windowsOf({ windows }: ListForm, zone: string): CheckinList["windows"] {
  if (windows.length === 0) return null;
  return windows.map(({ opens, closes }) => ({
    opens_at: instantIn(opens, zone) ?? "",
    closes_at: instantIn(closes, zone) ?? "",
  }));
}

export interface ListPanelProps {
  /** Null makes one. */
  readonly list: CheckinList | null;
  readonly onClose: () => void;
}

export function ListPanel({ list, onClose }: ListPanelProps): ReactNode {
  const t = useCheckinTexts();
  const notify = useNotify();
  const event = useEvent();
  const zone = event.time_zone;
  const types = useTicketTypes(event.id).data ?? [];
  const programme = useProgramme().data;
  const sessions = programme === undefined ? [] : sessionsOf(programme);
  const { create, change: save, current } = useSaveList();
  const typesOf = (form: ListForm): string[] | null => (form.whom === "types" ? [...form.types] : null);
  const problemOfWindows = (windows: readonly WindowForm[]): readonly (readonly ["windows", string])[] => {
    const wrong = wrongWindow(windows);
    return wrong === null ? [] : [["windows", t(`wrong.${wrong.says}`, { number: wrong.place + 1 })]];
  };
  const editing = useEditing<ListForm, CheckinList>({
    entity: list,
    empty: EMPTY,
    prefix: "list",
    formOf: (each) => ({
      name: each.name,
      whom: each.scope === "session" ? "session" : each.ticket_type_ids === null ? "all" : "types",
      types: each.ticket_type_ids ?? [],
      sessions: each.session_ids,
      once: each.once_per === "day" ? "day" : "event",
      opens: localIn(each.opens_at, zone),
      closes: localIn(each.closes_at, zone),
      windows: (each.windows ?? []).map((window) => ({
        opens: localIn(window.opens_at, zone),
        closes: localIn(window.closes_at, zone),
      })),
      rule: each.entry_rule,
      reentries: shownNumber(each.max_reentries),
      minutes: shownNumber(each.reentry_minutes),
      capacity: shownNumber(each.capacity),
    }),
    problemsOf: (form) =>
      new Map([
        ...problemOfWindows(form.windows),
        ...(form.name.trim() === "" ? [["name", t("wrong.name")] as const] : []),
        ...(form.whom === "types" && form.types.length === 0 ? [["types", t("wrong.types")] as const] : []),
        ...(form.whom === "session" && form.sessions.length === 0 ? [["sessions", t("wrong.sessions")] as const] : []),
        ...(form.opens !== "" && form.closes !== "" && form.closes <= form.opens
          ? [["closes", t("wrong.closes")] as const]
          : []),
        ...(Object.keys(NUMBERS) as NumberName[])
          .filter((name) => {
            const value = name === "capacity" || form.rule === "re_entry" ? numberOf(form[name]) : null;
            return value !== null && !(Number.isInteger(value) && value >= NUMBERS[name]);
          })
          .map((name) => [name, t("wrong.number", { least: NUMBERS[name] })] as const),
      ]),
    fieldOf: (pointer) => FIELDS[pointer.split("/")[1] ?? ""] ?? null,
    write: (form, changed, over) => {
      const has = (...names: (keyof ListForm)[]): boolean => names.some((name) => changed.includes(name));
      const limits = limitsOf(form);
      const window = { opens_at: instantIn(form.opens, zone), closes_at: instantIn(form.closes, zone) };
      if (over === null) {
        return create({
          name: form.name.trim(),
          ticket_type_ids: typesOf(form),
          once_per: isOfOne(form) ? "event" : form.once,
          session_ids: form.whom === "session" ? [...form.sessions] : null,
          entry_rule: form.rule,
          ...limits,
          ...window,
          windows: windowsOf(form, zone),
        });
      }
      return save(over, {
        ...(has("name") ? { name: form.name.trim() } : {}),
        ...(has("whom", "types") ? { ticket_type_ids: typesOf(form) } : {}),
        ...(has("sessions") ? { session_ids: [...form.sessions] } : {}),
        ...(has("opens") ? { opens_at: window.opens_at } : {}),
        ...(has("closes") ? { closes_at: window.closes_at } : {}),
        ...(has("windows") ? { windows: windowsOf(form, zone) } : {}),
        ...(has("rule") ? { entry_rule: form.rule } : {}),
        ...(has("reentries", "rule") ? { max_reentries: limits.max_reentries } : {}),
        ...(has("minutes", "rule") ? { reentry_minutes: limits.reentry_minutes } : {}),
        ...(has("capacity") ? { capacity: limits.capacity } : {}),
      });
    },
    current,
    onSaved: (saved) => {
      notify(t("lists.saved", { name: saved.name }));
      onClose();
    },
  });
  const { form, change, errors, isNew } = editing;
  const labelOf = (name: keyof ListForm): string => t(`field.${name}`);
  const shownOf = (each: ListForm, name: keyof ListForm): string =>
    name === "types"
      ? types
          .filter(({ id }) => each.types.includes(id))
          .map((type) => type.name)
          .join(", ")
      : name === "sessions"
        ? sessions
            .filter(({ id }) => each.sessions.includes(id))
            .map(({ title }) => title)
            .join(", ")
        : name === "whom"
          ? t(`whom.${each.whom}`)
          : name === "rule"
            ? t(`rule.${each.rule}`)
            : name === "windows"
              ? each.windows.map(({ opens, closes }) => `${opens} – ${closes}`.replaceAll("T", " ")).join(", ")
              : String(each[name]);
  const whom = (["all", "types", "session"] as const).filter((each) => each !== "session" || sessions.length > 0);
  return (
    <EntityPanel
      editing={editing}
      title={list?.name ?? t("lists.new")}
      {...(isNew ? { submit: t("lists.add") } : {})}
      labelOf={labelOf}
      shownOf={shownOf}
      onClose={onClose}
    >
      <Field
        id="list-name"
        label={labelOf("name")}
        hint={t("field.nameHint")}
        required
        maxLength={80}
        value={form.name}
        error={errors.get("name")}
        onChange={(name) => change({ name })}
      />
      {(isNew || form.whom !== "session") && (
        <RadioGroup
          id="list-whom"
          label={labelOf("whom")}
          required
          value={form.whom}
          options={whom
            .filter((each) => isNew || each !== "session")
            .map((value) => ({ value, label: t(`whom.${value}`) }))}
          onChange={(value) => change({ whom: value as ListForm["whom"] })}
        />
      )}
      {form.whom === "types" && (
        <CheckboxGroup
          id="list-types"
          label={labelOf("types")}
          required
          error={errors.get("types")}
          options={types.map(({ id, name }) => ({ value: id, label: name }))}
          values={form.types}
          onChange={(chosen) => change({ types: chosen })}
        />
      )}
      {form.whom === "session" && programme !== undefined && (
        <SessionFields
          programme={programme}
          chosen={form.sessions}
          error={errors.get("sessions")}
          onChange={(chosen) => change({ sessions: chosen })}
        />
      )}
      {isNew && !isOfOne(form) && (
        <RadioGroup
          id="list-once"
          label={labelOf("once")}
          required
          value={form.once}
          options={(["event", "day"] as const).map((value) => ({ value, label: t(`once.${value}` as CheckinKey) }))}
          onChange={(once) => change({ once: once as ListForm["once"] })}
        />
      )}
      <RadioGroup
        id="list-rule"
        label={labelOf("rule")}
        required
        value={form.rule}
        options={(["once", "re_entry"] as const).map((value) => ({ value, label: t(`rule.${value}`) }))}
        error={errors.get("rule")}
        onChange={(rule) => change({ rule: rule as ListForm["rule"] })}
      />
      {(Object.keys(NUMBERS) as NumberName[])
        .filter((name) => name === "capacity" || form.rule === "re_entry")
        .map((name) => (
          <Field
            key={name}
            id={`list-${name}`}
            label={labelOf(name)}
            hint={t(`field.${name}Hint`)}
            type="number"
            value={form[name]}
            error={errors.get(name)}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
      <div>
        <div className="pair">
          {(["opens", "closes"] as const).map((name) => (
            <Field
              key={name}
              id={`list-${name}`}
              label={labelOf(name)}
              type="datetime-local"
              value={form[name]}
              error={errors.get(name)}
              onChange={(value) => change({ [name]: value })}
            />
          ))}
        </div>
        <p className="muted small">{t("field.windowHint", { zone: zone.replaceAll("_", " ") })}</p>
      </div>
      <WindowFields windows={form.windows} error={errors.get("windows")} onChange={(windows) => change({ windows })} />
    </EntityPanel>
  );
}
