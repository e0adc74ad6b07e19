// Another file for a question of an order, sent on behalf of its buyer.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { FileChoice } from "../parts/FileChoice";
import { useNotify } from "../shell/notifications";
import { useFileAnswer, type FileQuestion } from "./answer-files";
import type { Order } from "./queries";
import { useOrderTexts } from "./texts";

const MOST_BYTES = 10_000_000;

export interface FileAnswerDialogProps {
  readonly order: Order;
  readonly question: FileQuestion;
  readonly onClose: () => void;
}

export function FileAnswerDialog({ order, question, onClose }: FileAnswerDialogProps): ReactNode {
  const t = useOrderTexts();
  const notify = useNotify();
  const [file, setFile] = useState<File | null>(null);
  const sending = useFileAnswer(order, question);
  const isTooLarge = file !== null && file.size > MOST_BYTES;
  const title = t(question.file === null ? "files.add" : "files.replace");
  const send = (): void => {
    if (file === null) return;
    sending.mutate(file, {
      onSuccess: () => {
        onClose();
        notify(t("files.sent"));
      },
    });
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button pending={sending.isPending} isDisabled={file === null || isTooLarge} onPress={send}>
        {title}
      </Button>
    </>
  );
  return (
    <Dialog open title={title} onClose={onClose} actions={actions}>
      <div className="stack">
        {sending.isError && <Failure error={sending.error} />}
        <FileChoice
          label={question.label}
          hint={t("files.hint", { name: question.who })}
          accept={[]}
          error={isTooLarge ? t("files.tooLarge") : undefined}
          onChoose={(chosen) => {
            sending.reset();
            setFile(chosen);
          }}
        />
        {question.file !== null && <p>{t("files.effect", { name: question.file.name })}</p>}
      </div>
    </Dialog>
  );
}
