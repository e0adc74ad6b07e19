import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import { fill } from "../../../ui/testing";
import { foundOrder, madeOrder, ORDER_ID } from "./testing";
import texts from "./texts/en.json";
import "./OrderList";
import "./OrderPage";

const HERE = organization({ permissions: ["events.read", "orders.read", "saved-views.share"] });
const BASE = `/organizations/${HERE.id}`;
const EVENT = madeEvent();
const ME = "0190b1de-0000-7000-8000-000000000001";

function visit(at: string, answers: Answers = {}) {
  return renderConsole(routes, {
    at,
    texts: { orders: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${BASE}/orders/search`]: { items: [foundOrder()], next_cursor: null },
      [`GET ${BASE}/orders/search/count`]: { count: 1, is_exact: true },
      [`GET ${BASE}/saved-views`]: { items: [] },
      [`GET ${BASE}/order-tags`]: { items: [] },
      [`GET ${BASE}/events`]: { items: [EVENT], next_cursor: null },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: { items: [] },
      [`GET ${BASE}/orders/${ORDER_ID}`]: madeOrder(),
      ...answers,
    },
  });
}

const searches = (asked: readonly Asked[]): readonly URLSearchParams[] =>
  asked.filter(({ path }) => path.endsWith("/orders/search")).map(({ query }) => query);

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("the list of orders", () => {
  it("asks the server for what the address says, and leads to the order", async () => {
    const { user, asked } = visit("/meridian/orders?state=confirmed&amount_from=100&sort=-total");
    const link = await screen.findByRole("link", { name: "Ada Lovelace" });
    expect(searches(asked)[0]?.toString()).toBe("state=confirmed&amount_from=100&sort=-total&limit=50");
    expect(await screen.findByText("1 entry")).toBeTruthy();
    await user.click(link);
    expect(await screen.findByRole("heading", { level: 1, name: "Order K7QX4M" })).toBeTruthy();
    expect(screen.getByText("Charles Babbage")).toBeTruthy();
  });

  it("finds by text once the typing rests, and says how to go on where nothing fits", async () => {
    const { user, asked } = visit("/meridian/orders", {
      [`GET ${BASE}/orders/search`]: ({ query }: Asked) => ({
        items: query.has("q") ? [] : [foundOrder()],
        next_cursor: null,
      }),
    });
    await screen.findByRole("link", { name: "Ada Lovelace" });
    await fill(user, screen.getByRole("searchbox"), "bab");
    await user.click(await screen.findByRole("button", { name: "Take all filters away" }));
    expect(await screen.findByRole("link", { name: "Ada Lovelace" })).toBeTruthy();
    expect(searches(asked).filter((query) => query.has("q"))).toHaveLength(1);
  });

  it("sets and clears a part of the filter", async () => {
    const { user, asked } = visit("/meridian/orders");
    await user.click(await screen.findByRole("button", { name: "Status" }));
    await user.click(await screen.findByRole("checkbox", { name: "Cancelled" }));
    await waitFor(() => expect(searches(asked).at(-1)?.getAll("state")).toEqual(["cancelled"]));
    await user.keyboard("{Escape}");
    await user.click(await screen.findByRole("button", { name: "Remove filter: Status" }));
    await waitFor(() => expect(searches(asked)).toHaveLength(2));
    expect(screen.getByRole("button", { name: "Status" })).toBeTruthy();
  });

  it("belongs to the event in which it stands", async () => {
    const { asked } = visit(`/meridian/events/${EVENT.id}/orders`);
    const link = await screen.findByRole("link", { name: "Ada Lovelace" });
    expect(link.getAttribute("href")).toBe(`/meridian/events/${EVENT.id}/orders/${ORDER_ID}`);
    expect(searches(asked)[0]?.get("event_id")).toBe(EVENT.id);
  });

  it("shows newcomers the next step", async () => {
    visit("/meridian/orders", { [`GET ${BASE}/orders/search`]: { items: [], next_cursor: null } });
    expect(await screen.findByRole("link", { name: "Go to your events" })).toBeTruthy();
  });

  it("keeps a view under a name, opens it first, and deletes it with a way back", async () => {
    const view = {
      id: "0190b1de-0000-7000-8000-0000000000f7",
      kind: "orders",
      name: "Big ones",
      filters: { amount_from: 5000 },
      columns: [],
      sort: "-total",
      is_shared: false,
      user_id: ME,
      version: 1,
    };
    const { user, asked } = visit("/meridian/orders?amount_from=5000&sort=-total", {
      [`POST ${BASE}/saved-views`]: view,
      [`DELETE ${BASE}/saved-views/${view.id}`]: new Response(null, { status: 204 }),
    });
    await user.click(await screen.findByRole("button", { name: /^View:/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Save as a new view…" }));
    await fill(user, await screen.findByLabelText(/Name of the view/), "Big ones");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await user.click(await screen.findByText("Big ones"));
    const saved = asked.find(({ method }) => method === "POST")?.body as { filters: object; sort: string };
    expect(saved).toMatchObject({ name: "Big ones", filters: { amount_from: 5000 }, sort: "-total", is_shared: false });
    await user.click(await screen.findByRole("menuitem", { name: "Open this view first" }));
    expect(localStorage.getItem(`turnout-first-view-${HERE.id}-orders`)).toBe(view.id);
    await user.click(await screen.findByText("Big ones"));
    await user.click(await screen.findByRole("menuitem", { name: "Delete the view" }));
    const note = within(await screen.findByText("The view “Big ones” is deleted.").then((text) => text.parentElement!));
    expect(note.getByRole("button", { name: "Undo" })).toBeTruthy();
    expect(await screen.findByText("All orders")).toBeTruthy();
  });
});
