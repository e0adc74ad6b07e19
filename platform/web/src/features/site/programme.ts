// Which programme items a reader wants to see, and where they lie in a grid of rooms. Pure.

export interface Item {
  readonly day: string;
  readonly track: string;
  readonly room: string;
  readonly text: string;
}

export interface Filter {
  readonly day: string;
  readonly track: string;
  readonly room: string;
  readonly text: string;
}

/** Letters without marks and case, so that “Muller” finds “Müller”. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .trim();
}

/** An empty value of the filter takes everything; each word of the text must occur. `item.text` is folded already. */
export function matches(item: Item, filter: Filter): boolean {
  return (
    (filter.day === "" || item.day === filter.day) &&
    (filter.track === "" || item.track === filter.track) &&
    (filter.room === "" || item.room === filter.room) &&
    fold(filter.text)
      .split(/\s+/)
      .every((word) => item.text.includes(word))
  );
}

export interface Timed {
  readonly room: string;
  /** Minutes since midnight of the event's day. */
  readonly start: number;
  readonly end: number;
}

export interface Place {
  readonly column: number;
  readonly row: number;
  readonly span: number;
}

export const SLOT_MINUTES = 5;

/**
 * Places items of one day: a column per room that has something on, a row per five minutes from the
 * first full hour. Column 1 holds the hours and row 1 the names of the rooms. An item that ends
 * before it starts runs past midnight.
 */
export function layOut(items: readonly Timed[]): { rooms: string[]; firstHour: number; lastHour: number; places: Place[] } {
  const rooms = [...new Set(items.map((item) => item.room))].sort((a, b) => Number(a) - Number(b));
  const ends = items.map((item) => (item.end > item.start ? item.end : item.end + 24 * 60));
  const firstHour = Math.floor(Math.min(...items.map((item) => item.start)) / 60);
  const lastHour = Math.ceil(Math.max(...ends) / 60);
  const places = items.map((item, index) => ({
    column: rooms.indexOf(item.room) + 2,
    row: Math.floor((item.start - firstHour * 60) / SLOT_MINUTES) + 2,
    span: Math.max(1, Math.ceil(((ends[index] ?? item.end) - item.start) / SLOT_MINUTES)),
  }));
  return { rooms, firstHour, lastHour, places };
}
