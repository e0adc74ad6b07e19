// Lists of the API that come page by page.
import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from "@tanstack/react-query";

export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next_cursor?: string | null;
}

export interface Place {
  readonly cursor?: string;
  readonly limit: number;
}

export type Paged<T> = UseInfiniteQueryResult<InfiniteData<PageOf<T>>>;

const PAGE = 50;

/**
 * Its key begins with the organization's id; the former rows stay while a changed search is on its way. `every` are
 * the milliseconds after which it is asked again by itself.
 */
export function usePaged<T>(
  key: readonly unknown[],
  ask: (place: Place) => Promise<PageOf<T>>,
  every?: number,
): Paged<T> {
  return useInfiniteQuery({
    queryKey: key,
    ...(every === undefined ? {} : { refetchInterval: every }),
    initialPageParam: "",
    placeholderData: (before) => before,
    getNextPageParam: (page: PageOf<T>) => page.next_cursor,
    queryFn: ({ pageParam }) => ask({ limit: PAGE, ...(pageParam === "" ? {} : { cursor: pageParam }) }),
  });
}

export function itemsOf<T>(list: Paged<T>): readonly T[] {
  return list.data?.pages.flatMap((page) => page.items) ?? [];
}
