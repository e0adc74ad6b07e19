// A long table: pages come from the server as one scrolls, columns are chosen, rows are selected, cards on a phone.
import {
  getCoreRowModel,
  useReactTable,
  type ColumnDef,
  type OnChangeFn,
  type VisibilityState,
} from "@tanstack/react-table";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import "./data-table.css";
import { Button } from "./Button";
import { ColumnChooser } from "./ColumnChooser";
import { classNames } from "./class-names";
import { useWords } from "./language";
import { useRowSelection, type Selection } from "./row-selection";

export interface Column<T> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  /** A track of CSS grid, such as `2fr` or `8rem`; one share of the width without. */
  readonly width?: string;
  /** Numbers stand at the end. */
  readonly align?: "end";
  /** Names the row: always shown, first, the heading of its card. One column has it. */
  readonly isName?: boolean;
  /** The server can sort by it. */
  readonly isSortable?: boolean;
  /** Shown only to who chooses it. */
  readonly isExtra?: boolean;
}

export interface Sort {
  readonly column: string;
  readonly direction: "ascending" | "descending";
}

export interface DataTableProps<T> {
  /** What the table has, for those who do not see it. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** What stands there without rows: an `Empty` with the next step. */
  readonly empty: ReactNode;
  /** How many there are in all, where the server says so. */
  readonly total?: number;
  /** The same in words, where it is not known to the last one. */
  readonly totalText?: string;
  /** More can be had: asked for as the end comes near. */
  readonly hasMore?: boolean;
  readonly isLoadingMore?: boolean;
  readonly onMore?: () => void;
  /** Other rows are on their way; those here are the former ones. */
  readonly isStale?: boolean;
  readonly sort?: Sort | null;
  readonly onSort?: (sort: Sort) => void;
  /** Rows can be selected; `nameOf` is what their boxes are called. */
  readonly selection?: Selection & { readonly nameOf: (row: T) => string };
  /** How much is selected in words, where it is more than the rows that are here. */
  readonly selectedText?: string;
  /** Buttons for what is selected. */
  readonly actions?: ReactNode;
  /** Under this name the browser keeps which columns were chosen. */
  readonly keptAs?: string;
  /** Or the view keeps the choice: the ids of the columns besides the name. */
  readonly choice?: ColumnChoice;
}

export interface ColumnChoice {
  readonly shown: readonly string[];
  readonly onChange: (shown: readonly string[]) => void;
}

const ROW_HEIGHT = 48;
const AHEAD = 12;
const NEAR_END = 10;
const CHECK_REM = 2.75;
/** What a column without a width needs to be read. */
const USUAL_REM = 6;
const USUAL_PIXELS = 16;

export function DataTable<T>(props: DataTableProps<T>): ReactNode {
  const { label, columns, rows, keyOf, empty, isStale = false, selection, actions } = props;
  const words = useWords();
  const [own, setOwn] = useColumnChoice(columns, props.keptAs);
  const { choice } = props;
  const visibility =
    choice === undefined
      ? own
      : Object.fromEntries(columns.map(({ id, isName = false }) => [id, isName || choice.shown.includes(id)]));
  const definitions = useMemo(
    () => columns.map(({ id, isName = false }): ColumnDef<T> => ({ id, enableHiding: !isName })),
    [columns],
  );
  const table = useReactTable({
    data: rows as T[],
    columns: definitions,
    state: { columnVisibility: visibility },
    onColumnVisibilityChange: setOwn,
    getCoreRowModel: getCoreRowModel(),
    getRowId: keyOf,
  });
  const shown = columns.filter(({ id }) => table.getColumn(id)?.getIsVisible() === true);
  const keys = useMemo(() => rows.map(keyOf), [rows, keyOf]);
  const chosen = useRowSelection(keys, selection);
  const template = [
    ...(selection === undefined ? [] : [`${CHECK_REM}rem`]),
    ...shown.map(({ width = "minmax(0, 1fr)" }) => width),
  ].join(" ");
  const least = shown.reduce((sum, { width }) => sum + leastOf(width), selection === undefined ? 0 : CHECK_REM);
  const isEmpty = rows.length === 0 && props.hasMore !== true;
  const grid = useRef<HTMLDivElement>(null);
  const scrolls = useIsNarrower(grid, least, isEmpty);
  if (isEmpty) return empty;
  return (
    <div className="data-table">
      <div className="data-table__bar">
        {chosen.count > 0 ? (
          <div className="data-table__selected" role="group" aria-label={words("selected", { count: chosen.count })}>
            <span>{props.selectedText ?? words("selected", { count: chosen.count })}</span>
            {actions}
            <Button kind="bare" size="small" onPress={chosen.clear}>
              {words("clearSelection")}
            </Button>
          </div>
        ) : (
          <span className="muted small">
            {props.totalText ?? (props.total !== undefined && words("rows", { count: props.total }))}
          </span>
        )}
        <ColumnChooser
          columns={columns.filter(({ isName }) => isName !== true)}
          shown={shown.map(({ id }) => id)}
          onChange={(id, isShown) => {
            if (choice === undefined) table.getColumn(id)?.toggleVisibility(isShown);
            else choice.onChange(isShown ? [...choice.shown, id] : choice.shown.filter((each) => each !== id));
          }}
        />
      </div>
      <div
        role="table"
        aria-label={label}
        aria-rowcount={props.hasMore === true ? (props.total ?? -1) : rows.length + 1}
        aria-busy={isStale}
        className="data-table__grid"
        ref={grid}
        data-scrolls={scrolls}
        style={{ "--columns": template, "--least": `${least}rem` } as React.CSSProperties}
      >
        <Head {...props} shown={shown} chosen={chosen} />
        <Body {...props} shown={shown} chosen={chosen} keys={keys} />
      </div>
      {props.hasMore === true && (
        <Button kind="quiet" pending={props.isLoadingMore ?? false} onPress={() => props.onMore?.()}>
          {words("showMore")}
        </Button>
      )}
    </div>
  );
}

/** The rem that a track says it has in any case. */
function leastOf(width: string | undefined): number {
  return Number(/([\d.]+)rem/.exec(width ?? "")?.[1] ?? USUAL_REM);
}

/** Whether the table is narrower than its columns need; it scrolls sideways then, and its head moves along. */
function useIsNarrower(grid: RefObject<HTMLDivElement | null>, rem: number, isEmpty: boolean): boolean {
  const [width, setWidth] = useState(Infinity);
  useEffect(() => {
    const box = grid.current;
    if (box === null || isEmpty || typeof ResizeObserver === "undefined") return;
    const watch = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? Infinity));
    watch.observe(box);
    return () => watch.disconnect();
  }, [grid, isEmpty]);
  return width < rem * (parseFloat(getComputedStyle(document.documentElement).fontSize) || USUAL_PIXELS);
}

type Chosen = ReturnType<typeof useRowSelection>;

interface PartProps<T> extends DataTableProps<T> {
  readonly shown: readonly Column<T>[];
  readonly chosen: Chosen;
}

function Head<T>({ shown, sort, onSort, selection, chosen }: PartProps<T>): ReactNode {
  const words = useWords();
  const turned = (id: string): Sort["direction"] =>
    sort?.column === id && sort.direction === "ascending" ? "descending" : "ascending";
  return (
    <div role="rowgroup" className="data-table__head">
      <div role="row" aria-rowindex={1} className="data-table__row">
        {selection !== undefined && (
          <span role="columnheader" className="data-table__check">
            <input
              type="checkbox"
              aria-label={words("selectAll")}
              checked={chosen.hasAll}
              ref={(box) => {
                if (box !== null) box.indeterminate = chosen.count > 0 && !chosen.hasAll;
              }}
              onChange={chosen.toggleAll}
            />
          </span>
        )}
        {shown.map(({ id, title, align, isSortable = false }) => {
          const direction = sort?.column === id ? sort.direction : undefined;
          return (
            <span
              key={id}
              role="columnheader"
              {...(isSortable ? { "aria-sort": direction ?? ("none" as const) } : {})}
              className={classNames("data-table__cell", align === "end" && "data-table__cell--end")}
            >
              {isSortable && onSort !== undefined ? (
                <button
                  type="button"
                  className="data-table__sort"
                  data-direction={direction}
                  onClick={() => onSort({ column: id, direction: turned(id) })}
                >
                  {title}
                </button>
              ) : (
                title
              )}
            </span>
          );
        })}
      </div>
    </div>
  );
}

function Body<T>(props: PartProps<T> & { readonly keys: readonly string[] }): ReactNode {
  const { rows, keys, shown, selection, chosen, hasMore = false, isLoadingMore = false, onMore } = props;
  const words = useWords();
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useEffect(() => setTop(body.current?.offsetTop ?? 0), [shown.length]);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => keys[index] ?? index,
    measureElement: (row) => row.getBoundingClientRect().height || ROW_HEIGHT,
    overscan: AHEAD,
    scrollMargin: top,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= rows.length - NEAR_END) onMore?.();
  }, [hasMore, isLoadingMore, last, rows.length, onMore]);
  const keyboard = {
    onKeyDown: (event: KeyboardEvent<HTMLDivElement>): void =>
      moveFocus(event, (index) => virtual.scrollToIndex(index)),
  };
  return (
    <div
      ref={body}
      role="rowgroup"
      className="data-table__body"
      style={{ blockSize: virtual.getTotalSize() }}
      {...keyboard}
    >
      {items.map((item) => {
        const row = rows[item.index] as T;
        const key = keys[item.index] as string;
        return (
          <div
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            role="row"
            aria-rowindex={item.index + 2}
            className={classNames("data-table__row", chosen.has(key) && "data-table__row--selected")}
            style={{ transform: `translateY(${item.start - top}px)` }}
          >
            {selection !== undefined && (
              <span role="cell" className="data-table__check">
                <input
                  type="checkbox"
                  aria-label={words("selectRow", { name: selection.nameOf(row) })}
                  checked={chosen.has(key)}
                  onChange={(event) => chosen.toggle(key, (event.nativeEvent as MouseEvent).shiftKey)}
                />
              </span>
            )}
            {shown.map(({ id, title, cell, align, isName = false }) => (
              <span
                key={id}
                role={isName ? "rowheader" : "cell"}
                data-title={isName ? undefined : title}
                className={classNames(
                  "data-table__cell",
                  align === "end" && "data-table__cell--end",
                  isName && "data-table__cell--name",
                )}
              >
                {cell(row)}
              </span>
            ))}
          </div>
        );
      })}
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Arrow keys go from a row's link or box to that of the next row, and scroll there. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>, scrollTo: (index: number) => void): void {
  const step = STEPS[event.key];
  const control = event.target as HTMLElement;
  const row = control.closest<HTMLElement>("[data-index]");
  if (step === undefined || row === null) return;
  const at = [...row.querySelectorAll("a, button, input")].indexOf(control);
  const next = Number(row.dataset["index"]) + step;
  const there = row.parentElement?.querySelector(`[data-index="${next}"]`);
  const target = there?.querySelectorAll<HTMLElement>("a, button, input")[Math.max(0, at)];
  if (target === undefined) return;
  event.preventDefault();
  scrollTo(next);
  target.focus({ preventScroll: true });
}

/** Which columns are shown, kept by the browser under a name. */
function useColumnChoice<T>(
  columns: readonly Column<T>[],
  keptAs: string | undefined,
): [VisibilityState, OnChangeFn<VisibilityState>] {
  const name = keptAs === undefined ? null : `turnout-columns-${keptAs}`;
  const [chosen, setChosen] = useState<VisibilityState>(() => ({
    ...Object.fromEntries(columns.map(({ id, isExtra = false }) => [id, !isExtra])),
    ...read(name),
  }));
  useEffect(() => {
    try {
      if (name !== null) localStorage.setItem(name, JSON.stringify(chosen));
    } catch {
      // A browser that keeps nothing shows the usual columns next time.
    }
  }, [name, chosen]);
  return [chosen, setChosen];
}

function read(name: string | null): VisibilityState {
  try {
    const value: unknown = name === null ? null : JSON.parse(localStorage.getItem(name) ?? "null");
    return typeof value === "object" && value !== null ? (value as VisibilityState) : {};
  } catch {
    return {};
  }
}
