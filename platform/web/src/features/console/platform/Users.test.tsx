import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { dialogIsGone, giveReason, ME, OTHER, PERSON, refused, visitPlatform } from "./testing";
import "./ErasurePage";
import "./MergePage";
import "./MergeUsers";
import "./UserList";
import "./UserPage";

const BASE = "/platform/users";
const READ = "platform.users.read";
const MEMBERSHIP = {
  organization_id: "0190b1de-0000-7000-8000-0000000000b1",
  organization_name: "Quay",
  role: "owner",
};
const LOGIN = {
  id: "0190b1de-0000-7000-8000-0000000000d1",
  agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  program: "Firefox",
  system: "Linux",
  address: "192.0.2.7",
  created_at: "2026-02-01T10:00:00Z",
  last_used_at: "2026-02-02T10:00:00Z",
};

const detail = (person: object, memberships: readonly object[] = [], logins: readonly object[] = []) => ({
  person,
  memberships,
  logins,
});

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("accounts of the platform", () => {
  it("are found, and show memberships and logins without acts for who may only look", async () => {
    const { user } = visitPlatform("users", [READ], {
      [`GET ${BASE}`]: { items: [PERSON], next_cursor: null },
      [`GET ${BASE}/${PERSON.id}`]: detail(PERSON, [MEMBERSHIP], [LOGIN]),
    });
    await user.click(await screen.findByRole("link", { name: "Inês Duarte" }));
    expect(await screen.findByText("Firefox on Linux")).toBeTruthy();
    expect(screen.getByText("Quay")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Suspend" })).toBeNull();
  });

  it("are suspended and opened again, each with what the server answers", async () => {
    const view = visitPlatform(`users/${PERSON.id}`, [READ, "platform.users.suspend", "platform.users.unlock"], {
      [`GET ${BASE}`]: { items: [], next_cursor: null },
      [`GET ${BASE}/${PERSON.id}`]: detail(PERSON, [], [LOGIN]),
      [`POST ${BASE}/${PERSON.id}/suspend`]: detail({ ...PERSON, is_suspended: true }),
      [`POST ${BASE}/${PERSON.id}/lift`]: detail(PERSON),
      [`POST ${BASE}/${PERSON.id}/unlock`]: detail(PERSON),
      [`POST ${BASE}/${PERSON.id}/end-logins`]: detail(PERSON),
    });
    for (const name of ["Sign out everywhere", "End the pause", "Suspend", "Open again"]) {
      await giveReason(view, name, "Asked for by phone.");
      await dialogIsGone();
    }
    expect(screen.getByText("Signed in nowhere.")).toBeTruthy();
  });

  it("of oneself cannot be suspended, nor erased", async () => {
    visitPlatform(`users/${ME}`, [READ, "platform.users.suspend", "platform.users.erase", "platform.users.merge"], {
      [`GET ${BASE}/${ME}`]: detail({ ...PERSON, id: ME }),
    });
    await screen.findByRole("heading", { level: 1, name: "Inês Duarte" });
    expect(screen.queryByRole("button", { name: "Suspend" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Erase" })).toBeNull();
  });

  it("are erased, which can be cancelled", async () => {
    const erasure = {
      id: "0190b1de-0000-7000-8000-0000000000e1",
      asked_at: "2026-03-01T10:00:00Z",
      due_at: "2026-03-08T10:00:00Z",
      cancelled_at: null as string | null,
      done_at: null,
      user_id: PERSON.id,
      reason: "Asked by letter.",
      asked_by: "operator:1",
      report: null,
    };
    const view = visitPlatform(`users/${PERSON.id}`, [READ, "platform.users.erase"], {
      [`GET ${BASE}/${PERSON.id}`]: detail(PERSON),
      "POST /platform/erasures": erasure,
      "GET /platform/erasures": { items: [], next_cursor: null },
      [`GET /platform/erasures/${erasure.id}`]: () => erasure,
      [`POST /platform/erasures/${erasure.id}/cancel`]: () => {
        erasure.cancelled_at = "2026-03-02T10:00:00Z";
        return new Response(null, { status: 204 });
      },
    });
    const { user, asked } = view;
    await user.click(await screen.findByRole("button", { name: "Erase" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("checkbox", { name: /At once/ }));
    await user.click(within(dialog).getByLabelText(/Reason/));
    await user.paste("Asked by letter.");
    await user.click(within(dialog).getByRole("button", { name: "Erase" }));
    await screen.findByRole("button", { name: "Cancel it" });
    expect(asked.find(({ path }) => path === "/platform/erasures")?.body).toEqual({
      email: PERSON.email,
      reason: "Asked by letter.",
      at_once: true,
    });
    await giveReason(view, "Cancel it", "A mistake.");
    expect(await screen.findByText("Cancelled")).toBeTruthy();
  });
});

describe("merging two accounts", () => {
  const answers = {
    [`GET ${BASE}`]: { items: [PERSON, OTHER], next_cursor: null },
    [`GET ${BASE}/${PERSON.id}`]: detail(PERSON, [MEMBERSHIP]),
  };
  const MAY = [READ, "platform.users.merge"];

  it("shows what moves before it is done, and then what was done", async () => {
    const merge = {
      id: "0190b1de-0000-7000-8000-0000000000f1",
      from_user_id: PERSON.id,
      into_user_id: OTHER.id,
      from_email: "",
      into_email: OTHER.email,
      reason: "Mails from both.",
      asked_by: "operator:1",
      asked_at: "2026-03-01T10:00:00Z",
      done_at: "2026-03-01T10:05:00Z",
      report: { organizations: 1, moved: { orders: 4 }, ended: { passkeys: 1 } },
    };
    const view = visitPlatform(`users/${PERSON.id}/merge`, MAY, {
      ...answers,
      [`GET ${BASE}/${OTHER.id}`]: detail(OTHER),
      "POST /platform/user-merges": merge,
      [`GET /platform/user-merges/${merge.id}`]: merge,
    });
    const { user, asked } = view;
    await user.click(await screen.findByRole("button", { name: /Inês Duarte/ }));
    expect(await screen.findByText("Membership of Quay")).toBeTruthy();
    await giveReason(view, "Merge for good", "Mails from both.");
    expect(await screen.findByText("Order")).toBeTruthy();
    expect(screen.getByText("An account that is closed; its address is free again")).toBeTruthy();
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
      from_user_id: PERSON.id,
      into_user_id: OTHER.id,
      reason: "Mails from both.",
    });
  });

  it("is not offered where both are members of one organization", async () => {
    const { user } = visitPlatform(`users/${PERSON.id}/merge`, MAY, {
      ...answers,
      [`GET ${BASE}/${OTHER.id}`]: detail(OTHER, [MEMBERSHIP]),
    });
    await user.click(await screen.findByRole("button", { name: /Inês Duarte/ }));
    expect(await screen.findByText(/Both are members of Quay/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Merge for good" })).toBeNull();
  });

  it("says what the server holds against it", async () => {
    const view = visitPlatform(`users/${PERSON.id}/merge`, MAY, {
      ...answers,
      [`GET ${BASE}/${OTHER.id}`]: detail(OTHER),
      "POST /platform/user-merges": () =>
        refused(409, { code: "user_merges.unmergeable", title: "This account cannot be merged", detail: "" }),
    });
    await view.user.click(await screen.findByRole("button", { name: /Inês Duarte/ }));
    await giveReason(view, "Merge for good", "Mails from both.");
    expect(await screen.findByText("This account cannot be merged")).toBeTruthy();
  });
});
