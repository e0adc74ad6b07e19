// Discounts in the palette: where what is found leads.
import { describe, expect, it } from "vitest";
import { connect } from "../../../api/client";
import type { Here } from "../shell/organizations";
import { discountSearch } from "./search";

const HERE = { id: "0190b1de-0000-7000-8000-000000000001", slug: "meridian" } as Here;
const FOUND = [
  { id: "d1", event_id: null, name: "Press", code: "PRESS26" },
  { id: "d2", event_id: "e1", name: "HARBOUR20", code: "HARBOUR20" },
  { id: "d3", event_id: "e1", name: "Partners", code: null },
];

describe("Discounts in the palette", () => {
  it("lead to their codes, in the room that they are of", async () => {
    const asked: URL[] = [];
    const api = connect("https://turnout.test", {}, (request) => {
      asked.push(new URL(request.url));
      return Promise.resolve(Response.json({ items: FOUND, next_cursor: null }));
    });
    expect(await discountSearch.find(api, HERE, "press", "en")).toEqual([
      { to: "/meridian/discounts/d1/codes", title: "Press", detail: "PRESS26" },
      { to: "/meridian/events/e1/discounts/d2/codes", title: "HARBOUR20" },
      { to: "/meridian/events/e1/discounts/d3/codes", title: "Partners" },
    ]);
    expect(asked.map(({ searchParams }) => searchParams.get("q"))).toEqual(["press"]);
  });
});
