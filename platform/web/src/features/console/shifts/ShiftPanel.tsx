// A shift beside the list: when and where, how many it needs, and who is in it.
import type { ReactNode } from "react";
import { Combobox } from "../../../ui/Combobox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { useMembers } from "../parts/members";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useCurrentShift, useGates, useSaveShift, type Shift } from "./queries";
import { emptyForm, fieldOf, formOf, problemsOf, type ShiftForm } from "./shift-form";
import { useShiftTexts } from "./texts";

export interface ShiftPanelProps {
  /** Null plans one. */
  readonly shift: Shift | null;
  /** The latest so far, which a new one follows. */
  readonly last: Shift | undefined;
  readonly onClose: () => void;
  readonly onDelete: (shift: Shift) => void;
}

export function ShiftPanel({ shift, last, onClose, onDelete }: ShiftPanelProps): ReactNode {
  const t = useShiftTexts();
  const notify = useNotify();
  const event = useEvent();
  const gates = useGates().data ?? [];
  const save = useSaveShift();
  const current = useCurrentShift();
  const nameOf = useNames(shift);
  const editing = useEditing<ShiftForm, Shift>({
    entity: shift,
    empty: emptyForm(event, last),
    prefix: "shift",
    formOf,
    problemsOf: (form) => new Map([...problemsOf(form)].map(([field, problem]) => [field, t(`wrong.${problem}`)])),
    fieldOf,
    write: (form, changed, over) =>
      save({
        over,
        body: {
          name: form.name.trim(),
          starts_at: form.starts,
          ends_at: form.ends,
          gate_id: form.gate || null,
          people_needed: Number(form.needed),
          notes: form.notes,
        },
        isChanged: changed.some((name) => name !== "people"),
        people:
          over === null
            ? form.people.length > 0
              ? form.people
              : null
            : changed.includes("people")
              ? form.people
              : null,
      }),
    current,
    onSaved: (saved) => {
      const busy = saved.people.filter(({ overlaps }) => overlaps.length > 0).map(({ display_name: name }) => name);
      const said = t("saved", { name: saved.name });
      notify(
        busy.length === 0
          ? said
          : { kind: "bad", text: `${said} ${t("savedBusy", { count: busy.length, names: busy.join(", ") })}` },
      );
      onClose();
    },
  });
  const { form, change, errors } = editing;
  const labelOf = (name: keyof ShiftForm): string => t(`field.${name}`);
  const text = (name: "name" | "starts" | "ends" | "needed" | "notes") => ({
    id: `shift-${name}`,
    label: labelOf(name),
    value: form[name],
    error: errors.get(name),
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <EntityPanel
      editing={editing}
      title={shift?.name ?? t("new")}
      {...(shift === null ? { submit: t("add") } : { onDelete: () => onDelete(shift) })}
      labelOf={labelOf}
      shownOf={(each, name) =>
        name === "people"
          ? each.people.map(nameOf).join(", ")
          : name === "gate"
            ? (gates.find(({ id }) => id === each.gate)?.name ?? "")
            : String(each[name])
      }
      onClose={onClose}
    >
      <Field required maxLength={100} {...text("name")} />
      <div>
        <div className="pair">
          <Field type="datetime-local" required {...text("starts")} />
          <Field type="datetime-local" required {...text("ends")} />
        </div>
        <p className="muted small">{t("zone", { zone: event.time_zone.replaceAll("_", " ") })}</p>
      </div>
      <div className="pair">
        <NativeSelect
          id="shift-gate"
          label={labelOf("gate")}
          options={gates.map(({ id, name }) => ({ value: id, label: name }))}
          value={form.gate}
          error={errors.get("gate")}
          onChange={(gate) => change({ gate })}
        />
        <Field type="number" required maxLength={4} {...text("needed")} />
      </div>
      <PeopleField
        people={form.people}
        nameOf={nameOf}
        error={errors.get("people")}
        onChange={(people) => change({ people })}
      />
      <Field rows={3} maxLength={2000} {...text("notes")} />
    </EntityPanel>
  );
}

/** Names of members, and of those who are in the shift already. */
function useNames(shift: Shift | null): (member: string) => string {
  const members = useMembers();
  return (id) =>
    members.find((each) => each.id === id)?.display_name ??
    shift?.people.find((each) => each.member_id === id)?.display_name ??
    "";
}

interface PeopleFieldProps {
  readonly people: readonly string[];
  readonly nameOf: (member: string) => string;
  readonly error: string | undefined;
  readonly onChange: (people: readonly string[]) => void;
}

function PeopleField({ people, nameOf, error, onChange }: PeopleFieldProps): ReactNode {
  const t = useShiftTexts();
  const left = useMembers().filter(({ id }) => !people.includes(id));
  return (
    <fieldset id="shift-people" className="editor__part">
      <legend className="field__label">{t("field.people")}</legend>
      {people.length > 0 && (
        <ul className="shift-people">
          {people.map((id) => (
            <li key={id}>
              <bdi>{nameOf(id)}</bdi>
              <button
                type="button"
                className="icon-button"
                aria-label={t("people.remove", { name: nameOf(id) })}
                onClick={() => onChange(people.filter((each) => each !== id))}
              >
                <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {left.length > 0 && (
        <Combobox
          key={people.length}
          label={t("people.add")}
          options={left.map(({ id, display_name: name, email }) => ({ value: id, label: name, hint: email }))}
          value=""
          error={error}
          onChange={(id) => id !== "" && onChange([...people, id])}
        />
      )}
    </fieldset>
  );
}
