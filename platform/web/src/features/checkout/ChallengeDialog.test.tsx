import { screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Try } from "../../lib/challenge-widget";
import { choose, config, firstButton, openCheckout, refused, requestsOf, SECRET, serve, order } from "./testing";

// The widget does as the test says; how it is drawn and judged has tests of its own.
const tries: (Try | Error)[] = [];
const asked: unknown[] = [];
vi.mock("../../lib/challenge-widget", () => ({
  tryWidget: async (place: HTMLElement, ...given: unknown[]) => {
    asked.push(given);
    place.append(Object.assign(document.createElement("input"), { ariaLabel: "I am human" }));
    const next = tries.shift();
    if (next === undefined) return new Promise(() => undefined);
    if (next instanceof Error) throw next;
    return next;
  },
}));

const CHALLENGE = { title: "Turnstile", module: "/adapters/0123/fields.js", options: { sitekey: "k" } };
const REQUIRED = refused(403, "fraud-rules.challenge-required", {
  challenge: "c.1",
  algorithm: "token",
  difficulty_bits: 0,
  binding: "b1",
});
const HELD = { ...order(), secret: SECRET };

beforeEach(() => {
  sessionStorage.clear();
  tries.length = 0;
  asked.length = 0;
});
afterEach(() => vi.unstubAllGlobals());

async function hold(challenge: typeof CHALLENGE | null = CHALLENGE) {
  const sent = serve({ "POST /api/orders": [REQUIRED, HELD] });
  const page = await openCheckout(config(challenge === null ? {} : { challenge }));
  await choose(page);
  await page.user.click(firstButton("Continue"));
  return { sent, page };
}

describe("a checkout that is asked for a token", () => {
  it("asks the person, and goes on with the answer by itself", async () => {
    tries.push({ kind: "answer", answer: "answer-1" });
    const { sent } = await hold();
    await screen.findByRole("heading", { name: "Who is coming?" });
    const orders = requestsOf(sent, "POST /api/orders");
    expect(orders.map((each) => each.headers.get("Turnout-Challenge"))).toEqual([null, "answer-1"]);
    expect(asked[0]).toEqual([
      CHALLENGE,
      { challenge: "c.1", action: "order", binding: "b1" },
      "/api/v1/organizations/org/events/e1/challenge-answers",
      { onShown: expect.any(Function) as unknown },
    ]);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("names the service in a dialog that holds the focus, and says what went wrong", async () => {
    tries.push({ kind: "refused" }, { kind: "unloaded" });
    const { page } = await hold();
    const dialog = await screen.findByRole("dialog", { name: "Are you a person?" });
    expect(dialog.contains(document.activeElement)).toBe(true);
    expect(dialog.textContent).toContain("Turnstile checks it.");
    expect((await screen.findByRole("alert")).textContent).toContain("could not confirm it");
    await page.user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("did not load"));
    tries.push({ kind: "answer", answer: "answer-2" });
    await page.user.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByRole("heading", { name: "Who is coming?" });
  });

  it("leaves the order unplaced where the person closes it, and says so", async () => {
    const { sent, page } = await hold();
    await screen.findByRole("dialog");
    await page.user.keyboard("{Escape}");
    expect((await screen.findByRole("alert")).textContent).toContain("could not check that a person is ordering");
    expect(requestsOf(sent, "POST /api/orders").length).toBe(1);
  });

  it("says the same where the challenge is over, or the page was loaded before there was a service", async () => {
    tries.push(new Error("lapsed"));
    await hold();
    expect((await screen.findByRole("alert")).textContent).toContain("could not check that a person is ordering");
  });

  it("draws no dialog on a page without a service", async () => {
    await hold(null);
    expect((await screen.findByRole("alert")).textContent).toContain("could not check that a person is ordering");
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});
