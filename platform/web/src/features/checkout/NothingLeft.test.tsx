import { screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { config, h1, offer, openCheckout, serve } from "./testing";

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.unstubAllGlobals());

describe("a checkout with nothing to choose", () => {
  it("leads to the waitlist where everything is sold out, without steps and without a cart", async () => {
    serve({});
    const waited = offer({ remaining: 0, hasWaitlist: true });
    await openCheckout(config({ offers: [waited], waitlistUrl: "/harbour/lantern/waitlist" }));
    expect(h1()).toBe("Sold out");
    expect(screen.getByText("Every ticket is taken.").closest("[role=status]")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Join the waitlist" }).getAttribute("href")).toBe(
      "/harbour/lantern/waitlist",
    );
    expect(screen.queryByRole("complementary")).toBeNull();
    expect(screen.queryByRole("list", { name: "Steps" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Continue" })).toBeNull();
  });

  it("leads to the waitlist of what is sold out beside what is left", async () => {
    serve({});
    const gone = offer({ ticketTypeId: "gone", name: "Supper", remaining: 0, hasWaitlist: true });
    await openCheckout(config({ offers: [offer(), gone], waitlistUrl: "/harbour/lantern/waitlist" }));
    expect(screen.getByRole("link", { name: "Join the waitlist(Supper)" }).getAttribute("href")).toBe(
      "/harbour/lantern/waitlist?ticket=gone",
    );
  });

  it("says that the sale is not on where nothing is sold out", async () => {
    serve({});
    await openCheckout(config({ offers: [offer({ isOnSale: false })] }));
    expect(h1()).toBe("Not on sale now");
    expect(screen.getByText("Nothing is on sale right now.")).toBeTruthy();
  });

  it("leads on where nothing is left: to other events, and to following the organizer", async () => {
    serve({});
    await openCheckout(
      config({
        offers: [offer({ remaining: 0 })],
        organizer: "Harbour Society",
        followUrl: "/harbour/lantern/follow",
        coverUrl: "/files/lantern.jpg",
        others: [{ title: "Tea Night", url: "/harbour/tea", when: "Mon 14 Dec, 18:00" }],
      }),
    );
    expect(screen.getByText("Every ticket is taken.").closest("[role=status]")).toBeTruthy();
    const aside = within(screen.getByRole("complementary", { name: "Still available from Harbour Society" }));
    expect(aside.getByRole("heading", { name: "Still available from Harbour Society" })).toBeTruthy();
    expect(aside.getByText("Mon 14 Dec, 18:00")).toBeTruthy();
    expect(aside.getByRole("presentation").getAttribute("src")).toBe("/files/lantern.jpg");
    expect(screen.getByRole("link", { name: "Tea Night" }).getAttribute("href")).toBe("/harbour/tea");
    expect(screen.getByRole("link", { name: "Follow Harbour Society" }).getAttribute("href")).toBe(
      "/harbour/lantern/follow",
    );
  });
});
