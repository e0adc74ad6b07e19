import { screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { config, firstButton, openCheckout, refused, requestsOf, serve, toAttendees, write } from "./testing";
import type { Answers, OpenedCheckout, SentRequest } from "./testing";

const GET = "GET /api/orders/o1/text-consent";
const PUT = "PUT /api/orders/o1/text-consent";
const SENTENCE = "Harbour may send me text messages about Lantern Night at this number.";
const OFFERED = { is_offered: true, is_given: false, phone: "", statement: SENTENCE, wording: "2026-11" };
const GIVEN = { ...OFFERED, is_given: true, phone: "+254700000001" };

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.unstubAllGlobals());

async function opened(answers: Answers = {}): Promise<[OpenedCheckout, SentRequest[]]> {
  const asked = serve({ [GET]: OFFERED, [PUT]: GIVEN, ...answers });
  const page = await openCheckout(config({ offersTexts: true }));
  await toAttendees(page);
  await screen.findByRole("checkbox", { name: SENTENCE });
  write(screen.getByLabelText("Your name"), "Hodan Ali");
  write(screen.getByLabelText("Email"), "hodan@example.org");
  return [page, asked];
}

const box = (): HTMLInputElement => screen.getByRole("checkbox", { name: SENTENCE });
const phone = (): HTMLElement => screen.getByLabelText(/^Mobile number/);

describe("consent to text messages", () => {
  it("is asked for nowhere, and asks the server nothing, where the organization sends none", async () => {
    const asked = serve({ [GET]: OFFERED });
    const page = await openCheckout();
    await toAttendees(page);
    expect(screen.queryByRole("checkbox")).toBeNull();
    expect(asked.filter(({ what }) => what.endsWith("text-consent"))).toEqual([]);
  });

  it("begins with an empty box; a number alone agrees to nothing and is not sent", async () => {
    const [page, asked] = await opened();
    expect(box().checked).toBe(false);
    write(phone(), "+254 700 000 001");
    await page.user.click(firstButton("Continue"));
    await screen.findByRole("heading", { name: "How do you want to pay?" });
    expect(requestsOf(asked, PUT)).toEqual([]);
  });

  it("sends the number with the version that was read, before the order goes on", async () => {
    const [page, asked] = await opened();
    write(phone(), "+254 700 000 001");
    await page.user.click(box());
    await page.user.click(firstButton("Continue"));
    await screen.findByRole("heading", { name: "How do you want to pay?" });
    expect(requestsOf(asked, PUT).map(({ body }) => body)).toEqual([
      { is_given: true, phone: "+254 700 000 001", wording: "2026-11", language: "en", place: "checkout" },
    ]);
    const order = asked.map(({ what }) => what);
    expect(order.indexOf(PUT)).toBeLessThan(order.indexOf("PATCH /api/orders/o1"));
  });

  it("wants a number with a tick", async () => {
    const [page, asked] = await opened();
    await page.user.click(box());
    await page.user.click(firstButton("Continue"));
    expect((await screen.findByRole("alert")).textContent).toContain("Please enter a phone number");
    expect(requestsOf(asked, "PATCH /api/orders/o1")).toEqual([]);
  });

  it("says at its field what is no number", async () => {
    const errors = [{ pointer: "/phone", detail: "Use a phone number with its country code." }];
    const [page, asked] = await opened({ [PUT]: refused(422, "invalid", { errors }) });
    write(phone(), "12");
    await page.user.click(box());
    await page.user.click(firstButton("Continue"));
    await waitFor(() => expect(phone().getAttribute("aria-invalid")).toBe("true"));
    expect(requestsOf(asked, "PATCH /api/orders/o1")).toEqual([]);
  });

  it("shows another sentence with an empty box when it has changed meanwhile", async () => {
    const changed = { ...OFFERED, statement: `${SENTENCE} Anew.`, wording: "2026-12" };
    const [page] = await opened({
      [GET]: [OFFERED, changed],
      [PUT]: refused(409, "text-messages.wording-changed", { wording: "2026-12" }),
    });
    write(phone(), "+254700000001");
    await page.user.click(box());
    await page.user.click(firstButton("Continue"));
    const again = await screen.findByRole<HTMLInputElement>("checkbox", { name: `${SENTENCE} Anew.` });
    expect(again.checked).toBe(false);
    expect((await screen.findByRole("alert")).textContent).toContain("has just changed");
  });

  it("goes on without where the organization sends none any more", async () => {
    const [page] = await opened({
      [GET]: [OFFERED, { ...OFFERED, is_offered: false }],
      [PUT]: refused(409, "text-messages.not-offered"),
    });
    write(phone(), "+254700000001");
    await page.user.click(box());
    await page.user.click(firstButton("Continue"));
    expect((await screen.findByRole("alert")).textContent).toContain("sends no text messages");
    expect(screen.queryByRole("checkbox")).toBeNull();
    await page.user.click(firstButton("Continue"));
    await screen.findByRole("heading", { name: "How do you want to pay?" });
  });

  it("is taken back by emptying the box", async () => {
    const [page, asked] = await opened({ [GET]: GIVEN, [PUT]: OFFERED });
    await waitFor(() => expect(box().checked).toBe(true));
    await page.user.click(box());
    await page.user.click(firstButton("Continue"));
    await screen.findByRole("heading", { name: "How do you want to pay?" });
    expect(requestsOf(asked, PUT).map(({ body }) => body)).toEqual([{ is_given: false }]);
  });
});
