// A badge while it is designed: nothing leaves the paper, codes stay readable, order and paper change.
import { describe, expect, it } from "vitest";
import {
  added,
  inside,
  isComplete,
  moved,
  onPaper,
  paperOf,
  PAPERS,
  removed,
  reordered,
  resized,
  type Design,
} from "./design";

const BLANK: Design = { width_mm: 90, height_mm: 55, sides: "one", sheet: null, elements: [] };
const NAMED = added(BLANK, "name");
const [NAME] = NAMED.elements;
if (NAME === undefined) throw new Error("a badge with a name has an element");

describe("a badge while it is designed", () => {
  it("moves by what was asked and stops at each edge", () => {
    expect(moved(NAME, "right", 0.1, BLANK).x_mm).toBe(15.1);
    expect(moved(NAME, "left", 500, BLANK).x_mm).toBe(0);
    expect(moved(NAME, "right", 500, BLANK).x_mm).toBe(30);
    expect(moved(NAME, "down", 500, BLANK).y_mm).toBe(45);
  });

  it("grows to the edge and no further, and stays where it is", () => {
    const wide = resized(NAME, "right", 500, BLANK);
    expect([wide.x_mm, wide.width_mm]).toEqual([15, 75]);
    expect(resized(NAME, "up", 500, BLANK).height_mm).toBe(2.5);
  });

  it("keeps codes as large as scanners need them", () => {
    const [code] = added(BLANK, "qr").elements;
    if (code === undefined) throw new Error("a code was added");
    expect(inside({ ...code, width_mm: 5, height_mm: 5 }, BLANK)).toMatchObject({ width_mm: 22, height_mm: 22 });
    expect(inside({ ...code, content: "badge", width_mm: 5 }, BLANK).width_mm).toBe(16);
    const [bars] = added(BLANK, "code_128").elements;
    if (bars === undefined) throw new Error("bars were added");
    expect(inside({ ...bars, width_mm: 1, height_mm: 1 }, BLANK)).toMatchObject({ width_mm: 42, height_mm: 8 });
  });

  it("takes everything along to smaller paper", () => {
    const small = onPaper(added(NAMED, "band"), { id: "own", width: 40, height: 30, sheet: null });
    for (const each of small.elements) {
      expect(each.x_mm + each.width_mm).toBeLessThanOrEqual(40);
      expect(each.y_mm + each.height_mm).toBeLessThanOrEqual(30);
    }
  });

  it("knows its paper, and that other measures are none of the list", () => {
    for (const paper of PAPERS) expect(paperOf(onPaper(NAMED, paper))?.id).toBe(paper.id);
    expect(paperOf({ ...BLANK, width_mm: 91 })).toBeNull();
  });

  it("puts grids inside their sheets", () => {
    for (const { width, height, sheet } of PAPERS) {
      if (sheet === null) continue;
      const { columns, rows, left_mm: left, top_mm: top, gap_x_mm: x, gap_y_mm: y } = sheet;
      expect(left + columns * width + (columns - 1) * x).toBeLessThanOrEqual(sheet.width_mm);
      expect(top + rows * height + (rows - 1) * y).toBeLessThanOrEqual(sheet.height_mm);
    }
  });

  it("changes what lies over what, and takes elements away", () => {
    const two = added(NAMED, "band");
    expect(reordered(two, 0, 1).elements.map(({ kind }) => kind)).toEqual(["band", "name"]);
    expect(reordered(two, 0, -1)).toEqual(two);
    expect(removed(two, 0).elements.map(({ kind }) => kind)).toEqual(["band"]);
  });

  it("leaves out of the picture what is not said yet", () => {
    expect(isComplete({ ...NAME, kind: "text" })).toBe(false);
    expect(isComplete({ ...NAME, kind: "answer", question: "company" })).toBe(true);
    expect(isComplete({ ...NAME, kind: "picture" })).toBe(false);
  });
});
