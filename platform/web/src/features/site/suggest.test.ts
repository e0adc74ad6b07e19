// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isOwnPath, startCompleting, startSuggest } from "./suggest";

const ITEMS = [
  { kind: "Event", label: "Lantern Night", url: "/harbour/lantern" },
  { kind: "City", label: "Lamu", url: "/events?city=lamu" },
  { kind: "Event", label: "Elsewhere", url: "https://evil.example" },
];
const assign = vi.fn();
let field: HTMLInputElement;

const list = (): HTMLElement => document.querySelector<HTMLElement>("[role=listbox]") as HTMLElement;
const options = (): HTMLElement[] => [...list().querySelectorAll<HTMLElement>("[role=option]")];
const marked = (): string | null => list().querySelector("[aria-selected=true] span")?.textContent ?? null;
const press = (key: string): boolean =>
  field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

async function type(text: string): Promise<void> {
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await vi.advanceTimersByTimeAsync(200);
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("location", { assign });
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => Response.json({ items: ITEMS })),
  );
  // The test's document lays nothing out, and the library only goes to what can be seen.
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(10);
  HTMLElement.prototype.scrollIntoView = () => undefined;
  document.body.innerHTML =
    '<form><label for="q">Search</label>' +
    '<input id="q" data-suggest="/events/suggestions.json" data-one="# suggestion" data-many="# suggestions"></form>';
  field = document.querySelector("input") as HTMLInputElement;
  startSuggest(field);
  field.focus();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  assign.mockClear();
});

describe("suggestions", () => {
  it("are listed, described and announced, those of this site only", async () => {
    await type("la");
    expect(options().map((each) => each.textContent)).toEqual(["Lantern NightEvent", "LamuCity"]);
    expect(list().getAttribute("aria-label")).toBe("Search");
    expect(field.getAttribute("role")).toBe("combobox");
    expect(field.getAttribute("aria-controls")).toBe(list().id);
    expect(field.getAttribute("aria-expanded")).toBe("true");
    expect(document.querySelector("[role=status]")?.textContent).toBe("2 suggestions");
  });

  it("wait for two characters and a pause", async () => {
    await type("l");
    expect(fetch).not.toHaveBeenCalled();
    field.value = "la";
    field.dispatchEvent(new InputEvent("input"));
    await vi.advanceTimersByTimeAsync(100);
    expect(fetch).not.toHaveBeenCalled();
  });

  it("are gone through with the arrow keys, from the field and back to it", async () => {
    await type("la");
    const seen = ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"].map((key) => {
      press(key);
      return marked();
    });
    expect(seen).toEqual(["Lantern Night", "Lamu", null, "Lamu", "Lantern Night", null]);
    press("ArrowDown");
    expect(field.getAttribute("aria-activedescendant")).toBe("q-list-0");
  });

  it("open by Enter and by a press; Enter in the field sends the form", async () => {
    await type("la");
    expect(press("Enter")).toBe(true);
    press("ArrowDown");
    expect(press("Enter")).toBe(false);
    options()[1]?.querySelector("small")?.click();
    expect(assign.mock.calls).toEqual([["/harbour/lantern"], ["/events?city=lamu"]]);
  });

  it("close by Escape and when the field is left, and Tab opens none", async () => {
    await type("la");
    press("ArrowDown");
    expect(press("Tab")).toBe(true);
    expect(press("Escape")).toBe(false);
    expect([list().hidden, field.getAttribute("aria-expanded")]).toEqual([true, "false"]);
    await type("lan");
    expect(list().hidden).toBe(false);
    field.blur();
    expect([list().hidden, assign.mock.calls.length]).toEqual([true, 0]);
  });

  it("of an earlier text never replace those of a later one, and none come after the field was left", async () => {
    let answerLate: (answer: Response) => void = () => undefined;
    vi.mocked(fetch).mockReturnValueOnce(new Promise((resolve) => (answerLate = resolve)));
    await type("la");
    await type("lan");
    expect(options()).toHaveLength(2);
    answerLate(Response.json({ items: [] }));
    await vi.advanceTimersByTimeAsync(10);
    expect(options()).toHaveLength(2);
    field.blur();
    await type("lant");
    expect(list().hidden).toBe(true);
  });

  it("close when the server cannot be reached", async () => {
    await type("la");
    vi.mocked(fetch).mockRejectedValueOnce(new TypeError("no network"));
    await type("lan");
    expect(list().hidden).toBe(true);
  });

  it.each([
    ["/org/event", true],
    ["//evil.example", false],
    ["/\\evil.example", false],
    ["javascript:alert(1)", false],
    ["https://evil.example", false],
  ])("follows %s: %s", (url, expected) => {
    expect(isOwnPath(url)).toBe(expected);
  });
});

describe("completions of a filter", () => {
  const CITIES = [
    { kind: "United States", label: "Springfield", id: "4250542" },
    { kind: "Germany", label: "Spremberg", id: "2830582" },
  ];
  const hidden = (): string[] =>
    [...document.querySelectorAll<HTMLInputElement>("input[type=hidden]")].map((each) => `${each.name}=${each.value}`);

  beforeEach(() => {
    vi.mocked(fetch).mockImplementation(async () => Response.json({ items: CITIES }));
    document.body.innerHTML =
      '<form><input type="hidden" name="city" value="1"><input type="hidden" name="plain" value="Spr">' +
      '<div class="field"><label for="place">Place</label><input id="place" data-complete="/events/places.json"' +
      ' data-chosen="city" data-forgets="plain" data-one="# suggestion" data-many="# suggestions"></div></form>';
    field = document.querySelector("#place") as HTMLInputElement;
    startCompleting(field);
    field.focus();
  });

  it("are filled in by keys, with the one that was chosen, and neither open nor send anything", async () => {
    await type("spr");
    expect(hidden()).toEqual(["plain=Spr"]);
    expect([list().getAttribute("aria-label"), field.getAttribute("role")]).toEqual(["Place", "combobox"]);
    expect(list().parentElement).toBe(field.closest(".field"));
    press("ArrowDown");
    expect(field.getAttribute("aria-activedescendant")).toBe("place-list-0");
    expect(press("Enter")).toBe(false);
    expect([field.value, list().hidden, document.activeElement === field]).toEqual(["Springfield", true, true]);
    expect(hidden()).toEqual(["city=4250542"]);
    expect(assign).not.toHaveBeenCalled();
    expect(press("Enter")).toBe(true);
  });

  it("are filled in by a press, and forgotten when another text is typed", async () => {
    await type("spr");
    options()[1]?.click();
    expect([field.value, hidden()]).toEqual(["Spremberg", ["city=2830582"]]);
    await type("Sprem");
    expect([list().hidden, hidden()]).toEqual([false, []]);
    press("Escape");
    expect([list().hidden, field.value]).toEqual([true, "Sprem"]);
  });
});
