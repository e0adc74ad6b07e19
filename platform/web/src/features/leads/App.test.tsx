// The page of a stand member: scan, mark, keep scans without a connection, search, and end when it is told to.
import "fake-indexeddb/auto";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { textsOf } from "../../lib/texts";
import { TextsContext } from "../../ui/translate";
import doorTexts from "../door/texts/en.json";
import { fill } from "../../ui/testing";
import { App } from "./App";
import { linkIn, takeLink } from "./link";
import { Stand, StandStore } from "./stand";
import { ADA, fakeStand, LINK, refusal, verdictOf, type FakeStand } from "./testing";
import english from "./texts/en.json";
import type { Link } from "./types";

let server: FakeStand;
let store: StandStore;
let stand: Stand;
let number = 0;

beforeEach(async () => {
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  server = fakeStand();
  store = await StandStore.open(`stand-${++number}`);
  stand = new Stand(store);
});

afterEach(async () => {
  await stand.stop();
  store.close();
  vi.unstubAllGlobals();
});

async function open(link: Link | null = LINK, shown: Stand | null = stand) {
  await stand.start(link);
  render(
    <TextsContext value={textsOf("en", { leads: english, door: doorTexts })}>
      <App stand={shown} />
    </TextsContext>,
  );
  return userEvent.setup();
}

const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });
const sent = (key: string) => server.asked.filter((each) => each.key === key);

async function scan(user: ReturnType<typeof userEvent.setup>, code = "4F7K-9Q2M"): Promise<void> {
  await fill(user, screen.getByLabelText("Code on the ticket"), code);
  await user.click(button("Add"));
}

function loseConnection(): void {
  for (const key of Object.keys(server.answers)) delete server.answers[key];
}

describe("the link", () => {
  it("is read out of an address or a pasted text, and of nothing else", () => {
    const text = `https://turnout.example/leads#${LINK.organizationId}.${LINK.token}`;
    expect(linkIn(` ${text} `)).toEqual(LINK);
    expect(linkIn("https://turnout.example/leads")).toBeNull();
    expect(linkIn(`${LINK.organizationId}.turnout_join_abc`)).toBeNull();
  });

  it("leaves address and history", () => {
    const past = { state: null, replaceState: vi.fn() };
    const place = { hash: `#${LINK.organizationId}.${LINK.token}`, pathname: "/leads", search: "" };
    expect(takeLink(place as unknown as Location, past as unknown as History)).toEqual(LINK);
    expect(past.replaceState).toHaveBeenCalledWith(null, "", "/leads");
  });

  it("is asked for where there is none", async () => {
    const user = await open(null);
    await user.click(button("Open"));
    expect(screen.getByText("Paste the whole link that the organizer gave you")).toBeTruthy();
    await fill(user, screen.getByLabelText("Your link"), `#${LINK.organizationId}.${LINK.token}`);
    await user.click(button("Open"));
    expect(await screen.findByRole("heading", { name: "Wicks" })).toBeTruthy();
  });

  it.each([
    ["leads.link-revoked", "The organizer ended it. What this phone had stored is deleted."],
    ["leads.link-over", "Its time is over. What this phone had stored is deleted."],
    ["leads.link-unknown", "Ask the organizer for another one."],
  ])("ends with what the phone had kept: %s", async (code, words) => {
    server.answers["GET "] = () => refusal(401, code);
    await open();
    expect(await screen.findByText(words)).toBeTruthy();
    expect(await store.read("link")).toBeNull();
  });

  it("waits while the organizer has switched lead retrieval off", async () => {
    server.answers["GET "] = () => refusal(403, "leads.off");
    const user = await open();
    expect(await screen.findByText(/switched lead retrieval off/)).toBeTruthy();
    server.answers["GET "] = () => Response.json({ ...verdictOf("x"), sponsor_name: "Wicks", tags: [], leads: 0 });
    await user.click(button("Try again"));
    expect(await screen.findByRole("heading", { name: "Wicks" })).toBeTruthy();
  });

  it("needs a browser that keeps something", async () => {
    await open(LINK, null);
    expect(screen.getByText("This browser keeps nothing")).toBeTruthy();
  });
});

describe("scanning", () => {
  it("shows who it is, and saves what is noted over the version that was seen", async () => {
    const user = await open();
    await scan(user);
    const sheet = within(await screen.findByRole("dialog", { name: "New lead" }));
    expect(sheet.getByText("Ada Lovelace")).toBeTruthy();
    expect(sheet.getByText("Analytical Engines")).toBeTruthy();
    await user.click(sheet.getByRole("radio", { name: "Hot" }));
    await user.click(sheet.getByRole("checkbox", { name: "Demo" }));
    await fill(user, sheet.getByLabelText("Note"), "Budget in May");
    await user.click(sheet.getByRole("button", { name: "Save and scan next" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const [saved] = sent(`PUT /leads/${ADA.id}`);
    expect(saved?.body).toEqual({ rating: "hot", tags: ["Demo"], note: "Budget in May" });
    expect(saved?.headers.get("If-Match")).toBe('"1"');
    expect(button("2 leads")).toBeTruthy();
  });

  it.each([
    ["no_consent", "No consent yet", /They can agree on the page of their ticket/],
    ["withdrawn", "Taken back", /They took back what you had/],
    ["wrong_event", "A ticket of another event", /Ask for the ticket of this event/],
    ["not_valid", "This ticket is not valid", /cancelled, or passed on/],
    ["no_ticket", "No ticket of this organizer", /Scan the code on the ticket/],
  ] as const)("says why there is no lead, and what the attendee can do: %s", async (reason, title, help) => {
    server.answers["POST /scans"] = () => Response.json(verdictOf("s", { verdict: "refused", reason, lead: null }));
    const user = await open();
    await scan(user);
    const sheet = within(await screen.findByRole("dialog", { name: title }));
    expect(sheet.getByText(help)).toBeTruthy();
    await user.click(sheet.getByRole("button", { name: "Scan next" }));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("says who scanned it before", async () => {
    const lead = { ...ADA, scanned_by: "Kim" };
    server.answers["POST /scans"] = () => Response.json(verdictOf("s", { verdict: "already", lead }));
    const user = await open();
    await scan(user);
    const sheet = within(await screen.findByRole("dialog", { name: "Already yours" }));
    expect(sheet.getByText(/Scanned by Kim/)).toBeTruthy();
  });

  it("says that somebody else changed the lead meanwhile", async () => {
    server.answers[`PUT /leads/${ADA.id}`] = () => refusal(412, "precondition-failed");
    const user = await open();
    await scan(user);
    await user.click(await screen.findByRole("button", { name: "Save and scan next" }));
    expect(await screen.findByText(/Someone else changed this lead/)).toBeTruthy();
  });

  it("says when it did not work", async () => {
    server.answers["POST /scans"] = () => refusal(422, "invalid");
    const user = await open();
    await scan(user);
    expect(await screen.findByText("That did not work. Try again.")).toBeTruthy();
  });
});

describe("without a connection", () => {
  it("keeps a scan with its note, and sends both once there is one", async () => {
    const user = await open();
    const { "POST /scans": answer, "GET ": setup, "POST /scans/uploads": uploads } = { ...server.answers };
    loseConnection();
    await scan(user, "v1.code");
    const sheet = within(await screen.findByRole("dialog", { name: "Kept on this phone" }));
    await fill(user, sheet.getByLabelText("Note"), "Met at nine");
    await user.click(sheet.getByRole("button", { name: "Save and scan next" }));
    expect(await screen.findByText("Offline · 1 scan to send")).toBeTruthy();
    Object.assign(server.answers, { "POST /scans": answer, "GET ": setup, "POST /scans/uploads": uploads });
    await stand.sync();
    await waitFor(() => expect(screen.queryByText(/to send/)).toBeNull());
    const [upload] = sent("POST /scans/uploads");
    expect(upload?.body).toMatchObject({ scans: [{ code: "v1.code", note: "Met at nine", rating: null, tags: [] }] });
    expect(await store.listScans()).toEqual([]);
    expect(button("2 leads")).toBeTruthy();
  });

  it("opens with what it knew, and says honestly what gave no lead", async () => {
    await open();
    await stand.stop();
    const scannedAt = "2026-12-14T09:05:00Z";
    const kept = { scanId: "kept-scan", scannedAt, code: "x", rating: null, tags: [], note: "Tall, red coat" };
    await store.putScans([kept]);
    server.answers["POST /scans/uploads"] = () =>
      Response.json({ items: [verdictOf("kept-scan", { verdict: "refused", reason: "no_consent", lead: null })] });
    stand = new Stand(store);
    const user = await open(null);
    expect((await screen.findAllByText("1 kept scan gave no lead")).length).toBeGreaterThan(0);
    expect(screen.getByText(/No consent yet/)).toBeTruthy();
    await user.click(button("Understood"));
    expect(screen.queryByText("1 kept scan gave no lead")).toBeNull();
    expect(await store.read("refused")).toBeNull();
  });

  it("sends no scans of one link by another one", async () => {
    await stand.start(LINK);
    const scannedAt = new Date().toISOString();
    await store.putScans([{ scanId: "s", scannedAt, code: "x", rating: null, tags: [], note: "" }]);
    await stand.stop();
    stand = new Stand(store);
    await stand.start({ ...LINK, token: "turnout_lead_other" });
    expect(sent("POST /scans/uploads")).toEqual([]);
    expect(await store.listScans()).toEqual([]);
  });
});

describe("the leads", () => {
  it("are listed, with withdrawn ones that say nothing of the person", async () => {
    const user = await open();
    await user.click(button("1 lead"));
    expect(await screen.findByRole("button", { name: /Ada Lovelace/ })).toBeTruthy();
    expect(screen.getByText("Taken back by the attendee")).toBeTruthy();
  });

  it("are searched by text and interest", async () => {
    const urls: URL[] = [];
    server.answers["GET /leads"] = (_body, url) => {
      urls.push(url);
      return Response.json({ items: [], next_cursor: null });
    };
    const user = await open();
    await user.click(button("1 lead"));
    expect(await screen.findByText("No leads yet. Scan a ticket to begin.")).toBeTruthy();
    await fill(user, screen.getByLabelText("Name, company or note"), "ada");
    await user.selectOptions(screen.getByLabelText("Interest"), "hot");
    expect(await screen.findByText("Nothing found. Try a part of the name.")).toBeTruthy();
    await waitFor(() => expect(urls.at(-1)?.search).toBe("?q=ada&rating=hot"));
  });

  it("are opened and marked", async () => {
    const user = await open();
    await user.click(button("1 lead"));
    await user.click(await screen.findByRole("button", { name: /Ada Lovelace/ }));
    const sheet = within(await screen.findByRole("dialog", { name: "Lead" }));
    await fill(user, sheet.getByLabelText("Note"), "Call in May");
    await user.click(sheet.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Call in May")).toBeTruthy();
  });

  it("show more where there are more", async () => {
    server.answers["GET /leads"] = (_body, url) =>
      url.searchParams.has("cursor")
        ? Response.json({ items: [{ ...ADA, id: "b", name: "Bob" }], next_cursor: null })
        : Response.json({ items: [ADA], next_cursor: "next" });
    const user = await open();
    await user.click(button("1 lead"));
    await user.click(await screen.findByRole("button", { name: "Show more" }));
    expect(await screen.findByRole("button", { name: /Bob/ })).toBeTruthy();
  });

  it("are downloaded as CSV or as a workbook", async () => {
    const formats: (string | null)[] = [];
    server.answers["GET /leads/export"] = (_body, url) => {
      formats.push(url.searchParams.get("format"));
      return new Response("name\r\n", { headers: { "Content-Type": "text/csv; charset=utf-8" } });
    };
    const names: string[] = [];
    const press = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:x", revokeObjectURL: () => undefined }));
    const user = await open();
    await user.click(button("1 lead"));
    await user.click(button("Download CSV"));
    await user.click(button("Download Excel"));
    await waitFor(() => expect(names).toEqual(["leads.csv", "leads.xlsx"]));
    expect(formats).toEqual(["csv", "xlsx"]);
    press.mockRestore();
  });

  it("need a connection, and say so", async () => {
    const user = await open();
    loseConnection();
    await user.click(button("1 lead"));
    expect(await screen.findByText(/The list needs a connection/, {}, { timeout: 15_000 })).toBeTruthy();
  });
});
