import { afterEach, describe, expect, it, vi } from "vitest";
import { GuestAgenda, sessionKeyOf, agendaAddresses } from "./agenda";

const place = { event: "e1", organization: "o1", ids: "/o/e/programme.json", own: "/o/e/agenda.json" };

function store(text: string | null = null): Pick<Storage, "getItem" | "setItem"> & { text: string | null } {
  return {
    text,
    getItem() {
      return this.text;
    },
    setItem(_name, value) {
      this.text = value;
    },
  };
}

afterEach(() => vi.unstubAllGlobals());

describe("an item's key", () => {
  it.each([
    ["/org/event/sessions/opening", "opening"],
    ["https://a.example/org/event/sessions/a%20b?x=1#y", "a b"],
    ["/org/event/sessions/opening/calendar.ics", null],
    ["/org/event", null],
  ])("%s → %s", (address, key) => {
    expect(sessionKeyOf(address)).toBe(key);
  });

  it("needs to know where the agenda is", () => {
    expect(agendaAddresses({ event: "e", organization: "o", ids: "/i" })).toBeNull();
    expect(
      agendaAddresses({ event: "e1", organization: "o1", ids: "/o/e/programme.json", agendaUrl: "/o/e/agenda.json" }),
    ).toEqual(place);
  });
});

describe("a guest's agenda", () => {
  it("is still there when the page is opened again", async () => {
    const kept = store();
    const agenda = new GuestAgenda(place, kept);
    await agenda.toggle("opening");
    await agenda.toggle("closing");
    await agenda.toggle("opening");
    const again = new GuestAgenda(place, kept);
    expect([again.has("opening"), again.has("closing"), again.size]).toEqual([false, true, 1]);
  });

  it.each(["", "null", "[]", '{"keys":[1,"a"]}', "{"])("survives whatever lies in the browser: %s", (text) => {
    expect(new GuestAgenda(place, store(text)).size).toBeLessThanOrEqual(1);
  });

  it("becomes a calendar once it is wanted, and keeps it up to date", async () => {
    const sent: string[] = [];
    vi.stubGlobal("fetch", (address: string, options: RequestInit = {}) => {
      sent.push(`${options.method ?? "GET"} ${address}`);
      const body = address.endsWith("programme.json")
        ? { sessions: { a: "id-a", b: "id-b" } }
        : { secret: "s", agenda: { id: "g", feed_url: "https://x/feed.ics" } };
      return Promise.resolve(new Response(JSON.stringify(body), { status: 200 }));
    });
    const agenda = new GuestAgenda(place, store());
    await agenda.toggle("a");
    expect(await agenda.feed()).toBe("https://x/feed.ics");
    await agenda.toggle("b");
    await agenda.toggle("a");
    expect(sent.filter((each) => !each.startsWith("GET"))).toEqual([
      "POST /api/v1/organizations/o1/events/e1/agendas",
      "PUT /api/v1/organizations/o1/agendas/g/sessions/id-a",
      "PUT /api/v1/organizations/o1/agendas/g/sessions/id-b",
      "DELETE /api/v1/organizations/o1/agendas/g/sessions/id-a",
    ]);
  });
});
