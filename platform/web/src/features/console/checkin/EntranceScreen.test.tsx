import { act, screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import dashboardTexts from "../dashboard/texts/en.json";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole } from "../testing";
import "./EntranceScreen";
import type { Figures } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "checkin.scan"] });
const EVENT = madeEvent();
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const part = (entries: number) => ({ ticket_type_id: "type", gate: "North", entries, people: entries });
const list = (entries: number, inside: number | null) => ({
  list_id: "room",
  name: "Room",
  session_ids: [],
  registered: null,
  entries,
  overrides: 0,
  inside,
  capacity: inside === null ? null : 40,
  parts: [part(entries)],
});
const figures = (entries: number, inside: number | null): Figures => ({ lists: [list(entries, inside)], valid: [] });

class Stream extends EventTarget {
  static opened: Stream[] = [];
  static readonly CLOSED = 2;
  readyState = 1;
  constructor(readonly url: string) {
    super();
    Stream.opened.push(this);
  }
  close(): void {
    this.readyState = Stream.CLOSED;
  }
  say(document: unknown): void {
    this.dispatchEvent(new MessageEvent("checkins", { data: JSON.stringify(document) }));
  }
}

function visit(found: Figures) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/checkin/screen`,
    texts: { checkin: texts, dashboard: dashboardTexts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/checkins/counts`]: found,
      [`POST ${PATH}/checkins/stream`]: { url: "https://live.example/s", expires_at: "2100-01-01T00:00:00Z" },
    },
  });
}

beforeEach(() => {
  Stream.opened = [];
  vi.stubGlobal("EventSource", Stream);
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("the large screen at the entrance", () => {
  it("has who came in, is inside, and what each gate did, as it happens", async () => {
    visit(figures(120, 38));
    expect(await screen.findByText("120")).toBeTruthy();
    expect(screen.getByText("38")).toBeTruthy();
    expect(screen.getByText("at most 40")).toBeTruthy();
    await vi.waitFor(() => expect(Stream.opened).toHaveLength(1));
    act(() => Stream.opened[0]?.say(figures(125, 40)));
    expect(await screen.findByText("125")).toBeTruthy();
    expect(screen.getByText("Full")).toBeTruthy();
    const gates = within(screen.getByRole("table", { name: "Came in by gate in the last 5 minutes" }));
    const line = within(gates.getByRole("row", { name: /North/ }));
    expect(line.getByRole("cell").textContent).toBe("5");
  });

  it("asks for nobody's name, and fills the screen at a press", async () => {
    const full = vi.fn(() => Promise.resolve());
    HTMLElement.prototype.requestFullscreen = full;
    const { user, asked } = visit(figures(3, null));
    await user.click(await screen.findByRole("button", { name: "Fill the screen" }));
    expect(full).toHaveBeenCalledOnce();
    expect(screen.queryByText("Inside now")).toBeNull();
    expect(asked.filter(({ path }) => /attendees|\/checkins$|checkin-scans/.test(path))).toEqual([]);
  });
});
