// A speaker beside the list: saved as a whole and never over what others saved.
import { useState, type ReactNode } from "react";
import { SidePanel } from "../../../ui/Dialog";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { RemoveDialog } from "../parts/RemoveDialog";
import { useNotify } from "../shell/notifications";
import { Loaded } from "../shell/states";
import type { Programme } from "./schedule";
import {
  EMPTY_SPEAKER,
  speakerBodyOf,
  speakerChangesOf,
  speakerFieldOf,
  speakerFormOf,
  speakerProblemsOf,
  type Speaker,
  type SpeakerField,
  type SpeakerForm,
} from "./speaker-form";
import { useDeleteSpeaker, useFetchSpeaker, useSaveSpeaker, useSpeaker } from "./speaker-queries";
import { SpeakerFields } from "./SpeakerFields";
import { SpeakerMore } from "./SpeakerMore";
import { useProgrammeTexts } from "./texts";

export interface SpeakerPanelProps {
  /** Null makes one. */
  readonly id: string | null;
  readonly programme: Programme;
  readonly editable: boolean;
  readonly onClose: () => void;
}

export function SpeakerPanel(props: SpeakerPanelProps): ReactNode {
  return props.id === null ? <Editor {...props} speaker={null} /> : <Opened {...props} id={props.id} />;
}

function Opened(props: SpeakerPanelProps & { readonly id: string }): ReactNode {
  const { id, programme, onClose } = props;
  const query = useSpeaker(id);
  if (query.data !== undefined) return <Editor {...props} speaker={query.data} />;
  // A panel that is replaced would lose the focus: it comes with what stands in it.
  if (!query.isError) return null;
  return (
    <SidePanel open title={programme.speakers.find((each) => each.id === id)?.name ?? ""} onClose={onClose}>
      <Loaded query={query}>{() => null}</Loaded>
    </SidePanel>
  );
}

interface EditorProps extends SpeakerPanelProps {
  readonly speaker: Speaker | null;
}

function Editor({ speaker, programme, editable, onClose }: EditorProps): ReactNode {
  const t = useProgrammeTexts();
  const notify = useNotify();
  const write = useSaveSpeaker();
  const remove = useDeleteSpeaker();
  const fetchSpeaker = useFetchSpeaker();
  const [isRemoving, setRemoving] = useState(false);
  const editing = useEditing<SpeakerForm, Speaker>({
    entity: speaker,
    empty: EMPTY_SPEAKER,
    formOf: speakerFormOf,
    prefix: "speaker",
    problemsOf: (now) => new Map([...speakerProblemsOf(now)].map(([name, wrong]) => [name, t(`wrong.${wrong}`)])),
    fieldOf: speakerFieldOf,
    current: ({ id }) => fetchSpeaker(id),
    write: (now, fields, over) =>
      write.mutateAsync({ over, body: over === null ? speakerBodyOf(now) : speakerChangesOf(now, fields) }),
    onSaved: (saved) => {
      notify(t("saved", { name: saved.name }));
      onClose();
    },
  });
  const shown = (form: SpeakerForm, name: SpeakerField): string => {
    if (name === "photo") return t(form.photo === "" ? "no" : "yes");
    return name === "links" ? form.links.map(({ href }) => href).join(", ") : form[name];
  };
  return (
    <EntityPanel
      title={speaker?.name ?? t("speakers.new")}
      editing={editing}
      submit={t(speaker === null ? "speakers.add" : "save")}
      labelOf={(name) => t(`speaker.${name}`)}
      shownOf={shown}
      editable={editable}
      onClose={onClose}
      onDelete={() => setRemoving(true)}
    >
      <SpeakerFields form={editing.form} errors={editing.errors} editable={editable} change={editing.change} />
      {speaker !== null && <SessionsOf id={speaker.id} programme={programme} />}
      {speaker !== null && editable && <SpeakerMore speaker={speaker} programme={programme} onMerged={onClose} />}
      {isRemoving && speaker !== null && (
        <RemoveDialog
          title={t("deleteTitle", { name: speaker.name })}
          text={t("speakers.deleteText")}
          what={speaker}
          remove={remove}
          onDone={t("deleted", { name: speaker.name })}
          onRemoved={onClose}
          onClose={() => setRemoving(false)}
        />
      )}
    </EntityPanel>
  );
}

function SessionsOf({ id, programme }: { readonly id: string; readonly programme: Programme }): ReactNode {
  const t = useProgrammeTexts();
  const sessions = programme.sessions.filter(({ speaker_ids }) => speaker_ids.includes(id));
  return (
    <section className="session-editor__part">
      <h2 className="session-editor__legend">{t("speakers.sessions")}</h2>
      {sessions.length === 0 && <p className="muted">{t("speakers.noSession")}</p>}
      <ul>
        {sessions.map((session) => (
          <li key={session.id}>
            <bdi>{session.title}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
