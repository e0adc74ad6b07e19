// Files of the evidence: chosen among those of the organization, each with what it shows.
import { Suspense, useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import type { StoredFile } from "../files/queries";
import { sizeShown } from "../files/sizes";
import { useOrganization } from "../shell/organizations";
import { lazyWithTexts } from "../shell/views";
import type { DisputeCase, EvidenceFile, FileKind } from "./queries";
import { useDisputeTexts } from "./texts";

const Choose = lazyWithTexts("files", import.meta.glob("../files/texts/*.json"), () => import("../files/ChooseFile"));
const KINDS = ["receipt", "communication", "refund_terms", "service", "other"] as const satisfies readonly FileKind[];

export interface EvidenceFilesProps {
  readonly files: readonly EvidenceFile[];
  readonly limits: NonNullable<DisputeCase["limits"]>;
  readonly error: string | undefined;
  readonly onChange: (files: readonly EvidenceFile[]) => void;
}

export function EvidenceFiles({ files, limits, error, onChange }: EvidenceFilesProps): ReactNode {
  const t = useDisputeTexts();
  const locale = useLocale();
  const mayChoose = useOrganization().may("files.read");
  const [isChoosing, setChoosing] = useState(false);
  const free = KINDS.filter((kind) => files.every((each) => each.kind !== kind));
  const add = (file: StoredFile): void => {
    const [kind = "other"] = [...free].reverse();
    onChange([
      ...files,
      { file_id: file.id, kind, name: file.name, media_type: file.media_type, size_bytes: file.bytes },
    ]);
    setChoosing(false);
  };
  const types = limits.file_types.map((type) => type.split("/")[1]?.toUpperCase()).join(", ");
  return (
    <fieldset className="editor__part" id="evidence-files" tabIndex={-1}>
      <legend className="editor__legend">{t("field.files")}</legend>
      <p className="muted small">{t("files.hint", { types, size: sizeShown(limits.file_bytes, locale) })}</p>
      {limits.needs_file && <p className="small">{t("files.needed")}</p>}
      {files.length > 0 && (
        <ul className="dispute-files">
          {files.map((file) => (
            <li key={file.file_id} className="dispute-files__file">
              <span className="dispute-files__name">
                <bdi>{file.name}</bdi> <span className="muted small">{sizeShown(file.size_bytes, locale)}</span>
              </span>
              <NativeSelect
                id={`evidence-kind-${file.file_id}`}
                label={t("files.kind", { name: file.name })}
                required
                value={file.kind}
                options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
                onChange={(kind) =>
                  onChange(files.map((each) => (each === file ? { ...file, kind: kind as FileKind } : each)))
                }
              />
              <button
                type="button"
                className="icon-button"
                aria-label={t("files.remove", { name: file.name })}
                onClick={() => onChange(files.filter((each) => each !== file))}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {error !== undefined && <p className="field__error">{error}</p>}
      {mayChoose && free.length > 0 && (
        <div className="row">
          <Button kind="quiet" onPress={() => setChoosing(true)}>
            <Icon name="plus" />
            {t("files.add")}
          </Button>
        </div>
      )}
      {isChoosing && (
        <Suspense>
          <Choose title={t("files.add")} onChosen={add} onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </fieldset>
  );
}
