// The files of a session in the order in which people see them: dragged, or moved by keyboard and menu.
import type { ReactNode } from "react";
import { Button as Pressable, GridList, GridListItem, useDragAndDrop } from "react-aria-components";
import { Refused } from "../../../lib/api";
import { ActionMenu, type Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { useLocale } from "../../../ui/language";
import { sizeShown } from "../files/sizes";
import { useEventTime } from "../shell/event-api";
import { useNotify } from "../shell/notifications";
import { nameOf } from "./file-form";
import { useApproveSessionFile, useOrderSessionFiles, type SessionFile } from "./queries";
import { useSessionFileTexts } from "./texts";

export interface FileListProps {
  readonly files: readonly SessionFile[];
  readonly sessionId: string;
  readonly speakers: readonly { readonly id: string; readonly name: string }[];
  readonly editable: boolean;
  readonly onOpen: (file: SessionFile) => void;
  readonly onRemove: (file: SessionFile) => void;
}

export function FileList(props: FileListProps): ReactNode {
  const { files, sessionId, speakers, editable, onOpen, onRemove } = props;
  const t = useSessionFileTexts();
  const locale = useLocale();
  const move = useMove(files, sessionId);
  const approve = useApprove(sessionId);
  const canMove = editable && files.length > 1;
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": textOf(files, String(key), locale) })),
    onReorder: ({ keys, target }) => {
      const from = files.findIndex(({ id }) => keys.has(id));
      const to = files.findIndex(({ id }) => id === target.key) + (target.dropPosition === "after" ? 1 : 0);
      if (from >= 0) move(from, to > from ? to - 1 : to);
    },
  });
  const actionsOf = (file: SessionFile, place: number): readonly Action[] => [
    ...opening(file, t("open")),
    ...(editable
      ? [
          { id: "up", label: t("moveUp"), disabled: place === 0, onAction: () => move(place, place - 1) },
          {
            id: "down",
            label: t("moveDown"),
            disabled: place === files.length - 1,
            onAction: () => move(place, place + 1),
          },
          {
            id: "take",
            label: t(file.state === "submitted" ? "reject" : "take"),
            danger: true,
            onAction: () => onRemove(file),
          },
        ]
      : []),
  ];
  return (
    <GridList
      key={String(canMove)}
      aria-label={t("list.label")}
      items={files.map((file, place) => ({ id: file.id, file, place }))}
      dependencies={[editable, files, locale]}
      {...(canMove ? { dragAndDropHooks } : {})}
      keyboardNavigationBehavior="tab"
      className="sortable"
    >
      {({ file, place }) => {
        const name = nameOf(file, locale);
        const actions = actionsOf(file, place);
        return (
          <GridListItem id={file.id} textValue={name} className="sortable__row session-files__row">
            {canMove && (
              <Pressable slot="drag" className="sortable__grip" aria-label={t("move", { name })}>
                <Icon name="grip" />
              </Pressable>
            )}
            <div className="session-files__body">
              <div className="session-files__what">
                <p className="sortable__title">
                  {editable ? (
                    <Pressable className="sortable__open" onPress={() => onOpen(file)}>
                      <bdi>{name}</bdi>
                    </Pressable>
                  ) : (
                    <bdi>{name}</bdi>
                  )}
                  <Marks file={file} />
                </p>
                <Facts file={file} sentBy={speakers.find(({ id }) => id === file.speaker_id)?.name ?? null} />
              </div>
              {editable && file.state === "submitted" && (
                <Button size="small" onPress={() => approve(file, name)}>
                  {t("approve")}
                </Button>
              )}
            </div>
            {actions.length > 0 && <ActionMenu label={t("more", { name })} actions={actions} />}
          </GridListItem>
        );
      }}
    </GridList>
  );
}

function textOf(files: readonly SessionFile[], key: string, locale: string): string {
  const file = files.find(({ id }) => id === key);
  return file === undefined ? "" : nameOf(file, locale);
}

function opening({ url, link }: SessionFile, label: string): readonly Action[] {
  const address = url ?? link;
  if (address === null) return [];
  return [{ id: "open", label, onAction: () => void window.open(address, "_blank", "noopener") }];
}

function Marks({ file }: { readonly file: SessionFile }): ReactNode {
  const t = useSessionFileTexts();
  return (
    <>
      <span className="tag">{t(`kind.${file.kind}`)}</span>
      <span className={file.audience === "public" ? "tag tag--good" : "tag"}>{t(`for.${file.audience}`)}</span>
      {file.state === "submitted" && <span className="tag tag--warm">{t("waiting")}</span>}
    </>
  );
}

interface FactsProps {
  readonly file: SessionFile;
  /** The speaker who sent it, if any is still there. */
  readonly sentBy: string | null;
}

function Facts({ file, sentBy }: FactsProps): ReactNode {
  const t = useSessionFileTexts();
  const locale = useLocale();
  const moment = useEventTime();
  const content =
    file.file === null ? hostOf(file.url ?? "") : `${file.file.name}, ${sizeShown(file.file.bytes, locale)}`;
  const from =
    file.release === "moment"
      ? t("from.moment", { moment: moment(file.release_at ?? "") })
      : file.release === "at_once"
        ? ""
        : t(`from.${file.release}`);
  return (
    <>
      <p className="sortable__facts">
        <bdi>{content}</bdi>
        {from !== "" && ` · ${from}`}
        {file.file !== null && file.state === "approved" && ` · ${t("downloads", { count: file.downloads })}`}
      </p>
      {sentBy !== null && <p className="sortable__facts">{t("sentBy", { name: sentBy })}</p>}
    </>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function useMove(files: readonly SessionFile[], sessionId: string): (from: number, to: number) => void {
  const t = useSessionFileTexts();
  const notify = useNotify();
  const locale = useLocale();
  const order = useOrderSessionFiles(sessionId);
  return (from, to) => {
    const moved = files[from];
    if (moved === undefined || from === to) return;
    const others = files.filter((each) => each !== moved);
    order.mutate([...others.slice(0, to), moved, ...others.slice(to)], {
      onSuccess: () => notify(t("moved", { name: nameOf(moved, locale) })),
      onError: (error) => notify({ kind: "bad", text: t(isStale(error) ? "stale" : "notMoved") }),
    });
  };
}

function isStale(error: Error): boolean {
  return error instanceof Refused && error.problem.code === "session-files.order-stale";
}

function useApprove(sessionId: string): (file: SessionFile, name: string) => void {
  const t = useSessionFileTexts();
  const notify = useNotify();
  const approve = useApproveSessionFile(sessionId);
  return (file, name) =>
    approve.mutate(file, {
      onSuccess: () => notify(t("approved", { name })),
      onError: () => notify({ kind: "bad", text: t("notMoved") }),
    });
}
