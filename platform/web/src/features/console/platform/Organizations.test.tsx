import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Asked } from "../testing";
import { dialogIsGone, giveReason, ORGANIZATION, refused, visitPlatform } from "./testing";
import "./OrganizationList";
import "./OrganizationPage";

const BASE = "/platform/organizations";
const ONE = `${BASE}/${ORGANIZATION.id}`;
const READ = "platform.organizations.read";

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("organizations of the platform", () => {
  it("are found by text and state, and lead to their page", async () => {
    const { user, asked } = visitPlatform("organizations?q=jazz", [READ], {
      [`GET ${BASE}`]: { items: [ORGANIZATION], next_cursor: null },
      [`GET ${ONE}`]: ORGANIZATION,
    });
    await user.click(await screen.findByRole("link", { name: "Suspended" }));
    await waitFor(() => {
      const query = asked.findLast(({ path }) => path === BASE)?.query;
      expect([query?.get("query"), query?.get("state")]).toEqual(["jazz", "suspended"]);
    });
    await user.click(screen.getByRole("link", { name: "Harbour Jazz" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Harbour Jazz" })).toBeTruthy();
    expect(screen.queryByRole("heading", { name: "What you can do" })).toBeNull();
  });

  it("are suspended for a reason, without which nothing is sent", async () => {
    const suspended = vi.fn(() => ({ ...ORGANIZATION, state: "suspended" }));
    const { user, asked } = visitPlatform(
      `organizations/${ORGANIZATION.id}`,
      [READ, "platform.organizations.suspend"],
      {
        [`GET ${ONE}`]: () =>
          suspended.mock.calls.length > 0 ? { ...ORGANIZATION, state: "suspended" } : ORGANIZATION,
        [`POST ${ONE}/suspend`]: suspended,
        [`GET ${BASE}`]: { items: [], next_cursor: null },
      },
    );
    await user.click(await screen.findByRole("button", { name: "Suspend" }));
    const dialog = await screen.findByRole("dialog");
    const send = within(dialog).getByRole("button", { name: "Suspend" });
    await user.click(send);
    expect(within(dialog).getAllByText("Say why.").length).toBeGreaterThan(0);
    expect(suspended).not.toHaveBeenCalled();
    await user.click(within(dialog).getByLabelText(/Reason/));
    await user.paste("Sells nothing that exists.");
    await user.click(send);
    expect(await screen.findByRole("button", { name: "Lift" })).toBeTruthy();
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ reason: "Sells nothing that exists." });
  });

  it("without an owner are handed over by a link that is shown once", async () => {
    const { user, asked } = visitPlatform(
      `organizations/${ORGANIZATION.id}`,
      [READ, "platform.ownership-claims.manage"],
      {
        [`GET ${ONE}`]: { ...ORGANIZATION, owners: 0 },
        [`POST ${ONE}/claim-link`]: ({ body }: Asked) =>
          (body as { days: number }).days > 60
            ? refused(422, { code: "invalid", errors: [{ pointer: "/days", detail: "At most 60." }] })
            : { url: "https://turnout.example/account/claims/x/secret", expires_at: "2026-04-01T10:00:00Z" },
      },
    );
    await user.click(await screen.findByRole("button", { name: "Make the link" }));
    const dialog = await screen.findByRole("dialog");
    const days = within(dialog).getByLabelText(/Days until it ends/);
    await user.clear(days);
    await user.type(days, "99");
    await user.click(within(dialog).getByLabelText(/Reason/));
    await user.paste("Asked by mail.");
    await user.click(within(dialog).getByRole("button", { name: "Make the link" }));
    expect((await within(dialog).findAllByText("At most 60.")).length).toBeGreaterThan(0);
    await user.clear(days);
    await user.type(days, "7");
    await user.click(within(dialog).getByRole("button", { name: "Make the link" }));
    expect(await screen.findByDisplayValue("https://turnout.example/account/claims/x/secret")).toBeTruthy();
    expect(asked.findLast(({ method }) => method === "POST")?.body).toEqual({ days: 7, reason: "Asked by mail." });
  });

  it("lose an open claim link and the badge", async () => {
    const view = visitPlatform(
      `organizations/${ORGANIZATION.id}`,
      [READ, "platform.ownership-claims.manage", "platform.verifications.decide"],
      {
        [`GET ${ONE}`]: { ...ORGANIZATION, is_verified: true, has_claim_link: true },
        [`POST ${ONE}/claim-link/revoke`]: () => new Response(null, { status: 204 }),
        [`POST ${ONE}/verification/withdraw`]: () => new Response(null, { status: 204 }),
      },
    );
    for (const name of ["End the link", "Take the badge"]) {
      await giveReason(view, name, "Why not.");
      await dialogIsGone();
    }
    const sent = view.asked.filter(({ method }) => method === "POST").map(({ path }) => path.replace(ONE, ""));
    expect(sent).toEqual(["/claim-link/revoke", "/verification/withdraw"]);
  });
});
