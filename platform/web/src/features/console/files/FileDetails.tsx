// All that is known of a file: what it is, who sees it, what the scanner said, and by what it is told from others.
import type { ReactNode } from "react";
import { Dialog } from "../../../ui/Dialog";
import { useLocale } from "../../../ui/language";
import { Instant } from "../parts/Instant";
import { Copyable } from "../parts/SecretOnce";
import { useConnection } from "../session/api";
import { Loaded } from "../shell/states";
import { FileMarks } from "./FileMarks";
import { useFile, usePictureAddress, type StoredFile } from "./queries";
import { sizeShown } from "./sizes";
import { useFileTexts } from "./texts";

export interface FileDetailsProps {
  readonly fileId: string;
  readonly onClose: () => void;
}

export function FileDetails({ fileId, onClose }: FileDetailsProps): ReactNode {
  const t = useFileTexts();
  const file = useFile(fileId);
  return (
    <Dialog open title={file.data?.name ?? t("details.title")} onClose={onClose}>
      <Loaded query={file} rows={4}>
        {(found) => <Details file={found} />}
      </Loaded>
    </Dialog>
  );
}

function Details({ file }: { readonly file: StoredFile }): ReactNode {
  const t = useFileTexts();
  const locale = useLocale();
  const { publicUrl } = useConnection().config;
  const addressOf = usePictureAddress();
  const isPublic = file.visibility === "public";
  return (
    <div className="stack">
      {isPublic && file.kind === "image" && (
        <img
          className="file-details__picture"
          src={addressOf(file.id)}
          alt=""
          width={file.width ?? undefined}
          height={file.height ?? undefined}
        />
      )}
      <p className="row">
        <FileMarks file={file} />
      </p>
      <dl className="file-details">
        <div>
          <dt>{t("details.type")}</dt>
          <dd>{file.media_type}</dd>
        </div>
        <div>
          <dt>{t("details.size")}</dt>
          <dd>
            {sizeShown(file.bytes, locale)}
            {file.width !== null && file.height !== null && ` · ${file.width} × ${file.height}`}
          </dd>
        </div>
        <div>
          <dt>{t("details.sent")}</dt>
          <dd>
            <Instant at={file.created_at} />
          </dd>
        </div>
      </dl>
      {isPublic && <Copyable label={t("link.public")} value={`${publicUrl}${addressOf(file.id)}`} />}
      <Copyable label={t("details.fingerprint")} value={file.sha256} />
    </div>
  );
}
