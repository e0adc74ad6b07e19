import { afterEach, describe, expect, it, vi } from "vitest";
import { Client, type Config } from "./client";
import type { Buyer } from "./model";
import type { Order } from "./types";

const ORIGIN = "https://tickets.example";
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
const store = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined } as unknown as Storage;

/** What the network was asked: address → header of the access code. */
function asked(): Map<string, string | null> {
  const calls = new Map<string, string | null>();
  vi.stubGlobal("fetch", (request: Request) => {
    calls.set(
      request.url.replace(`${ORIGIN}/api/v1/organizations/org`, ""),
      request.headers.get("Turnout-Access-Code"),
    );
    return Promise.resolve(new Response(JSON.stringify({ questions: [] }), { status: 200 }));
  });
  return calls;
}

afterEach(() => vi.unstubAllGlobals());

describe("the code of a private event", () => {
  it("goes with the form and the basket, and nowhere else", async () => {
    const calls = asked();
    const client = new Client({ ...config, accessCode: "K7Q2" }, store, ORIGIN);
    await client.form("en");
    await client.hold([]);
    await client.getOrder("1", "secret");
    expect([...calls]).toEqual([
      ["/events/e/form?language=en", "K7Q2"],
      ["/orders", "K7Q2"],
      ["/orders/1", null],
    ]);
  });

  it("is not sent for other events", async () => {
    const calls = asked();
    await new Client({ ...config, accessCode: "" }, store, ORIGIN).form("en");
    expect([...calls.values()]).toEqual([null]);
  });
});

describe("the proof of the viewer's address", () => {
  it("goes with the buyer", async () => {
    const sent: (string | null)[] = [];
    vi.stubGlobal("fetch", (request: Request) => {
      sent.push(request.headers.get("Turnout-Address-Proof"));
      return Promise.resolve(new Response("{}", { status: 200 }));
    });
    const people = {
      buyer: { name: "Ada", email: "ada@example.com" } as Buyer,
      attendees: [],
      answers: null,
      terms: null,
    };
    for (const addressProof of ["k1.9.x", ""]) {
      const client = new Client({ ...config, addressProof }, store, ORIGIN);
      await client.updateOrder({ id: "1" } as Order, "secret", people);
    }
    expect(sent).toEqual(["k1.9.x", null]);
  });
});
