// What one session hands out: files and links, for whom and from when, and how often they were downloaded.
import "../parts/sortable.css";
import "./session-files.css";
import { useState, type ReactNode } from "react";
import { useParams } from "react-router";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { useLocale } from "../../../ui/language";
import ChooseFile from "../files/ChooseFile";
import type { StoredFile } from "../files/queries";
import { RemoveDialog } from "../parts/RemoveDialog";
import { useProgramme } from "../programme/queries";
import type { Programme, Session } from "../programme/schedule";
import { useProgrammeTexts } from "../programme/texts";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded, NotHere } from "../shell/states";
import { nameOf } from "./file-form";
import { FileDialog } from "./FileDialog";
import { FileList } from "./FileList";
import { useRemoveSessionFile, useSessionFiles, type SessionFile } from "./queries";
import { useSessionFileTexts } from "./texts";

export default function SessionFiles(): ReactNode {
  const { session: id = "" } = useParams();
  return (
    <Loaded query={useProgramme()}>
      {(programme) => {
        const session = programme.sessions.find((each) => each.id === id);
        return session === undefined ? <NotHere /> : <OfSession session={session} programme={programme} />;
      }}
    </Loaded>
  );
}

/** What is being added, or which of them is open. */
type Opened = { readonly file: StoredFile | null } | { readonly given: SessionFile };

interface OfSessionProps {
  readonly session: Session;
  readonly programme: Programme;
}

function OfSession({ session, programme }: OfSessionProps): ReactNode {
  const t = useSessionFileTexts();
  const event = useEvent();
  const { slug, may } = useOrganization();
  const editable = may("events.write");
  const mayAddFiles = editable && may("files.read");
  const files = useSessionFiles(session.id);
  const [isChoosing, setChoosing] = useState(false);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [removed, setRemoved] = useState<SessionFile | null>(null);
  const add = (
    <>
      <Button kind="quiet" onPress={() => setOpened({ file: null })}>
        {t("add.link")}
      </Button>
      {mayAddFiles && <Button onPress={() => setChoosing(true)}>{t("add.file")}</Button>}
    </>
  );
  const hasSome = (files.data?.length ?? 0) > 0;
  const programmeTexts = useProgrammeTexts();
  return (
    <Page
      title={t("title")}
      help="session-files"
      lead={t("lead", { session: session.title })}
      back={{
        to: `${eventPath(slug, event.id, "programme")}?session=${session.id}`,
        label: programmeTexts("title"),
      }}
      {...(editable && hasSome ? { actions: add } : {})}
    >
      <Loaded query={files}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="copy" title={t("none.title")} actions={editable ? <div className="row">{add}</div> : null}>
              {t("none.text")}
            </Empty>
          ) : (
            <FileList
              files={all}
              sessionId={session.id}
              speakers={programme.speakers}
              editable={editable}
              onOpen={(given) => setOpened({ given })}
              onRemove={setRemoved}
            />
          )
        }
      </Loaded>
      {isChoosing && (
        <ChooseFile
          title={t("add.file")}
          onChosen={(file) => {
            setChoosing(false);
            setOpened({ file });
          }}
          onClose={() => setChoosing(false)}
        />
      )}
      {opened !== null && (
        <FileDialog
          sessionId={session.id}
          given={"given" in opened ? opened.given : null}
          file={"given" in opened ? opened.given.file : opened.file}
          onClose={() => setOpened(null)}
        />
      )}
      {removed !== null && <Removing file={removed} sessionId={session.id} onClose={() => setRemoved(null)} />}
    </Page>
  );
}

interface RemovingProps {
  readonly file: SessionFile;
  readonly sessionId: string;
  readonly onClose: () => void;
}

function Removing({ file, sessionId, onClose }: RemovingProps): ReactNode {
  const t = useSessionFileTexts();
  const locale = useLocale();
  const remove = useRemoveSessionFile(sessionId);
  const name = nameOf(file, locale);
  const isWaiting = file.state === "submitted";
  return (
    <RemoveDialog
      title={t("takeTitle", { name })}
      text={t(isWaiting ? "rejectText" : "takeText")}
      confirm={t(isWaiting ? "reject" : "take")}
      what={file}
      remove={remove}
      onDone={t("taken", { name })}
      onClose={onClose}
    />
  );
}
