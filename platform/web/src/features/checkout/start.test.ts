import { afterEach, describe, expect, it, vi } from "vitest";
import { Client, type Config } from "./client";
import { holdOnlyTicket, startPurchase, linkedOrder, PurchaseStorage } from "./start";
import { draftOf, initialState } from "./state";

const config: Config = {
  api: "/api/v1/organizations/org",
  organizationId: "org",
  eventId: "e",
  eventTitle: "Gala",
  eventUrl: "/o/gala",
  orderUrl: "/orders/o",
  locale: "en",
  offers: [],
};

class Store {
  readonly kept = new Map<string, string>();
  getItem = (name: string): string | null => this.kept.get(name) ?? null;
  setItem = (name: string, value: string): void => void this.kept.set(name, value);
  removeItem = (name: string): void => void this.kept.delete(name);
}

function serve(order: object | null, status = 200): void {
  vi.stubGlobal("fetch", ({ url: address }: Request) => {
    if (order === null) return Promise.reject(new TypeError("no network"));
    return Promise.resolve(
      new Response(JSON.stringify(address.includes("/form") ? { questions: [] } : order), {
        status: address.includes("/form") ? 200 : status,
      }),
    );
  });
}

const order = {
  id: "1",
  number: "N",
  state: "held",
  expires_at: null,
  total_minor: 100,
  paid_minor: 0,
  currency: "EUR",
  buyer_name: "Ali",
  buyer_email: "a@b.org",
  attendees: [],
  lines: [],
};

async function opened(
  hash: string,
  remembered: string | null,
): Promise<{ kind: string; store: Store; order: unknown; address: unknown; isExpired: unknown }> {
  const store = new Store();
  if (remembered !== null) store.setItem("turnout-order:e", remembered);
  const client = new Client(config, store as unknown as Storage, "https://tickets.example");
  const beginning = await startPurchase(config, "fr", client, new PurchaseStorage(store as unknown as Storage, "e"), {
    search: "",
    hash,
  });
  const state = "state" in beginning ? beginning.state : null;
  return {
    kind: beginning.kind,
    store,
    order: state?.order?.id ?? null,
    address: "address" in beginning ? beginning.address : null,
    isExpired: state?.isExpired,
  };
}

afterEach(() => vi.unstubAllGlobals());

describe("a purchase begins", () => {
  it("from nothing, without asking the server", async () => {
    serve(null);
    expect(await opened("", null)).toMatchObject({ kind: "checkout", order: null });
  });

  it("where this tab left it", async () => {
    serve(order);
    expect(await opened("", "1 secret")).toMatchObject({ kind: "checkout", order: "1" });
  });

  it("where another device left it, by the link", async () => {
    serve(order);
    expect(await opened("#order=1.secret", null)).toMatchObject({ kind: "checkout", order: "1" });
  });

  it("on the order's own page once it is paid in part or done with", async () => {
    serve({ ...order, paid_minor: 50 });
    expect(await opened("", "1 secret")).toMatchObject({ kind: "order-page", address: "/orders/o/1/secret" });
    serve({ ...order, state: "confirmed" });
    expect(await opened("#order=1.secret", null)).toMatchObject({ kind: "order-page" });
  });

  it("anew when what the tab remembers is over", async () => {
    serve({ ...order, state: "expired" });
    const over = await opened("", "1 secret");
    expect(over).toMatchObject({ kind: "checkout", order: null });
    expect(over.store.kept.size).toBe(0);
    serve({ title: "nothing" }, 404);
    expect(await opened("", "1 secret")).toMatchObject({ kind: "checkout", order: null, isExpired: false });
  });

  it("by saying that a link leads to nothing any more", async () => {
    serve({ title: "nothing" }, 404);
    expect(await opened("#order=1.secret", null)).toMatchObject({ kind: "checkout", isExpired: true });
  });

  it("by keeping what it remembers while the server is out of reach", async () => {
    vi.useFakeTimers();
    serve(null);
    const beginning = opened("", "1 secret");
    await vi.runAllTimersAsync();
    const unreachable = await beginning;
    vi.useRealTimers();
    expect(unreachable.kind).toBe("unreachable");
    expect(unreachable.store.kept.get("turnout-order:e")).toBe("1 secret");
  });
});

describe("what a tab remembers", () => {
  it("is the order and what was typed", () => {
    const memory = new PurchaseStorage(new Store() as unknown as Storage, "e");
    const draft = draftOf(initialState([], { name: "Ali", email: "", locale: "en" }));
    memory.save({ id: "1", secret: "s" }, draft);
    expect([memory.order, memory.draft]).toEqual([{ id: "1", secret: "s" }, draft]);
    memory.clear();
    expect([memory.order, memory.draft]).toEqual([null, null]);
  });

  it.each(["{", "7", "[]", '{"order":1}'])("is nothing where it cannot be read: %s", (text) => {
    const store = new Store();
    store.setItem("turnout-draft:e", text);
    expect(new PurchaseStorage(store as unknown as Storage, "e").draft).toBeNull();
  });

  it("may be refused by the browser", () => {
    const closed = {
      getItem: () => null,
      setItem: () => {
        throw new Error("full");
      },
      removeItem: () => {
        throw new Error("closed");
      },
    };
    expect(() =>
      new PurchaseStorage(closed as unknown as Storage, "e").save(
        { id: "1", secret: "s" },
        draftOf(initialState([], { name: "", email: "", locale: "en" })),
      ),
    ).not.toThrow();
  });

  it.each(["", "#order=1", "#order=1.", "#order=1.s<", "#main"])("%j names no order", (hash) => {
    expect(linkedOrder(hash)).toBeNull();
  });
});

describe("the only ticket of an event", () => {
  const buyer = { name: "", email: "", locale: "en" };
  const only: Config = { ...config, preselected: { entry: 2 }, beginsWith: "attendees" };
  const client = new Client(only, new Store() as unknown as Storage, "https://tickets.example");

  it("is held when the page opens", async () => {
    serve({ ...order, secret: "s", lines: [{ ticket_type_id: "entry", quantity: 2, seats: { entry: 2 } }] });
    const state = await holdOnlyTicket(only, client, initialState([], buyer));
    expect(state).toMatchObject({ order: { id: "1" }, secret: "s" });
    expect(state.attendees.map((each) => each.ticket_type_id)).toEqual(["entry", "entry"]);
  });

  it("is left to choose where it cannot be held, or where there is more to choose", async () => {
    serve(null);
    const blank = initialState([], buyer);
    expect(await holdOnlyTicket(only, client, blank)).toBe(blank);
    expect(await holdOnlyTicket({ ...only, beginsWith: "tickets" }, client, blank)).toBe(blank);
  });
});
