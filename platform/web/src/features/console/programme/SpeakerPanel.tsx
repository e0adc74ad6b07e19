// A speaker beside the list: saved as a whole and never over what others saved.
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { SidePanel } from "../../../ui/Dialog";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Failure } from "../../../ui/Failure";
import { useNotify } from "../shell/notifications";
import { BothSides } from "../shell/BothSides";
import { Loaded } from "../shell/states";
import { DeleteDialog } from "./DeleteDialog";
import { useSaving } from "./saving";
import type { Programme } from "./schedule";
import {
  EMPTY_SPEAKER,
  speakerBodyOf,
  speakerChangesOf,
  speakerDifferences,
  speakerFieldOf,
  speakerFormOf,
  speakerProblemsOf,
  type Speaker,
  type SpeakerField,
  type SpeakerForm,
} from "./speaker-form";
import { useDeleteSpeaker, useFetchSpeaker, useSaveSpeaker, useSpeaker } from "./speaker-queries";
import { SpeakerFields } from "./SpeakerFields";
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

const FORM = "speaker-form";

function Editor({
  speaker,
  programme,
  editable,
  onClose,
}: SpeakerPanelProps & { readonly speaker: Speaker | null }): ReactNode {
  const t = useProgrammeTexts();
  const notify = useNotify();
  const write = useSaveSpeaker();
  const remove = useDeleteSpeaker();
  const [isRemoving, setRemoving] = useState(false);
  const [over, setOver] = useState(speaker);
  const [base, setBase] = useState(() => (speaker === null ? EMPTY_SPEAKER : speakerFormOf(speaker)));
  const [form, setForm] = useState(base);
  const changed = speakerDifferences(base, form);
  const saving = useSaving<SpeakerForm, Speaker>({
    prefix: "speaker",
    problemsOf: (now) => new Map([...speakerProblemsOf(now)].map(([name, wrong]) => [name, t(`wrong.${wrong}`)])),
    fieldOf: speakerFieldOf,
    current: useFetchSpeaker(),
    write: (now, fields, from) =>
      write.mutateAsync({ over: from, body: from === null ? speakerBodyOf(now) : speakerChangesOf(now, fields) }),
    onSaved: (saved) => {
      notify(t("saved", { name: saved.name }));
      onClose();
    },
  });
  const { theirs } = saving;
  const submit = (submitted: FormEvent): void => {
    submitted.preventDefault();
    if (over !== null && changed.length === 0) onClose();
    else saving.save(form, changed, over);
  };
  const begin = (from: Speaker): void => {
    setOver(from);
    setBase(speakerFormOf(from));
    setForm(speakerFormOf(from));
    saving.forgetConflict();
  };
  const actions = editable ? (
    <>
      {speaker !== null && (
        <Button kind="danger" onPress={() => setRemoving(true)}>
          {t("delete")}
        </Button>
      )}
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button type="submit" form={FORM} pending={saving.pending} isDisabled={speaker !== null && changed.length === 0}>
        {t(speaker === null ? "speakers.add" : "save")}
      </Button>
    </>
  ) : undefined;
  const title = speaker?.name ?? t("speakers.new");
  return (
    <SidePanel open title={title} onClose={onClose} {...(actions === undefined ? {} : { actions })}>
      <form id={FORM} className="session-editor" noValidate onSubmit={submit}>
        <ErrorSummary attempt={saving.attempt} errors={saving.summary} />
        {saving.failure !== null && <Failure error={saving.failure} />}
        <SpeakerFields
          form={form}
          errors={saving.errors}
          editable={editable}
          change={(changes) => setForm((now) => ({ ...now, ...changes }))}
        />
        {speaker !== null && <SessionsOf id={speaker.id} programme={programme} />}
      </form>
      {isRemoving && speaker !== null && (
        <DeleteDialog
          name={speaker.name}
          text={t("speakers.deleteText")}
          what={speaker}
          remove={remove}
          onDeleted={onClose}
          onClose={() => setRemoving(false)}
        />
      )}
      {theirs !== null && (
        <SpeakerConflict
          mine={form}
          theirs={speakerFormOf(theirs)}
          changed={changed}
          onKeepMine={() => {
            setOver(theirs);
            saving.save(form, changed, theirs);
          }}
          onTakeTheirs={() => begin(theirs)}
          onClose={saving.forgetConflict}
        />
      )}
    </SidePanel>
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

interface SpeakerConflictProps {
  readonly mine: SpeakerForm;
  readonly theirs: SpeakerForm;
  readonly changed: readonly SpeakerField[];
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
  readonly onClose: () => void;
}

function SpeakerConflict({ mine, theirs, changed, ...rest }: SpeakerConflictProps): ReactNode {
  const t = useProgrammeTexts();
  const shown = (form: SpeakerForm, name: SpeakerField): string => {
    if (name === "photo") return t(form.photo === "" ? "no" : "yes");
    return name === "links" ? form.links.map(({ href }) => href).join(", ") : form[name];
  };
  const differing = speakerDifferences(mine, theirs)
    .filter((name) => changed.includes(name))
    .map((name) => ({
      id: name,
      label: t(`speaker.${name}`),
      mine: shown(mine, name),
      theirs: shown(theirs, name),
    }));
  return <BothSides {...rest} differences={differing} />;
}
