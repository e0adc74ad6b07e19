// The files of the organization: how much room they take, and what each is for.
import "./files.css";
import { useState, type ReactNode } from "react";
import { useSearchParams } from "react-router";
import type { Action } from "../../../ui/ActionMenu";
import { useLocale } from "../../../ui/language";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { formatDay } from "../../../lib/when";
import { useConnection } from "../session/api";
import { FileDetails } from "./FileDetails";
import { FileDrop } from "./FileDrop";
import { FileFinder } from "./FileFinder";
import { FileMarks } from "./FileMarks";
import { LinkDialog } from "./LinkDialog";
import { useDeleteFile, useSetVisibility, useUsage, type StoredFile } from "./queries";
import { sizeShown } from "./sizes";
import { useFileTexts } from "./texts";
import { Thumbnail } from "./Thumbnail";

/** The part of the address that has a file open. */
const OPENED = "file";

export default function FileLibrary(): ReactNode {
  const t = useFileTexts();
  const common = useConsoleTexts();
  const notify = useNotify();
  const editable = useOrganization().may("files.write");
  const remove = useDeleteFile();
  const setVisibility = useToggleVisibility();
  const factsOf = useFileFacts();
  const [removed, setRemoved] = useState<StoredFile | null>(null);
  const [linked, setLinked] = useState<StoredFile | null>(null);
  const [asked, setAsked] = useSearchParams();
  const opened = asked.get(OPENED);
  const actionsOf = (file: StoredFile): readonly Action[] => [
    { id: "link", label: t("link.make"), onAction: () => setLinked(file) },
    ...(editable
      ? [
          {
            id: "visibility",
            label: t(file.visibility === "public" ? "makePrivate" : "makePublic"),
            onAction: () => setVisibility(file),
          },
          { id: "delete", label: common("delete"), danger: true, onAction: () => setRemoved(file) },
        ]
      : []),
  ];
  return (
    <Page title={t("title")} lead={t("lead")}>
      <div className="stack">
        <Usage />
        {editable && (
          <FileDrop multiple visibility="private" onUploaded={({ name }) => notify(t("uploaded", { name }))} />
        )}
        <FileFinder none={<p className="muted">{t("none.text")}</p>}>
          {(files) => (
            <Rows label={t("title")}>
              {files.map((file) => (
                <Row
                  key={file.id}
                  title={file.name}
                  onOpen={() => setAsked({ [OPENED]: file.id })}
                  before={<Thumbnail file={file} />}
                  tags={<FileMarks file={file} />}
                  facts={factsOf(file)}
                  actions={actionsOf(file)}
                />
              ))}
            </Rows>
          )}
        </FileFinder>
      </div>
      {opened !== null && <FileDetails key={opened} fileId={opened} onClose={() => setAsked({}, { replace: true })} />}
      {linked !== null && <LinkDialog file={linked} onClose={() => setLinked(null)} />}
      {removed !== null && (
        <RemoveDialog
          title={t("deleteTitle", { name: removed.name })}
          text={t("deleteText")}
          what={removed}
          remove={remove}
          onDone={t("deleted", { name: removed.name })}
          onClose={() => setRemoved(null)}
        />
      )}
    </Page>
  );
}

/** Says who sees the file from now on, with the way back. */
function useToggleVisibility(): (file: StoredFile) => void {
  const t = useFileTexts();
  const notify = useNotify();
  const set = useSetVisibility();
  const fail = (): void => notify({ kind: "bad", text: t("wrong.notSaved") });
  return (file) => {
    const visibility = file.visibility === "public" ? "private" : "public";
    const undo = (): void => set.mutate({ file, visibility: file.visibility }, { onError: fail });
    const said = { text: t(`now.${visibility}`, { name: file.name }), action: { label: t("undo"), onPress: undo } };
    set.mutate({ file, visibility }, { onSuccess: () => notify(said), onError: fail });
  };
}

function useFileFacts(): (file: StoredFile) => readonly ReactNode[] {
  const t = useFileTexts();
  const locale = useLocale();
  const { timeZone } = useConnection().config.person;
  return ({ bytes, created_at, width, height }) => {
    const day = t("sentOn", { day: formatDay(created_at, timeZone, locale) });
    const pixels = width === null || height === null ? [] : [`${width} × ${height}`];
    return [[sizeShown(bytes, locale), ...pixels, day].join(" · ")];
  };
}

function Usage(): ReactNode {
  const t = useFileTexts();
  const locale = useLocale();
  const usage = useUsage();
  return (
    <Loaded query={usage} rows={1}>
      {({ used_bytes: used, quota_bytes: quota }) => (
        <label className="file-usage">
          <span className="small">
            {t("usage", { used: sizeShown(used, locale), quota: sizeShown(quota, locale) })}
          </span>
          <meter min={0} max={quota} high={quota * 0.9} value={used} />
        </label>
      )}
    </Loaded>
  );
}
