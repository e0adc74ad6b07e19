// The fields of a session, in the order in which one thinks about it.
import type { ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { Icon } from "../../../ui/Icon";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useEvent } from "../shell/event";
import type { Programme, Room } from "./schedule";
import { NEW_TRACK, type SessionForm } from "./session-form";
import { useProgrammeTexts } from "./texts";

export interface SessionFieldsProps {
  readonly form: SessionForm;
  readonly isNew: boolean;
  readonly programme: Programme;
  readonly rooms: readonly Room[];
  readonly errors: ReadonlyMap<string, string>;
  readonly editable: boolean;
  readonly change: (changes: Partial<SessionForm>) => void;
}

type TextName = {
  [K in keyof SessionForm]: SessionForm[K] extends string ? K : never;
}[keyof SessionForm];

export function SessionFields(props: SessionFieldsProps): ReactNode {
  return (
    <>
      <What {...props} />
      <When {...props} />
      <Who {...props} />
      <Places {...props} />
    </>
  );
}

/** What each field of text needs besides its label. */
function textOf({ form, errors, editable, change }: SessionFieldsProps) {
  return (name: TextName) => ({
    id: `session-${name}`,
    value: form[name],
    onChange: (value: string) => change({ [name]: value }),
    error: errors.get(name),
    disabled: !editable,
  });
}

function What(props: SessionFieldsProps): ReactNode {
  const t = useProgrammeTexts();
  const text = textOf(props);
  return (
    <>
      <Field label={t("field.title")} required maxLength={300} {...text("title")} />
      <Field label={t("field.subtitle")} maxLength={500} {...text("subtitle")} />
      <Field
        label={t("field.abstract")}
        hint={t("field.abstractHint")}
        rows={6}
        maxLength={20000}
        {...text("abstract")}
      />
    </>
  );
}

function When(props: SessionFieldsProps): ReactNode {
  const { form, programme, rooms } = props;
  const t = useProgrammeTexts();
  const { time_zone: zone } = useEvent();
  const text = textOf(props);
  const optionOf = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  return (
    <fieldset className="session-editor__part">
      <legend className="session-editor__legend">{t("part.when")}</legend>
      <div className="session-editor__pair">
        <Field label={t("field.starts")} type="datetime-local" required {...text("starts")} />
        <Field label={t("field.ends")} type="datetime-local" required {...text("ends")} />
      </div>
      <p className="muted small">{t("zone", { zone })}</p>
      <div className="session-editor__pair">
        <NativeSelect label={t("field.room")} options={rooms.map(optionOf)} {...text("room")} />
        <NativeSelect
          label={t("field.track")}
          options={[...programme.tracks.map(optionOf), { value: NEW_TRACK, label: t("track.new") }]}
          {...text("track")}
        />
      </div>
      {form.track === NEW_TRACK && <Field label={t("field.newTrack")} required {...text("newTrack")} />}
    </fieldset>
  );
}

function Who({ form, programme, errors, editable, change }: SessionFieldsProps): ReactNode {
  const t = useProgrammeTexts();
  const { speakers } = form;
  const nameOf = (id: string): string => programme.speakers.find((speaker) => speaker.id === id)?.name ?? "";
  const free = programme.speakers.filter(({ id }) => speakers.every((each) => each.id !== id));
  return (
    <fieldset className="session-editor__part">
      <legend className="session-editor__legend">{t("field.speakers")}</legend>
      {speakers.length > 0 && (
        <ul className="session-editor__people">
          {speakers.map(({ id, role }) => (
            <li key={id} className="session-editor__person">
              <bdi className="session-editor__name">{nameOf(id)}</bdi>
              <Field
                label={t("field.role", { name: nameOf(id) })}
                placeholder={t("role.usual")}
                disabled={!editable}
                value={role}
                onChange={(said) =>
                  change({ speakers: speakers.map((each) => (each.id === id ? { id, role: said } : each)) })
                }
              />
              {editable && (
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t("speaker.takeOut", { name: nameOf(id) })}
                  onClick={() => change({ speakers: speakers.filter((each) => each.id !== id) })}
                >
                  <Icon name="close" />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {editable && free.length > 0 && (
        <NativeSelect
          id="session-speakers"
          label={t("speaker.add")}
          options={free.map(({ id, name }) => ({ value: id, label: name }))}
          value=""
          error={errors.get("speakers")}
          onChange={(id) => id !== "" && change({ speakers: [...speakers, { id, role: "" }] })}
        />
      )}
      {programme.speakers.length === 0 && <p className="muted small">{t("speaker.none")}</p>}
    </fieldset>
  );
}

function Places(props: SessionFieldsProps): ReactNode {
  const { form, isNew, errors, editable, change } = props;
  const t = useProgrammeTexts();
  const text = textOf(props);
  return (
    <fieldset className="session-editor__part">
      <legend className="session-editor__legend">{t("part.more")}</legend>
      <div className="session-editor__pair">
        <Field label={t("field.kind")} hint={t("field.kindHint")} {...text("kind")} />
        <Field label={t("field.tags")} hint={t("field.tagsHint")} maxLength={1500} {...text("tags")} />
      </div>
      <Field label={t("field.capacity")} type="number" required={form.registers} {...text("capacity")} />
      <Checkbox
        id="session-registers"
        checked={form.registers}
        disabled={!editable}
        error={errors.get("registers")}
        onChange={(registers) => change({ registers })}
      >
        {t("field.registers")}
      </Checkbox>
      {!isNew && (
        <Checkbox
          id="session-cancelled"
          checked={form.cancelled}
          disabled={!editable}
          onChange={(cancelled) => change({ cancelled })}
        >
          {t("field.cancelled")}
          <span className="field__hint session-editor__hint">{t("field.cancelledHint")}</span>
        </Checkbox>
      )}
    </fieldset>
  );
}
