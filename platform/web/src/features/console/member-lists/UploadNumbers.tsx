// A table of members' numbers: a file or pasted; every line that is wrong is named, and then nothing is taken.
import { useState, type ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { FileChoice } from "../parts/FileChoice";
import { useNotify } from "../shell/notifications";
import { useConsoleTexts } from "../shell/texts";
import { useImportNumbers, type MemberList } from "./queries";
import { useMemberListTexts } from "./texts";

const ROWS = 8;
const LINE = /^\/rows\/(\d+)\//;

export interface UploadNumbersProps {
  readonly list: MemberList;
  readonly onClose: () => void;
}

export function UploadNumbers({ list, onClose }: UploadNumbersProps): ReactNode {
  const t = useMemberListTexts();
  const words = useConsoleTexts();
  const notify = useNotify();
  const sending = useImportNumbers(list.id);
  const [table, setTable] = useState("");
  const [isTried, setTried] = useState(false);
  const choose = (file: File): void => {
    sending.reset();
    void file.text().then(setTable);
  };
  const send = (): void => {
    setTried(true);
    if (table.trim() === "") return;
    sending.mutate(table, {
      onSuccess: ({ added, changed, unchanged }) => {
        notify(t("imported", { added, changed, unchanged }));
        onClose();
      },
    });
  };
  const wrong = sending.error instanceof Refused ? sending.error.problem.errors : [];
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {words("cancel")}
      </Button>
      <Button onPress={send} pending={sending.isPending}>
        {t("upload")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("uploadTitle", { name: list.name })} onClose={onClose} actions={actions}>
      <div className="stack">
        <FileChoice label={t("table")} hint={t("uploadHint")} accept={[".csv", ".txt"]} onChoose={choose} />
        <Field
          id="member-numbers-table"
          label={t("tableHint")}
          rows={ROWS}
          value={table}
          error={isTried && table.trim() === "" ? t("wrong.table") : undefined}
          onChange={setTable}
        />
        {wrong.length > 0 && (
          <ul className="error" role="alert">
            {wrong.map(({ pointer, detail }) => {
              const line = LINE.exec(pointer)?.[1];
              return <li key={pointer + detail}>{line === undefined ? detail : t("line", { line, text: detail })}</li>;
            })}
          </ul>
        )}
        {sending.isError && wrong.length === 0 && <Failure error={sending.error} />}
      </div>
    </Dialog>
  );
}
