import { screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { refundTermsText } from "./refund-terms";
import type { BuyerTerms } from "./types";
import {
  requestsOf,
  config,
  OFFLINE,
  firstButton,
  openCheckout,
  refused,
  serve,
  toAttendees,
  toPayment,
  write,
} from "./testing";

const TERMS = "GET /api/events/e1/public-buyer-terms";
const WRITTEN = { money: (minor: number) => `${minor}`, share: (bp: number) => `${bp / 100}%` };

function terms(part: Partial<BuyerTerms> = {}): BuyerTerms {
  return { refund: "none", tiers: [], fee_minor: 0, fee_currency: null, ...part };
}

const tiered = (...tiers: readonly [number, number][]): BuyerTerms =>
  terms({ refund: "tiers", tiers: tiers.map(([days_before, share_bp]) => ({ days_before, share_bp })) });

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.unstubAllGlobals());

describe("what comes back", () => {
  it("is said from the earliest day to the last", () => {
    expect(refundTermsText(tiered([0, 1000], [30, 10_000], [7, 5000]), "EUR", WRITTEN)).toEqual([
      { key: "returns.until", values: { count: 30, share: "100%" } },
      { key: "returns.until", values: { count: 7, share: "50%" } },
      { key: "returns.sameDay", values: { share: "10%" } },
    ]);
  });

  it("leaves out a day on which nothing changes", () => {
    expect(refundTermsText(tiered([30, 5000], [14, 5000], [7, 8000]), "EUR", WRITTEN)).toEqual([
      { key: "returns.until", values: { count: 7, share: "80%" } },
    ]);
  });

  it("is nothing where no tier gives a share", () => {
    expect(refundTermsText(tiered([14, 0]), "EUR", WRITTEN)).toEqual([{ key: "returns.none" }]);
  });

  it("names a fee only of prices in its currency", () => {
    const kept = terms({ refund: "full", fee_minor: 200, fee_currency: "EUR" });
    expect(refundTermsText(kept, "EUR", WRITTEN).at(-1)).toEqual({ key: "returns.fee", values: { fee: "200" } });
    expect(refundTermsText(kept, "KES", WRITTEN)).toEqual([{ key: "returns.always", values: { share: "100%" } }]);
  });
});

describe("before paying", () => {
  it("says what comes back until when, and what is kept", async () => {
    serve({ [TERMS]: { ...tiered([14, 10_000], [1, 5000]), fee_minor: 150, fee_currency: "EUR" } });
    const page = await openCheckout();
    await toPayment(page);
    expect(
      await screen.findByText(
        "100% refund until 14 days before the event. 50% refund until 1 day before the event. " +
          "€1.50 per ticket is not refunded.",
      ),
    ).toBeTruthy();
  });

  it("says that nothing comes back where nothing does", async () => {
    serve({ [TERMS]: terms() });
    const page = await openCheckout();
    await toPayment(page);
    expect(await screen.findByText(/Tickets are not refundable/)).toBeTruthy();
  });

  it("asks only when the buyer comes to pay, with what opens a private event", async () => {
    const asked = serve({ [TERMS]: terms({ refund: "full" }) });
    const page = await openCheckout(config({ accessCode: "lamp" }));
    await toAttendees(page);
    expect(requestsOf(asked, TERMS)).toEqual([]);
    write(screen.getByLabelText("Your name"), "Ali");
    write(screen.getByLabelText("Email"), "ali@example.org");
    await page.user.click(firstButton("Continue"));
    expect(await screen.findByText("100% refund at any time before the event.")).toBeTruthy();
    expect(requestsOf(asked, TERMS)[0]?.headers.get("Turnout-Access-Code")).toBe("lamp");
  });

  it.each([
    ["cannot be reached", OFFLINE],
    ["refuses", refused(500, "internal")],
  ])("says nothing where the server %s, and the payment goes on", async (_, answer) => {
    const asked = serve({ [TERMS]: answer });
    const page = await openCheckout();
    await toPayment(page);
    await waitFor(() => expect(requestsOf(asked, TERMS).length).toBeGreaterThan(0));
    expect(firstButton("Pay €25.50")).toBeTruthy();
    expect(screen.queryByText(/you get .* back|given back|is kept/)).toBeNull();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});
