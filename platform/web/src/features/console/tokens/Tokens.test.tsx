import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { CONFIG, organization, renderConsole, type Answers } from "../testing";
import "./AccountList";
import "./TokenList";
import { fill } from "../../../ui/testing";
import type { ApiToken, ServiceAccount } from "./queries";
import texts from "./texts/en.json";

const MAY = ["api-tokens.create", "orders.read", "orders.edit", "events.read"];
const HERE = organization({ permissions: MAY });
const MANAGER = organization({ permissions: [...MAY, "api-tokens.manage", "members.read", "roles.read"] });
const PATH = `/organizations/${HERE.id}`;

function token(changes: Partial<ApiToken> = {}): ApiToken {
  return {
    id: "t1",
    name: "Website",
    user_id: CONFIG.person.id,
    service_account_id: null,
    scopes: ["orders.read", "events.read"],
    event_ids: null,
    created_at: "2026-01-01T10:00:00Z",
    expires_at: "2099-01-01T10:00:00Z",
    last_used_at: null,
    replaced_until: null,
    revoked_at: null,
    version: 1,
    ...changes,
  };
}

const ROBOT: ServiceAccount = {
  id: "a1",
  name: "Robot",
  role: "staff",
  event_ids: null,
  created_by: null,
  created_at: "2026-01-01T10:00:00Z",
  version: 4,
};

function visit(path: string, answers: Answers, mine = HERE) {
  return renderConsole(routes, {
    at: `/meridian/settings/tokens${path}`,
    texts: { tokens: texts },
    answers: {
      "GET /me/organizations": { items: [mine], next_cursor: null },
      [`GET ${PATH}/events`]: { items: [{ id: "e1", title: "Lantern Night" }], next_cursor: null },
      [`GET ${PATH}/api-tokens`]: { items: [], next_cursor: null },
      [`GET ${PATH}/members`]: { items: [{ user_id: "u2", display_name: "Lena" }], next_cursor: null },
      [`GET ${PATH}/roles`]: { items: [{ key: "staff", name: "Staff" }] },
      [`GET ${PATH}/service-accounts`]: { items: [ROBOT], next_cursor: null },
      ...answers,
    },
  });
}

beforeEach(() => localStorage.clear());

describe("API tokens", () => {
  it("are made with readable permissions, and their secret is shown once", async () => {
    const { user, asked } = visit("", {
      [`POST ${PATH}/api-tokens`]: { token: token(), secret: "turnout_pat_1" },
    });
    await user.click(await screen.findByRole("button", { name: "Create token" }));
    const panel = within(await screen.findByRole("dialog", { name: "New API token" }));
    await user.click(panel.getByRole("button", { name: "Create token" }));
    expect(panel.getAllByText("Choose at least one permission")).toHaveLength(2);
    await fill(user, panel.getByLabelText("Name"), "Website");
    await user.click(panel.getByLabelText("See events, drafts included"));
    await user.click(panel.getByLabelText("All of it: Orders and emails"));
    await user.click(panel.getByLabelText("Only some"));
    await user.click(await panel.findByLabelText("Lantern Night"));
    await user.click(panel.getByRole("button", { name: "Create token" }));
    const secret = within(await screen.findByRole("alertdialog", { name: "Your token is ready" }));
    expect(secret.getByDisplayValue("turnout_pat_1")).toBeTruthy();
    await user.click(secret.getByRole("button", { name: "I have kept it" }));
    expect(screen.queryByDisplayValue("turnout_pat_1")).toBeNull();
    expect(asked.find(({ method }) => method === "POST")?.body).toMatchObject({
      name: "Website",
      scopes: ["events.read", "orders.read", "orders.edit"],
      event_ids: ["e1"],
      service_account_id: null,
    });
  });

  it("of others are seen and revoked by who manages them, and replaced by their owner only", async () => {
    const others = token({ id: "t2", name: "Ledger", user_id: "u2", last_used_at: "2026-02-01T10:00:00Z" });
    const over = token({ id: "t3", name: "Old", revoked_at: "2026-02-01T10:00:00Z" });
    const { user, asked } = visit(
      "?show=all",
      {
        [`GET ${PATH}/api-tokens`]: { items: [token(), others, over], next_cursor: null },
        [`DELETE ${PATH}/api-tokens/t2`]: new Response(null, { status: 204 }),
        [`POST ${PATH}/api-tokens/t1/rotate`]: { token: token(), secret: "turnout_pat_2" },
      },
      MANAGER,
    );
    expect(await screen.findByText("Lena")).toBeTruthy();
    expect(screen.getByText("Ended: 1")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "More for Ledger" }));
    expect(screen.queryByRole("menuitem", { name: "Replace secret" })).toBeNull();
    await user.click(await screen.findByRole("menuitem", { name: "Revoke" }));
    const dialog = within(await screen.findByRole("alertdialog", { name: "Revoke Ledger?" }));
    await user.click(dialog.getByRole("button", { name: "Revoke" }));
    expect(await screen.findByText("Ledger is revoked.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "More for Website" }));
    await user.click(await screen.findByRole("menuitem", { name: "Replace secret" }));
    await user.click(await screen.findByLabelText("One week"));
    await user.click(screen.getByRole("button", { name: "Replace secret" }));
    expect(await screen.findByDisplayValue("turnout_pat_2")).toBeTruthy();
    expect(asked.find(({ path }) => path.endsWith("/rotate"))?.body).toEqual({ overlap_seconds: 604_800 });
  });

  it("tell in words what they may", async () => {
    visit("?token=t1", {
      [`GET ${PATH}/api-tokens`]: { items: [token()], next_cursor: null },
      [`GET ${PATH}/api-tokens/t1`]: token(),
    });
    const panel = within(await screen.findByRole("dialog", { name: "Website" }));
    expect(await panel.findByText("See orders and attendees")).toBeTruthy();
    expect(panel.queryByText("Change and cancel orders")).toBeNull();
  });
});

describe("service accounts", () => {
  it("are changed over the version that was seen, refused at the field, and deleted with their tokens", async () => {
    const wrong = { status: 422, errors: [{ pointer: "/role", detail: "This is more than you may." }] };
    const { user, asked } = visit(
      "/accounts",
      {
        [`PATCH ${PATH}/service-accounts/a1`]: () => Response.json(wrong, { status: 422 }),
        [`DELETE ${PATH}/service-accounts/a1`]: new Response(null, { status: 204 }),
      },
      MANAGER,
    );
    await user.click(await screen.findByRole("button", { name: "Robot" }));
    const panel = within(await screen.findByRole("dialog", { name: "Robot" }));
    await user.type(panel.getByLabelText("Name"), " 2");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    expect(await panel.findAllByText("This is more than you may.")).toHaveLength(2);
    const sent = asked.find(({ method }) => method === "PATCH");
    expect([sent?.headers.get("If-Match"), sent?.body]).toEqual([
      '"4"',
      { name: "Robot 2", role: "staff", event_ids: null },
    ]);
    await user.click(panel.getByRole("button", { name: "Cancel" }));
    await user.click(screen.getByRole("button", { name: "More for Robot" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
    const dialog = within(await screen.findByRole("alertdialog", { name: "Delete Robot?" }));
    await user.click(dialog.getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("Robot is deleted with its tokens.")).toBeTruthy();
  });
});
