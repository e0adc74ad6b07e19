// The lines of a log, page by page, the newest first; or what stands there without any.
import "./logs.css";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Skeleton } from "../../../ui/Skeleton";
import type { ListAddress } from "../parts/list-address";
import { itemsOf, type Paged } from "../parts/paged";
import { Trouble } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { useLogTexts } from "./texts";

export interface LogListProps<T> {
  readonly label: string;
  readonly list: Paged<T>;
  readonly address: ListAddress;
  readonly none: string;
  /** Draws a line of it. */
  readonly children: (item: T) => ReactNode;
}

export function LogList<T>({ label, list, address, none, children }: LogListProps<T>): ReactNode {
  const t = useLogTexts();
  const c = useConsoleTexts();
  const items = itemsOf(list);
  const clear = (
    <Button kind="quiet" onPress={address.clear}>
      {t("none.clear")}
    </Button>
  );
  return (
    <>
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton rows={6} />}
      {list.isSuccess && items.length === 0 && (
        <Empty icon="clock" title={none} actions={address.isBare ? undefined : clear}>
          {t("none.text")}
        </Empty>
      )}
      {items.length > 0 && (
        <ol className="audit" aria-label={label} aria-busy={list.isPlaceholderData}>
          {items.map(children)}
        </ol>
      )}
      {list.hasNextPage && (
        <Button kind="quiet" pending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {c("showMore")}
        </Button>
      )}
    </>
  );
}
