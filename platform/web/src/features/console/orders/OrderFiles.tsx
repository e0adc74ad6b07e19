// Files that answer questions of the order's form: opened, and replaced on behalf of the buyer.
import { useState, type ReactNode } from "react";
import { useLocale } from "../../../ui/language";
import { sizeShown } from "../files/sizes";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { ShortMoment } from "../parts/ShortMoment";
import { useOrganization } from "../shell/organizations";
import { fileQuestions, useAnswerFiles, useFileRemoval, type FileQuestion, type SentFile } from "./answer-files";
import { FileAnswerDialog } from "./FileAnswerDialog";
import type { Order } from "./queries";
import { useOrderTexts } from "./texts";
import { useQuestions } from "./useQuestions";

export interface OrderFilesProps {
  readonly order: Order;
  readonly zone: string;
}

export default function OrderFiles({ order, zone }: OrderFilesProps): ReactNode {
  const t = useOrderTexts();
  const { may } = useOrganization();
  const files = useAnswerFiles(order.id).data ?? [];
  const asked = fileQuestions(order, useQuestions(order.event_id), files);
  const [replaced, setReplaced] = useState<FileQuestion | null>(null);
  const [removed, setRemoved] = useState<SentFile | null>(null);
  const removal = useFileRemoval(order);
  const mayCorrect = order.state === "confirmed" && may("orders.edit");
  const unnamed = files.filter((file) => asked.every((each) => each.file?.id !== file.id));
  const shown = asked.filter(({ file }) => file !== null || mayCorrect);
  if (shown.length + unnamed.length === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="files-title">
      <h2 id="files-title">{t("files.title")}</h2>
      <Rows label={t("files.title")}>
        {shown.map((each) => (
          <Row
            key={`${each.attendeeId} ${each.key}`}
            title={each.label}
            facts={[<bdi key="who">{each.who}</bdi>, <FileFacts key="file" file={each.file} zone={zone} />]}
            actions={
              mayCorrect
                ? [
                    {
                      id: "replace",
                      label: t(each.file === null ? "files.add" : "files.replace"),
                      onAction: () => setReplaced(each),
                    },
                  ]
                : []
            }
          />
        ))}
        {unnamed.map((file) => (
          <Row
            key={file.id}
            title={t("files.unnamed")}
            facts={[<FileFacts key="file" file={file} zone={zone} />]}
            actions={
              mayCorrect
                ? [{ id: "remove", label: t("files.remove"), danger: true, onAction: () => setRemoved(file) }]
                : []
            }
          />
        ))}
      </Rows>
      {replaced !== null && <FileAnswerDialog order={order} question={replaced} onClose={() => setReplaced(null)} />}
      {removed !== null && (
        <RemoveDialog
          title={t("files.removeTitle", { name: removed.name })}
          text={t("files.removeText")}
          what={removed}
          remove={removal}
          onDone={t("files.removed")}
          onClose={() => setRemoved(null)}
        />
      )}
    </section>
  );
}

function FileFacts({ file, zone }: { readonly file: SentFile | null; readonly zone: string }): ReactNode {
  const t = useOrderTexts();
  const locale = useLocale();
  if (file === null) return t("files.none");
  return (
    <>
      {file.link === null ? (
        <>
          <bdi>{file.name}</bdi>{" "}
          <span className="tag">{t(file.scan === "infected" ? "files.harmful" : "files.checked")}</span>
        </>
      ) : (
        <a href={file.link.url} target="_blank" rel="noreferrer">
          <bdi>{file.name}</bdi>
        </a>
      )}
      {" · "}
      {sizeShown(file.bytes, locale)}
      {" · "}
      <ShortMoment at={file.sent_at} zone={zone} />
    </>
  );
}
