// The state of a list, kept in the address: filter, sort and saved view can be sent on and come back.
import { useCallback, useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import type { Sort } from "../../../ui/DataTable";
import { readFilter, writeFilter, type Said } from "./address-filter";

/** What the address calls the saved view. */
const VIEW = "view";

export interface ListAddress {
  readonly filter: Said;
  readonly sort: string;
  /** The saved view, or a ready one by its name; empty for none. */
  readonly viewId: string;
  /** Without text: the list as it opens. */
  readonly isBare: boolean;
  /** Sets some of the filter; null takes one away. */
  readonly change: (changes: Readonly<Record<string, Said[string] | null>>) => void;
  readonly setSort: (sort: string) => void;
  /** Another view, with what it finds. */
  readonly open: (viewId: string, filter: Said, sort: string) => void;
  readonly clear: () => void;
}

export function useListAddress(readers: Parameters<typeof readFilter>[1], sorts: readonly string[]): ListAddress {
  const [address, setAddress] = useAddressAtOnce();
  const usual = sorts[0] ?? "";
  const filter = useMemo(() => readFilter(address, readers), [address, readers]);
  const sort = sorts.find((each) => each === address.get("sort")) ?? usual;
  const viewId = address.get(VIEW) ?? "";
  const write = useCallback(
    (now: Said, nextSort: string, view: string) => {
      const next = writeFilter(now);
      if (nextSort !== usual) next.set("sort", nextSort);
      if (view !== "") next.set(VIEW, view);
      setAddress(next);
    },
    [setAddress, usual],
  );
  return {
    filter,
    sort,
    viewId,
    isBare: address.size === 0,
    change: (changes) => {
      const next = { ...filter, ...changes };
      write(
        Object.fromEntries(Object.entries(next).filter((pair): pair is [string, Said[string]] => pair[1] !== null)),
        sort,
        viewId,
      );
    },
    setSort: (next) => write(filter, next, viewId),
    open: (view, next, nextSort) => write(next, nextSort, view),
    clear: () => write({}, usual, ""),
  };
}

/** The address as it was asked for: the router draws it a moment later, when a box would have lost its tick. */
function useAddressAtOnce(): [URLSearchParams, (next: URLSearchParams) => void] {
  const [address, setAddress] = useSearchParams();
  const there = address.toString();
  const [asked, setAsked] = useState({ from: there, to: there });
  const now = asked.from === there ? asked.to : there;
  return [
    useMemo(() => new URLSearchParams(now), [now]),
    useCallback(
      (next) => {
        setAsked({ from: there, to: next.toString() });
        setAddress(next, { replace: true });
      },
      [setAddress, there],
    ),
  ];
}

/** The API's sort as the table shows it; `columns` has the column of each. */
export function shownSort(sort: string, columns: Readonly<Record<string, string>>): Sort {
  const isDown = sort.startsWith("-");
  const name = isDown ? sort.slice(1) : sort;
  return { column: columns[name] ?? name, direction: isDown ? "descending" : "ascending" };
}

export function askedSort({ column, direction }: Sort, columns: Readonly<Record<string, string>>): string {
  const name = Object.keys(columns).find((each) => columns[each] === column) ?? column;
  return direction === "descending" ? `-${name}` : name;
}
