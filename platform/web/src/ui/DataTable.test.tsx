import { screen, waitFor, within } from "@testing-library/react";
import { useState, type ReactNode } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { DataTable, type Column, type DataTableProps, type Sort } from "./DataTable";
import { renderUi } from "./testing";

interface Guest {
  readonly id: string;
  readonly name: string;
  readonly town: string;
  readonly tickets: number;
}

const GUESTS = (count: number): Guest[] =>
  Array.from({ length: count }, (_, at) => ({ id: `g${at}`, name: `Guest ${at}`, town: "Ghent", tickets: at }));

const COLUMNS: readonly Column<Guest>[] = [
  { id: "name", title: "Name", isName: true, isSortable: true, cell: ({ id, name }) => <a href={`#${id}`}>{name}</a> },
  { id: "town", title: "Town", cell: ({ town }) => town },
  { id: "tickets", title: "Tickets", align: "end", isExtra: true, cell: ({ tickets }) => tickets },
];

function Guests(props: Partial<DataTableProps<Guest>>): ReactNode {
  const [selected, onSelect] = useState<ReadonlySet<string>>(new Set());
  return (
    <DataTable
      label="Guests"
      columns={COLUMNS}
      rows={GUESTS(5)}
      keyOf={keyOf}
      empty={<p>Nobody yet</p>}
      selection={{ selected, onSelect, nameOf: ({ name }) => name }}
      actions={<button type="button">Resend</button>}
      {...props}
    />
  );
}

const keyOf = ({ id }: Guest): string => id;
const box = (name: string): HTMLInputElement => screen.getByRole("checkbox", { name });

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("a long table", () => {
  it("draws what is in sight of a hundred thousand rows", () => {
    const rows = GUESTS(100_000);
    renderUi(<Guests rows={rows} />);
    const table = screen.getByRole("table", { name: "Guests" });
    expect(table.getAttribute("aria-rowcount")).toBe("100001");
    expect(within(table).getAllByRole("row").length).toBeLessThan(100);
    expect(screen.getByRole("rowheader", { name: "Guest 0" })).toBeTruthy();
  });

  it("scrolls sideways once its columns need more than there is", async () => {
    class Watch {
      constructor(private readonly heard: (entries: unknown[]) => void) {}
      observe = (target: Element): void => this.heard([{ target, contentRect: { width: 200 } }]);
      unobserve = (): void => undefined;
      disconnect = (): void => undefined;
    }
    vi.stubGlobal("ResizeObserver", Watch);
    const wide = COLUMNS.map((column) => ({ ...column, isExtra: false, width: "minmax(9rem, 1fr)" }));
    renderUi(<Guests columns={wide} />);
    const table = screen.getByRole("table", { name: "Guests" });
    await waitFor(() => expect(table.dataset["scrolls"]).toBe("true"));
    expect(table.style.getPropertyValue("--least")).toBe("29.75rem");
    vi.unstubAllGlobals();
  });

  it("says what to do when it has no rows", () => {
    renderUi(<Guests rows={[]} />);
    expect(screen.getByText("Nobody yet")).toBeTruthy();
  });

  it("asks for the next page as its end comes near", () => {
    const onMore = vi.fn();
    renderUi(<Guests hasMore onMore={onMore} />);
    expect(onMore).toHaveBeenCalled();
  });

  it("shows the columns that one chooses, and remembers them", async () => {
    const { user, unmount } = renderUi(<Guests keptAs="guests" />);
    expect(screen.queryByRole("columnheader", { name: "Tickets" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Columns" }));
    await user.click(screen.getByRole("checkbox", { name: "Tickets" }));
    await user.keyboard("{Escape}");
    expect(screen.getByRole("columnheader", { name: "Tickets" })).toBeTruthy();
    unmount();
    renderUi(<Guests keptAs="guests" />);
    expect(screen.getByRole("columnheader", { name: "Tickets" })).toBeTruthy();
  });

  it("turns its order around", async () => {
    const onSort = vi.fn();
    const sort: Sort = { column: "name", direction: "ascending" };
    const { user } = renderUi(<Guests sort={sort} onSort={onSort} />);
    expect(screen.getByRole("columnheader", { name: "Name" }).getAttribute("aria-sort")).toBe("ascending");
    await user.click(screen.getByRole("button", { name: "Name" }));
    expect(onSort).toHaveBeenCalledWith({ column: "name", direction: "descending" });
  });

  it("selects one, a range, all and none", async () => {
    const { user } = renderUi(<Guests />);
    await user.click(box("Select Guest 1"));
    await user.keyboard("{Shift>}");
    await user.click(box("Select Guest 3"));
    await user.keyboard("{/Shift}");
    expect(screen.getByRole("group", { name: "3 selected" })).toBeTruthy();
    expect(box("Select all").indeterminate).toBe(true);
    await user.click(box("Select all"));
    expect(screen.getByRole("button", { name: "Resend" })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Clear selection" }));
    expect(screen.queryByRole("button", { name: "Resend" })).toBeNull();
  });

  it("goes from row to row by arrow keys", async () => {
    const { user } = renderUi(<Guests />);
    screen.getByRole("link", { name: "Guest 0" }).focus();
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement?.textContent).toBe("Guest 1");
    await user.keyboard("{ArrowUp}");
    expect(document.activeElement?.textContent).toBe("Guest 0");
  });
});
