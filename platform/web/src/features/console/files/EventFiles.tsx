// What an event gives to whom: materials and pictures for everybody, for ticket holders, or for the team.
import "./files.css";
import { useState, type ReactNode } from "react";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { useLocale } from "../../../ui/language";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import ChooseFile from "./ChooseFile";
import { EventFileDialog, type Opened } from "./EventFileDialog";
import { FileMarks } from "./FileMarks";
import { useChangeEventFile, useDetach, useEventFiles, type EventFile } from "./queries";
import { sizeShown } from "./sizes";
import { useFileTexts } from "./texts";
import { Thumbnail } from "./Thumbnail";

export default function EventFiles(): ReactNode {
  const t = useFileTexts();
  const editable = useOrganization().may("files.write");
  const files = useEventFiles();
  const detach = useDetach();
  const [isChoosing, setChoosing] = useState(false);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [removed, setRemoved] = useState<EventFile | null>(null);
  const add = <Button onPress={() => setChoosing(true)}>{t("event.add")}</Button>;
  const hasSome = (files.data?.length ?? 0) > 0;
  return (
    <Page title={t("event.title")} lead={t("event.lead")} {...(editable && hasSome ? { actions: add } : {})}>
      <Loaded query={files}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="copy" title={t("event.none.title")} actions={editable ? add : null}>
              {t("event.none.text")}
            </Empty>
          ) : (
            <FileRows files={all} editable={editable} onOpen={setOpened} onRemove={setRemoved} />
          )
        }
      </Loaded>
      {isChoosing && (
        <ChooseFile
          title={t("event.add")}
          onChosen={(file) => {
            setChoosing(false);
            setOpened({ file, given: null, position: nextPlace(files.data ?? []) });
          }}
          onClose={() => setChoosing(false)}
        />
      )}
      {opened !== null && <EventFileDialog key={opened.file.id} opened={opened} onClose={() => setOpened(null)} />}
      {removed !== null && (
        <RemoveDialog
          title={t("event.takeTitle", { name: nameOf(removed) })}
          text={t("event.takeText")}
          confirm={t("event.take")}
          what={removed}
          remove={detach}
          onDone={t("event.taken", { name: nameOf(removed) })}
          onClose={() => setRemoved(null)}
        />
      )}
    </Page>
  );
}

function nextPlace(files: readonly EventFile[]): number {
  return Math.max(-1, ...files.map(({ position }) => position)) + 1;
}

function nameOf({ title, file }: EventFile): string {
  return title || file.name;
}

interface FileRowsProps {
  readonly files: readonly EventFile[];
  readonly editable: boolean;
  readonly onOpen: (opened: Opened) => void;
  readonly onRemove: (file: EventFile) => void;
}

function FileRows({ files, editable, onOpen, onRemove }: FileRowsProps): ReactNode {
  const t = useFileTexts();
  const locale = useLocale();
  const move = useMove(files);
  const actionsOf = (given: EventFile, place: number): readonly Action[] => [
    ...(given.link === null
      ? []
      : [{ id: "open", label: t("open"), onAction: () => void window.open(given.link?.url, "_blank", "noopener") }]),
    ...(editable
      ? [
          { id: "up", label: t("moveUp"), disabled: place === 0, onAction: () => move(place, place - 1) },
          {
            id: "down",
            label: t("moveDown"),
            disabled: place === files.length - 1,
            onAction: () => move(place, place + 1),
          },
          { id: "take", label: t("event.take"), danger: true, onAction: () => onRemove(given) },
        ]
      : []),
  ];
  return (
    <Rows label={t("event.title")}>
      {files.map((given, place) => (
        <Row
          key={given.id}
          title={nameOf(given)}
          before={<Thumbnail file={given.file} />}
          {...(editable ? { onOpen: () => onOpen({ file: given.file, given, position: given.position }) } : {})}
          tags={
            <>
              <span className={given.audience === "public" ? "tag tag--good" : "tag"}>
                {t(`for.${given.audience}`)}
              </span>
              <FileMarks file={given.file} />
            </>
          }
          facts={[[...(given.title === "" ? [] : [given.file.name]), sizeShown(given.file.bytes, locale)].join(" · ")]}
          actions={actionsOf(given, place)}
        />
      ))}
    </Rows>
  );
}

/** Gives each file the place where it stands now; those that have it already are left alone. */
function useMove(files: readonly EventFile[]): (from: number, to: number) => void {
  const t = useFileTexts();
  const notify = useNotify();
  const change = useChangeEventFile();
  const moveAll = async (order: readonly EventFile[], moved: EventFile): Promise<void> => {
    try {
      for (const [position, over] of order.entries()) {
        if (over.position !== position) await change.mutateAsync({ over, changes: { position } });
      }
      notify(t("moved", { name: nameOf(moved) }));
    } catch {
      notify({ kind: "bad", text: t("wrong.notSaved") });
    }
  };
  return (from, to) => {
    const moved = files[from];
    if (moved === undefined) return;
    const others = files.filter((each) => each !== moved);
    void moveAll([...others.slice(0, to), moved, ...others.slice(to)], moved);
  };
}
