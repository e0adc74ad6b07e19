import { describe, expect, it } from "vitest";
import vector from "./code-vector.json";
import { invitationIn, takeInvitation } from "./joining";
import { Repeats } from "./repeats";
import { toneOf } from "./tones";
import { Wedge } from "./wedge";
import { filesOfPage, isDoorPage } from "./worker-rules";

const ORGANIZATION = "0190b1de-0000-7000-8000-000000000001";
const CODE = "turnout_join_WfuX20CSFaECHFuWQT1nQNX9paD1Utiej";
const INVITED = { organizationId: ORGANIZATION, code: CODE };

describe("an invitation", () => {
  it.each([
    [`https://turnout.example/door#${ORGANIZATION}.${CODE}`, INVITED],
    [`#${ORGANIZATION}.${CODE}`, INVITED],
    [`  ${ORGANIZATION}.${CODE}\n`, INVITED],
    [CODE, null],
    [`https://turnout.example/door`, null],
    [`${ORGANIZATION}.turnout_device_abc`, null],
    ["", null],
  ])("in %s", (text, expected) => {
    expect(invitationIn(text)).toEqual(expected);
  });

  it("leaves the address as it is read", () => {
    const place = { hash: `#${ORGANIZATION}.${CODE}`, pathname: "/door", search: "" } as Location;
    const left: unknown[] = [];
    const past = { state: null, replaceState: (...words: unknown[]) => left.push(words[2]) } as unknown as History;
    expect(takeInvitation(place, past)).toEqual(INVITED);
    expect(left).toEqual(["/door"]);
  });
});

describe("a code in front of the camera", () => {
  it("is one scan while it is held there, and another once it was away", () => {
    const repeats = new Repeats();
    const seen = [0, 100, 2900, 5800, 8900].map((at) => repeats.isNew("a", at));
    expect(seen).toEqual([true, false, false, false, true]);
  });

  it("is new beside another one, and two side by side do not take turns", () => {
    const repeats = new Repeats();
    expect(["a", "b", "a", "b", "a"].map((text, at) => repeats.isNew(text, at))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

it("the symbols of one ticket beside each other are one scan", () => {
  const repeats = new Repeats();
  const seen = [vector.code, vector.barcode_number, vector.code].map((text, at) => repeats.isNew(text, at));
  expect(seen).toEqual([true, false, false]);
});

describe("a scanner that types", () => {
  const type = (text: string, every: number): string | null => {
    const wedge = new Wedge();
    let at = 0;
    let found: string | null = null;
    for (const key of [...text, "Enter"]) found = wedge.press(key, (at += every));
    return found;
  };

  it("is understood by its speed", () => {
    expect(type("4F7K-9Q2M", 10)).toBe("4F7K-9Q2M");
    expect(type(vector.barcode_number, 10)).toBe(vector.barcode_number);
    expect(type("4F7K-9Q2M", 200)).toBeNull();
    expect(type("abc", 10)).toBeNull();
  });

  it("may hold Shift, and begins anew after each code", () => {
    const wedge = new Wedge();
    const keys = ["Shift", ..."ABCDEFGH"];
    for (const [at, key] of keys.entries()) wedge.press(key, at);
    expect(wedge.press("Enter", 20)).toBe("ABCDEFGH");
    expect(wedge.press("Enter", 21)).toBeNull();
  });
});

it.each([
  ["admitted", true, "good"],
  ["already_admitted", false, "care"],
  ["no_list", false, "care"],
  ["forged", false, "stop"],
  ["unknown_ticket", false, "stop"],
] as const)("%s is told apart", (reason, isAdmitted, tone) => {
  expect(toneOf({ reason, isAdmitted })).toBe(tone);
});

describe("the worker", () => {
  it("keeps what the page names and lists, and built files only", () => {
    const html = `<link href="/assets/a.css"><script src="/assets/b.js"></script><a href="/events">
      <script type="application/json" id="door-files">["/assets/c.wasm", "/assets/b.js", "/api/v1/me", 7]</script>`;
    expect(filesOfPage(html)).toEqual(["/assets/a.css", "/assets/b.js", "/assets/c.wasm"]);
    expect(filesOfPage("")).toEqual([]);
  });

  it("looks after one page", () => {
    expect(["/door", "/door/", "/door/worker.js", "/doors", "/"].map(isDoorPage)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
