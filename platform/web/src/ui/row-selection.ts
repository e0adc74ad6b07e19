// Which rows of a table are selected: one by one, a range with Shift, or all that are loaded.
import { useRef } from "react";

export interface Selection {
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
}

export interface RowSelection {
  readonly count: number;
  readonly hasAll: boolean;
  readonly has: (key: string) => boolean;
  readonly toggle: (key: string, isRange: boolean) => void;
  readonly toggleAll: () => void;
  readonly clear: () => void;
}

const NONE: ReadonlySet<string> = new Set();

export function useRowSelection(keys: readonly string[], selection: Selection | undefined): RowSelection {
  const last = useRef<string | null>(null);
  const selected = selection?.selected ?? NONE;
  const hasAll = keys.length > 0 && keys.every((key) => selected.has(key));
  const toggle = (key: string, isRange: boolean): void => {
    const next = new Set(selected);
    const isOn = !selected.has(key);
    for (const each of isRange ? between(keys, last.current, key) : [key]) {
      if (isOn) next.add(each);
      else next.delete(each);
    }
    last.current = key;
    selection?.onSelect(next);
  };
  return {
    count: selected.size,
    hasAll,
    has: (key) => selected.has(key),
    toggle,
    toggleAll: () => selection?.onSelect(hasAll ? NONE : new Set([...selected, ...keys])),
    clear: () => selection?.onSelect(NONE),
  };
}

/** The keys from one to the other, both included, whichever stands first. */
function between(keys: readonly string[], from: string | null, to: string): readonly string[] {
  const start = from === null ? -1 : keys.indexOf(from);
  const end = keys.indexOf(to);
  return start === -1 ? [to] : keys.slice(Math.min(start, end), Math.max(start, end) + 1);
}
