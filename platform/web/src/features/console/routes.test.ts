// @vitest-environment jsdom
import { expect, it, vi } from "vitest";
import { preloadAt, VIEWS } from "./routes";

const BASE = "/console";

it.each([
  ["/console/meridian/inbox", "organization", "inbox"],
  ["/console/meridian/message-templates/0190b1de", "organization", "message-templates/:template"],
  ["/console/meridian/events/0190b1de/message-templates", "event", "message-templates"],
])("has the view of %s come before it is drawn, and no other", (address, room, path) => {
  const spies = VIEWS.map((view) => vi.spyOn(view, "preload").mockImplementation(() => undefined));
  preloadAt(address, BASE);
  const come = VIEWS.filter((_, place) => spies[place]?.mock.calls.length);
  vi.restoreAllMocks();
  expect(come.map((view) => [view.room, view.path])).toEqual([[room, path]]);
});

it("asks for nothing at an address that is no view's", () => {
  const spies = VIEWS.map((view) => vi.spyOn(view, "preload").mockImplementation(() => undefined));
  for (const address of ["/console", "/console/meridian/no-such-place", "/elsewhere"]) preloadAt(address, BASE);
  expect(spies.filter((each) => each.mock.calls.length)).toEqual([]);
  vi.restoreAllMocks();
});
