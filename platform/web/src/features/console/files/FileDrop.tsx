// Files chosen or dropped here are sent at once; each says how far it is, and why it was not taken.
import "./files.css";
import { useId, useRef, useState, type ReactNode } from "react";
import { DropZone, FileTrigger, type DropZoneProps } from "react-aria-components";
import { Refused } from "../../../lib/api";
import { Button } from "../../../ui/Button";
import { useLocale } from "../../../ui/language";
import type { StoredFile } from "./queries";
import { sizeShown } from "./sizes";
import { useFileTexts } from "./texts";
import { MOST_BYTES, useUpload } from "./uploading";

export const PICTURES = ["image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"];

export interface FileDropProps {
  /** Left out: every type that we take. */
  readonly types?: readonly string[];
  readonly multiple?: boolean;
  readonly visibility: StoredFile["visibility"];
  readonly onUploaded: (file: StoredFile) => void;
}

type Dropped = Parameters<NonNullable<DropZoneProps["onDrop"]>>[0];

interface Sent {
  readonly id: number;
  readonly name: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly error: string | null;
}

export function FileDrop(props: FileDropProps): ReactNode {
  const { types, multiple = false } = props;
  const t = useFileTexts();
  const locale = useLocale();
  const { sent, take } = useSending(props);
  const dropped = async ({ items }: Dropped): Promise<void> => {
    const files = await Promise.all(items.flatMap((item) => (item.kind === "file" ? [item.getFile()] : [])));
    take(multiple ? files : files.slice(0, 1));
  };
  return (
    <div className="stack stack--tight">
      <DropZone className="file-drop" aria-label={t("drop.label")} onDrop={(event) => void dropped(event)}>
        <FileTrigger
          allowsMultiple={multiple}
          {...(types === undefined ? {} : { acceptedFileTypes: [...types] })}
          onSelect={(chosen) => take([...(chosen ?? [])])}
        >
          <Button kind="quiet">{t(multiple ? "drop.chooseMany" : "drop.choose")}</Button>
        </FileTrigger>
        <p className="muted small">{t("drop.hint", { size: sizeShown(MOST_BYTES, locale) })}</p>
      </DropZone>
      <ul className="file-sent" aria-live="polite">
        {sent.map((each) => (
          <SentLine key={each.id} sent={each} />
        ))}
      </ul>
    </div>
  );
}

function SentLine({ sent: { name, share, error } }: { readonly sent: Sent }): ReactNode {
  const id = useId();
  return (
    <li>
      <bdi id={id}>{name}</bdi>
      {error === null ? (
        <progress aria-labelledby={id} value={share} max={1} />
      ) : (
        <p className="field__error">{error}</p>
      )}
    </li>
  );
}

/** One after the other: what is done leaves the list, what was refused stays and says why. */
function useSending({ visibility, types, onUploaded }: FileDropProps) {
  const t = useFileTexts();
  const locale = useLocale();
  const upload = useUpload();
  const last = useRef(0);
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const set = (id: number, said: Partial<Sent>): void =>
    setSent((now) => now.map((each) => (each.id === id ? { ...each, ...said } : each)));
  const wrongWith = (file: File): string | null => {
    if (file.size > MOST_BYTES) return t("wrong.large", { size: sizeShown(MOST_BYTES, locale) });
    return types !== undefined && !types.includes(file.type) ? t("wrong.picture") : null;
  };
  const sendAll = async (files: readonly (readonly [number, File])[]): Promise<void> => {
    for (const [id, file] of files) {
      try {
        const stored = await upload.mutateAsync({ file, visibility, onProgress: (share) => set(id, { share }) });
        setSent((now) => now.filter((each) => each.id !== id));
        onUploaded(stored);
      } catch (error) {
        const problem = error instanceof Refused ? error.problem : null;
        set(id, { error: problem?.errors[0]?.detail || problem?.detail || problem?.title || t("wrong.notSent") });
      }
    }
  };
  const take = (files: readonly File[]): void => {
    const numbered = files.map((file) => [(last.current += 1), file] as const);
    const begun = numbered.map(([id, file]) => ({ id, name: file.name, share: 0, error: wrongWith(file) }));
    setSent((now) => [...now.filter(({ error }) => error === null), ...begun]);
    void sendAll(numbered.filter(([, file]) => wrongWith(file) === null));
  };
  return { sent, take };
}
