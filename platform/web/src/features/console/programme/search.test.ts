// Sessions and speakers in the palette: where what is found leads.
import { describe, expect, it } from "vitest";
import { connect } from "../../../api/client";
import type { Here } from "../shell/organizations";
import { sessionSearch, speakerSearch } from "./search";

const HERE = { id: "0190b1de-0000-7000-8000-000000000001", slug: "meridian" } as Here;

describe("The programme in the palette", () => {
  it("leads to the session or the speaker in the room of the event", async () => {
    const asked: URL[] = [];
    const hit = { id: "s1", event_id: "e1", event_title: "Harbour Days" };
    const api = connect("https://turnout.test", {}, (request) => {
      const url = new URL(request.url);
      asked.push(url);
      const said = url.pathname.endsWith("/sessions") ? { title: "Knots" } : { name: "Ada Lovelace" };
      return Promise.resolve(Response.json({ items: [{ ...hit, ...said }] }));
    });
    expect(await sessionSearch.find(api, HERE, "kno", "en")).toEqual([
      { to: "/meridian/events/e1/programme?session=s1", title: "Knots", detail: "Harbour Days" },
    ]);
    expect(await speakerSearch.find(api, HERE, "ada", "en")).toEqual([
      { to: "/meridian/events/e1/speakers?speaker=s1", title: "Ada Lovelace", detail: "Harbour Days" },
    ]);
    expect(asked.map(({ searchParams }) => searchParams.get("q"))).toEqual(["kno", "ada"]);
  });
});
