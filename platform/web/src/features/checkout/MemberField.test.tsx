import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { Pricing } from "./model";
import { choose, config, firstButton, offer, openCheckout, refused, requestsOf, serve, write } from "./testing";

const CHECK = "POST /api/events/e1/check-member-price";
const PRICING: Pricing = {
  listMinor: 2550,
  endsAt: null,
  left: null,
  steps: [{ from: 1, minor: 2550, name: "" }],
  members: [{ name: "Society", minor: 2000, by: "member_number", most: null }],
};
const priced = (unit_minor: number, name: string): object => ({
  entitled: [],
  prices: [
    {
      ticket_type_id: "entry",
      pricing: {
        list_minor: 2550,
        unit_minor,
        name,
        ends_at: null,
        left: null,
        by_quantity: [{ from_quantity: 1, unit_minor, name, is_multibuy: false }],
        demand: null,
        multibuys: [],
        members: [],
      },
    },
  ],
});
const REFUSED = (code: string): object =>
  refused(422, "member-lists.number-refused", { errors: [{ pointer: "/member_number", detail: "No.", code }] });
const OFFERS = [offer({ pricing: PRICING })];

async function give(page: Awaited<ReturnType<typeof openCheckout>>, number: string): Promise<void> {
  const opener = screen.queryByRole("button", { name: "Have a member number?" });
  if (opener !== null) await page.user.click(opener);
  write(screen.getByLabelText("Member number"), number);
  await page.user.click(screen.getByRole("button", { name: "Apply number" }));
}

beforeEach(() => sessionStorage.clear());

describe("Member prices", () => {
  it("are asked for by a number, ordered with it, and those of everybody without it", async () => {
    const asked = serve({ [CHECK]: [priced(2000, "Society"), priced(2550, "")] });
    const page = await openCheckout(config({ offers: OFFERS }));
    expect(screen.getByText(/Member price: €20/)).toBeTruthy();
    await choose(page);
    await give(page, " AB-1234 ");
    expect(await screen.findByRole("button", { name: "Remove number" })).toBeTruthy();
    expect(requestsOf(asked, CHECK)[0]?.body).toEqual({ member_number: "AB-1234", ticket_type_ids: ["entry"] });
    await page.user.click(firstButton("Continue"));
    await waitFor(() => expect(requestsOf(asked, "POST /api/orders")).toHaveLength(1));
    const held = requestsOf(asked, "POST /api/orders")[0]?.body;
    expect([held?.["member_number"], held?.["lines"]]).toEqual([
      "AB-1234",
      [{ ticket_type_id: "entry", quantity: 1, amount_minor: 2000 }],
    ]);
    await page.user.click((await screen.findAllByRole("button", { name: "Change tickets" }))[0] as HTMLElement);
    await page.user.click(await screen.findByRole("button", { name: "Remove number" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: "Remove number" })).toBeNull());
    expect(requestsOf(asked, CHECK)[1]?.body["member_number"]).toBe("");
    await page.user.click(firstButton("Continue"));
    await waitFor(() => expect(requestsOf(asked, "POST /api/orders")).toHaveLength(2));
    expect(requestsOf(asked, "POST /api/orders")[1]?.body).not.toHaveProperty("member_number");
  });

  it.each([
    ["member-number-unknown", "This member number is not valid here. Please check how it is spelled."],
    ["member-number-ended", "This membership has ended"],
    ["member-number-used-up", "This member number has been used as often as it may be"],
  ])("say at the field why a number is refused: %s", async (code, words) => {
    serve({ [CHECK]: REFUSED(code) });
    const page = await openCheckout(config({ offers: OFFERS }));
    await give(page, "WRONG1");
    await waitFor(() => expect(screen.getByRole("region", { name: "Member price" }).textContent).toContain(words));
  });

  it("go back to the field when others were faster", async () => {
    serve({ [CHECK]: priced(2000, "Society"), "POST /api/orders": REFUSED("member-number-used-up") });
    const page = await openCheckout(config({ offers: OFFERS }));
    await choose(page);
    await give(page, "AB-1234");
    await screen.findByRole("button", { name: "Remove number" });
    await page.user.click(firstButton("Continue"));
    await waitFor(() =>
      expect(screen.getByRole("region", { name: "Member price" }).textContent).toContain("used as often"),
    );
  });

  it("of who is signed in are asked for without a number; without any nothing is asked", async () => {
    const loyal: Pricing = { ...PRICING, members: [{ name: "Loyal", minor: 2000, by: "purchase", most: null }] };
    const asked = serve({ [CHECK]: priced(2000, "Loyal") });
    await openCheckout(config({ offers: [offer({ pricing: loyal })], addressProof: "k1.9.x" }));
    await waitFor(() => expect(requestsOf(asked, CHECK)).toHaveLength(1));
    expect(requestsOf(asked, CHECK)[0]?.headers.get("Turnout-Address-Proof")).toBe("k1.9.x");
    expect(screen.queryByRole("button", { name: "Have a member number?" })).toBeNull();
  });
});
