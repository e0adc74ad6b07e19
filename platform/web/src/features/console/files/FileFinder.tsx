// The organization's files, found by name and kind, page by page.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Skeleton } from "../../../ui/Skeleton";
import { ListSearch } from "../shell/ListSearch";
import { Trouble } from "../shell/states";
import { useFiles, type FileKind, type StoredFile } from "./queries";
import { useFileTexts } from "./texts";

const KINDS: readonly FileKind[] = ["image", "document"];
const ALL = "all";

export interface FileFinderProps {
  /** Only files of this kind. */
  readonly kind?: FileKind;
  readonly children: (files: readonly StoredFile[]) => ReactNode;
  /** Where there is no file at all. */
  readonly none: ReactNode;
}

export function FileFinder({ kind: only, children, none }: FileFinderProps): ReactNode {
  const t = useFileTexts();
  const [kind, setKind] = useState<FileKind | "">(only ?? "");
  const [text, setText] = useState("");
  const list = useFiles({ kind, text: text.trim() });
  const files = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = text !== "" || kind !== (only ?? "");
  return (
    <div className="stack">
      {(files.length > 0 || isFiltered) && (
        <div className="file-finder">
          <ListSearch label={t("find")} value={text} onChange={setText} />
          {only === undefined && (
            <NativeSelect
              label={t("kind")}
              required
              value={kind || ALL}
              options={[
                { value: ALL, label: t("kind.all") },
                ...KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
              ]}
              onChange={(chosen) => setKind(KINDS.find((each) => each === chosen) ?? "")}
            />
          )}
        </div>
      )}
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton rows={3} />}
      {list.isSuccess && files.length === 0 && (isFiltered ? <p className="muted">{t("notFound")}</p> : none)}
      {files.length > 0 && children(files)}
      {list.hasNextPage && (
        <div>
          <Button kind="quiet" pending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      )}
    </div>
  );
}
