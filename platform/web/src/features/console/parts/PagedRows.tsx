// A list that comes page by page: its rows, the next ones, or what stands there without any.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { itemsOf, type Paged } from "./paged";
import "./parts.css";
import { Rows } from "./Rows";

export interface PagedRowsProps<T> {
  readonly label: string;
  readonly list: Paged<T>;
  readonly empty: ReactNode;
  /** Draws one of `Row`. */
  readonly children: (item: T) => ReactNode;
}

export function PagedRows<T>({ label, list, empty, children }: PagedRowsProps<T>): ReactNode {
  const t = useConsoleTexts();
  const items = itemsOf(list);
  return (
    <>
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton rows={6} />}
      {list.isSuccess && items.length === 0 && empty}
      {items.length > 0 && <Rows label={label}>{items.map(children)}</Rows>}
      {list.hasNextPage && (
        <p className="rows__more">
          <Button kind="quiet" pending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t("showMore")}
          </Button>
        </p>
      )}
    </>
  );
}
