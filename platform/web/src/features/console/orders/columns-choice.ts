// Which columns of a list are shown: as the saved view says, unless this browser chose others.
import { useState } from "react";
import type { ColumnChoice } from "../../../ui/DataTable";

type Kept = Readonly<Record<string, readonly string[]>>;

/** `usual` are the columns of a list that nobody chose for; `saved` those of the view, where it names any. */
export function useColumns(
  list: string,
  viewId: string,
  usual: readonly string[],
  saved: readonly string[] = [],
): ColumnChoice & { readonly forget: () => void } {
  const name = `turnout-columns-${list}`;
  const [kept, setKept] = useState<Kept>(() => read(name));
  const keep = (next: Kept): void => {
    setKept(next);
    try {
      localStorage.setItem(name, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing shows the usual columns next time.
    }
  };
  return {
    shown: kept[viewId] ?? (saved.length > 0 ? saved : usual),
    onChange: (shown) => keep({ ...kept, [viewId]: shown }),
    forget: () => keep(Object.fromEntries(Object.entries(kept).filter(([view]) => view !== viewId))),
  };
}

function read(name: string): Kept {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(name) ?? "null");
    return typeof value === "object" && value !== null ? (value as Kept) : {};
  } catch {
    return {};
  }
}
