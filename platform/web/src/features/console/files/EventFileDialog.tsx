// For whom a file of an event is, and what it is called there.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { useNotify } from "../shell/notifications";
import {
  useAttach,
  useChangeEventFile,
  useFetchEventFile,
  type Audience,
  type EventFile,
  type StoredFile,
} from "./queries";
import { useFileTexts } from "./texts";

const AUDIENCES: readonly Audience[] = ["public", "holders", "staff"];

export interface Opened {
  readonly file: StoredFile;
  /** Null gives it to the event. */
  readonly given: EventFile | null;
  readonly position: number;
}

interface EventFileForm {
  readonly title: string;
  readonly audience: Audience;
}

export interface EventFileDialogProps {
  readonly opened: Opened;
  readonly onClose: () => void;
}

export function EventFileDialog({ opened: { file, given, position }, onClose }: EventFileDialogProps): ReactNode {
  const t = useFileTexts();
  const notify = useNotify();
  const attach = useAttach();
  const change = useChangeEventFile();
  const editing = useEditing<EventFileForm, EventFile>({
    prefix: "event-file",
    entity: given,
    empty: { title: "", audience: "holders" },
    formOf: ({ title, audience }) => ({ title, audience }),
    problemsOf: () => new Map(),
    fieldOf: (pointer) => ({ title: "title", audience: "audience" })[pointer.slice(1)] ?? null,
    current: useFetchEventFile(),
    write: ({ title, audience }, changed, over) =>
      over === null
        ? attach.mutateAsync({ file_id: file.id, title: title.trim(), audience, position })
        : change.mutateAsync({
            over,
            changes: {
              ...(changed.includes("title") ? { title: title.trim() } : {}),
              ...(changed.includes("audience") ? { audience } : {}),
            },
          }),
    onSaved: (saved) => {
      notify(t("event.saved", { name: saved.title || saved.file.name }));
      onClose();
    },
  });
  const { form, errors } = editing;
  return (
    <EntityPanel
      kind="dialog"
      title={file.name}
      editing={editing}
      {...(given === null ? { submit: t("event.add") } : {})}
      labelOf={(name) => t(name === "title" ? "event.titleField" : "event.audience")}
      shownOf={(said, name) => (name === "audience" ? t(`for.${said.audience}`) : said.title)}
      onClose={onClose}
    >
      <RadioGroup
        id="event-file-audience"
        label={t("event.audience")}
        required
        look="cards"
        value={form.audience}
        options={AUDIENCES.map((value) => ({ value, label: t(`for.${value}`), hint: t(`for.${value}Hint`) }))}
        onChange={(value) => editing.change({ audience: AUDIENCES.find((each) => each === value) ?? "holders" })}
        error={errors.get("audience")}
      />
      <Field
        id="event-file-title"
        label={t("event.titleField")}
        hint={t("event.titleHint")}
        value={form.title}
        onChange={(title) => editing.change({ title })}
        error={errors.get("title")}
      />
    </EntityPanel>
  );
}
