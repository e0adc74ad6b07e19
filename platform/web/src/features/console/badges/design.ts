// A badge while it is designed: sizes of paper, elements moved and measured in millimetres, never outside. Pure.
import type { Schemas } from "../../../api/client";

export type Design = Schemas["BadgesBadgeDesign"];
export type Element = Schemas["BadgesBadgeElement"];
export type Kind = Element["kind"];
export type LabelSheet = Schemas["BadgesLabelSheet"];
export type Direction = "left" | "right" | "up" | "down";

export const STEP_MM = 1;
export const FINE_MM = 0.1;
export const MOST_ELEMENTS = 40;
/** The smallest codes that scanners read, as the API has them. */
export const SMALLEST_QR: Readonly<Record<Element["content"], number>> = { ticket: 22, badge: 16 };
const SMALLEST_CODES: Partial<Record<Kind, { readonly width: number; readonly height: number }>> = {
  code_128: { width: 42, height: 8 },
  pdf417: { width: 54, height: 20 },
};
const LOWEST_TEXT = 2.5;
const LEAST = 0.2;

export const KINDS: readonly Kind[] = [
  "name",
  "ticket_type",
  "answer",
  "sessions",
  "event_title",
  "order_number",
  "short_code",
  "text",
  "qr",
  "code_128",
  "pdf417",
  "logo",
  "picture",
  "band",
];
const TEXTS: ReadonlySet<Kind> = new Set([
  "name",
  "ticket_type",
  "answer",
  "sessions",
  "event_title",
  "order_number",
  "short_code",
  "text",
]);

export interface Paper {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly sheet: LabelSheet | null;
}

const A4 = { width_mm: 210, height_mm: 297, gap_x_mm: 0, gap_y_mm: 0 };

/** Sizes to begin with; any other is said by its measures. */
export const PAPERS: readonly Paper[] = [
  { id: "a6", width: 105, height: 148, sheet: null },
  { id: "four-by-six", width: 101.6, height: 152.4, sheet: null },
  { id: "roll-62", width: 100, height: 62, sheet: null },
  { id: "cr80", width: 85.6, height: 54, sheet: null },
  { id: "a4", width: 210, height: 297, sheet: null },
  { id: "letter", width: 215.9, height: 279.4, sheet: null },
  { id: "a4-10", width: 90, height: 55, sheet: { ...A4, columns: 2, rows: 5, left_mm: 15, top_mm: 11 } },
  { id: "a4-4", width: 105, height: 148, sheet: { ...A4, columns: 2, rows: 2, left_mm: 0, top_mm: 0.5 } },
  {
    id: "letter-8",
    width: 85.7,
    height: 59.3,
    sheet: {
      width_mm: 215.9,
      height_mm: 279.4,
      columns: 2,
      rows: 4,
      left_mm: 17.4,
      top_mm: 14.8,
      gap_x_mm: 9.5,
      gap_y_mm: 4.1,
    },
  },
];

export function isText(kind: Kind): boolean {
  return TEXTS.has(kind);
}

/** The size of the paper that a design has; null for measures of its own. */
export function paperOf({ width_mm: width, height_mm: height, sheet }: Design): Paper | null {
  const same = PAPERS.find((paper) => paper.width === width && paper.height === height && isSame(paper.sheet, sheet));
  return same ?? null;
}

function isSame(one: LabelSheet | null, other: LabelSheet | null): boolean {
  if (one === null || other === null) return one === other;
  return (Object.keys(one) as (keyof LabelSheet)[]).every((name) => one[name] === other[name]);
}

/** Other paper: what would lie outside is moved in, and made smaller where it has to be. */
export function onPaper(design: Design, { width, height, sheet }: Paper): Design {
  const resized = { ...design, width_mm: width, height_mm: height, sheet };
  return { ...resized, elements: design.elements.map((element) => inside(element, resized)) };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function least({ kind, content }: Element): { readonly width: number; readonly height: number } {
  if (kind === "qr") return { width: SMALLEST_QR[content], height: SMALLEST_QR[content] };
  return SMALLEST_CODES[kind] ?? { width: LEAST, height: isText(kind) ? LOWEST_TEXT : LEAST };
}

/** The element as near to what was asked as the badge allows, in tenths of a millimetre. */
export function inside(element: Element, { width_mm: wide, height_mm: high }: Pick<Design, "width_mm" | "height_mm">) {
  const { width: leastWidth, height: leastHeight } = least(element);
  const width = tenths(Math.min(Math.max(element.width_mm, leastWidth), wide));
  const height = tenths(Math.min(Math.max(element.height_mm, leastHeight), high));
  return {
    ...element,
    width_mm: width,
    height_mm: height,
    x_mm: tenths(Math.min(Math.max(element.x_mm, 0), wide - width)),
    y_mm: tenths(Math.min(Math.max(element.y_mm, 0), high - height)),
  };
}

const WAYS: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

export function moved(element: Element, way: Direction, by: number, design: Design): Element {
  const [x, y] = WAYS[way];
  return inside({ ...element, x_mm: element.x_mm + x * by, y_mm: element.y_mm + y * by }, design);
}

export function resized(element: Element, way: Direction, by: number, design: Design): Element {
  const [x, y] = WAYS[way];
  const wide = Math.min(element.width_mm + x * by, design.width_mm - element.x_mm);
  const high = Math.min(element.height_mm + y * by, design.height_mm - element.y_mm);
  return inside({ ...element, width_mm: wide, height_mm: high }, design);
}

export function replaced(design: Design, place: number, element: Element): Design {
  return { ...design, elements: design.elements.map((each, at) => (at === place ? element : each)) };
}

export function removed(design: Design, place: number): Design {
  return { ...design, elements: design.elements.filter((_, at) => at !== place) };
}

/** One step towards what is drawn over all others, or the other way. */
export function reordered(design: Design, place: number, by: 1 | -1): Design {
  const to = place + by;
  const elements = [...design.elements];
  const [one, other] = [elements[place], elements[to]];
  if (one === undefined || other === undefined) return design;
  elements[place] = other;
  elements[to] = one;
  return { ...design, elements };
}

/** Width and height of a new element. */
function sizeOf(kind: Kind, design: Design): readonly [number, number] {
  if (kind === "qr") return [28, 28];
  if (kind === "code_128") return [54, 12];
  if (kind === "pdf417") return [64, 24];
  if (kind === "logo" || kind === "picture") return [60, 20];
  return [kind === "band" ? design.width_mm : 60, 10];
}

/** A new element of a size that suits it, in the middle. */
export function added(design: Design, kind: Kind, question = ""): Design {
  const [width, height] = sizeOf(kind, design);
  const element: Element = {
    kind,
    x_mm: (design.width_mm - width) / 2,
    y_mm: (design.height_mm - height) / 2,
    width_mm: width,
    height_mm: height,
    size_pt: kind === "name" ? 36 : 14,
    is_bold: kind === "name",
    align: "centre",
    lines: kind === "name" ? 2 : 1,
    colour: kind === "band" ? "#0b5d66" : "#181c24",
    text: "",
    question,
    content: "ticket",
    file_id: null,
    colours: {},
  };
  return { ...design, elements: [...design.elements, inside(element, design)] };
}

/** Whether the API could draw it: what is still to be said is left out of the picture. */
export function isComplete({ kind, text, question, file_id: file }: Element): boolean {
  if (kind === "text") return text.trim() !== "";
  if (kind === "answer") return question !== "";
  return kind !== "picture" || file !== null;
}
