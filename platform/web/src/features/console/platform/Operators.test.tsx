import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { refused, visitPlatform } from "./testing";
import "./OperatorList";
import "./PaymentSearch";
import "./SupportAccessList";
import "./TokenList";

const OPERATOR = {
  id: "0190b1de-0000-7000-8000-0000000000a2",
  user_id: "0190b1de-0000-7000-8000-0000000000c9",
  email: "bo@turnout.example",
  display_name: "Bo",
  role: "support",
  created_at: "2026-01-02T10:00:00Z",
  version: 1,
};
const BASE = "/platform/operators";
const MANAGE = "platform.operators.manage";

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("operators", () => {
  it("are made of somebody with an account; what is wrong with the address stands at the field", async () => {
    const { user, asked } = visitPlatform("operators", [MANAGE], {
      [`GET ${BASE}`]: { items: [OPERATOR], next_cursor: null },
      [`POST ${BASE}`]: () =>
        refused(422, { code: "invalid", errors: [{ pointer: "/email", detail: "Nobody has an account." }] }),
    });
    await user.click(await screen.findByRole("button", { name: "Add an operator" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByLabelText(/Email address/));
    await user.paste("eve@people.example");
    await user.click(within(dialog).getByRole("radio", { name: /Moderator/ }));
    await user.click(within(dialog).getByLabelText(/^Reason/));
    await user.paste("Joins the team.");
    await user.click(within(dialog).getByRole("button", { name: "Add an operator" }));
    expect((await within(dialog).findAllByText("Nobody has an account.")).length).toBeGreaterThan(0);
    const body = { email: "eve@people.example", role: "moderator", reason: "Joins the team." };
    expect(asked.findLast(({ method }) => method === "POST")?.body).toEqual(body);
  });

  it("get another role, and the last one stays", async () => {
    const view = visitPlatform("operators", [MANAGE], {
      [`GET ${BASE}`]: { items: [OPERATOR], next_cursor: null },
      [`PATCH ${BASE}/${OPERATOR.id}`]: { ...OPERATOR, role: "operator" },
      [`POST ${BASE}/${OPERATOR.id}/end`]: () =>
        refused(409, { code: "operators.last", title: "The last operator stays" }),
    });
    const { user, asked } = view;
    await user.click(await screen.findByRole("button", { name: "More for Bo" }));
    await user.click(await screen.findByRole("menuitem", { name: "Change the role" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("radio", { name: /Operator/ }));
    await user.click(within(dialog).getByLabelText(/^Reason/));
    await user.paste("Takes over.");
    await user.click(within(dialog).getByRole("button", { name: "Change the role" }));
    expect(await screen.findByText(/counts from the next request/)).toBeTruthy();
    expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({ role: "operator", reason: "Takes over." });
    await user.click(await screen.findByRole("button", { name: "More for Bo" }));
    await user.click(await screen.findByRole("menuitem", { name: "Take the rights" }));
    const last = await screen.findByRole("dialog");
    await user.click(within(last).getByLabelText(/^Reason/));
    await user.paste("Leaves.");
    await user.click(within(last).getByRole("button", { name: "Take the rights" }));
    expect(await within(last).findByText("The last operator stays")).toBeTruthy();
  });
});

describe("tokens of an operator", () => {
  const token = {
    id: "0190b1de-0000-7000-8000-0000000000f9",
    operator_id: OPERATOR.id,
    name: "Night shift",
    scopes: ["platform.users.read"],
    created_at: "2026-03-01T10:00:00Z",
    expires_at: "2126-03-01T18:00:00Z",
    revoked_at: null,
    last_used_at: null,
  };

  it("carry some of the person's rights; the secret is shown once, and one is revoked", async () => {
    const view = visitPlatform("tokens", ["platform.tokens.create", "platform.users.read"], {
      "GET /platform/tokens": { items: [token], next_cursor: null },
      "POST /platform/tokens": { token, secret: "turnout_op_secret" },
      [`DELETE /platform/tokens/${token.id}`]: () => new Response(null, { status: 204 }),
    });
    const { user, asked } = view;
    await user.click(await screen.findByRole("button", { name: "New token" }));
    const panel = await screen.findByRole("dialog");
    await user.click(within(panel).getByRole("button", { name: "Make the token" }));
    expect(within(panel).getAllByText("Choose at least one.").length).toBeGreaterThan(0);
    await user.click(within(panel).getByLabelText(/^Name/));
    await user.paste("Night shift");
    await user.click(within(panel).getByRole("checkbox", { name: "Find people" }));
    await user.click(within(panel).getByRole("button", { name: "Make the token" }));
    expect(await screen.findByDisplayValue("turnout_op_secret")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "I have kept it" }));
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
      name: "Night shift",
      scopes: ["platform.users.read"],
      hours: 8,
    });
    await user.click(await screen.findByRole("button", { name: "More for Night shift" }));
    await user.click(await screen.findByRole("menuitem", { name: "Revoke" }));
    await user.click(await screen.findByRole("button", { name: "Revoke" }));
    expect(await screen.findByText("The token is revoked.")).toBeTruthy();
  });
});

describe("helping", () => {
  it("finds a payment by its provider's reference", async () => {
    const payment = {
      organization_id: "0190b1de-0000-7000-8000-0000000000b1",
      organization_name: "Harbour Jazz",
      payment_id: "0190b1de-0000-7000-8000-0000000000b2",
      connection_id: "0190b1de-0000-7000-8000-0000000000b3",
      provider_ref: "pi_123",
      state: "settled",
      currency: "EUR",
      amount_minor: 2550,
      opened_at: "2026-03-01T10:00:00Z",
    };
    const { user, asked } = visitPlatform("payments", ["platform.payments.read"], {
      "GET /platform/payments": { items: [payment] },
    });
    await user.click(await screen.findByRole("button", { name: "Find" }));
    expect(screen.getByText("Type the reference.")).toBeTruthy();
    await user.click(screen.getByLabelText(/reference/));
    await user.paste("pi_123");
    await user.click(screen.getByRole("button", { name: "Find" }));
    expect(await screen.findByText("€25.50")).toBeTruthy();
    expect(asked.find(({ path }) => path === "/platform/payments")?.query.get("provider_ref")).toBe("pi_123");
  });

  it("lists who has let support in", async () => {
    const access = {
      organization_id: "0190b1de-0000-7000-8000-0000000000b1",
      organization_name: "Harbour Jazz",
      id: "0190b1de-0000-7000-8000-0000000000b4",
      level: "write",
      reason: "A refund hangs.",
      granted_at: "2026-03-01T10:00:00Z",
      expires_at: "2026-03-02T10:00:00Z",
    };
    visitPlatform("support", ["platform.organizations.enter"], {
      "GET /platform/support-access": { items: [access] },
    });
    expect(await screen.findByText("A refund hangs.")).toBeTruthy();
    expect(screen.getByText("Looks and changes")).toBeTruthy();
  });
});
