import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import { fill } from "../../../ui/testing";
import { changesOf, EMPTY, endOf, fieldOf, formOf, newOf, problemsOf } from "./blocked-form";
import "./BlockedAddresses";
import type { BlockedAddress } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["blocked_addresses.read", "blocked_addresses.edit"] });
const LIST = `/organizations/${HERE.id}/blocked-addresses`;
const ANA: BlockedAddress = {
  id: "0190b1de-0000-7000-8000-0000000000e7",
  kind: "email",
  value: "ana@people.example",
  outcome: "refuse",
  reason: "Charged back",
  ends_at: "2026-03-01T12:00:00Z",
  is_over: false,
  version: 4,
  created_at: "2026-01-01T00:00:00Z",
  created_by: "user:x",
};
const OVER = { ...ANA, id: "0190b1de-0000-7000-8000-0000000000e8", value: "spam.example", is_over: true };

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: "/meridian/blocked-addresses",
    texts: { "blocked-addresses": texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${LIST}`]: { items: [ANA, OVER], next_cursor: null },
      [`GET ${LIST}/${ANA.id}`]: ANA,
      [`POST ${LIST}`]: { ...ANA, value: "203.0.113.0/24" },
      [`PATCH ${LIST}/${ANA.id}`]: { ...ANA, outcome: "review" },
      [`DELETE ${LIST}/${ANA.id}`]: () => new Response(null, { status: 204 }),
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("says what is blocked, what happens, why and until when", async () => {
  visit();
  const rows = within(await screen.findByRole("list", { name: "Blocked addresses" }));
  expect(rows.getByText("ana@people.example")).toBeTruthy();
  expect(rows.getAllByText("Email address · Orders are refused")).toHaveLength(2);
  expect(rows.getAllByText("Charged back")).toHaveLength(2);
  expect(rows.getAllByText("Over")).toHaveLength(1);
});

it("blocks an address; what is missing is said at its field", async () => {
  const shown = visit();
  await shown.user.click(await screen.findByRole("button", { name: "Block an address" }));
  const panel = within(await screen.findByRole("dialog"));
  await shown.user.selectOptions(panel.getByLabelText(/What is compared/), "network");
  await shown.user.click(panel.getByRole("button", { name: "Block an address" }));
  expect(await panel.findAllByText("Say what to block.")).not.toHaveLength(0);
  await fill(shown.user, panel.getByLabelText(/^Address/), " 203.0.113.0/24");
  await fill(shown.user, panel.getByLabelText(/Reason/), "Resellers");
  await shown.user.click(panel.getByRole("button", { name: "Block an address" }));
  expect(await screen.findByText("203.0.113.0/24 is blocked.")).toBeTruthy();
  const sent = shown.asked.find(({ method }) => method === "POST");
  expect(sent?.body).toEqual({
    kind: "network",
    value: "203.0.113.0/24",
    outcome: "review",
    reason: "Resellers",
    ends_at: null,
  });
});

it("unblocks over the version that was seen", async () => {
  const shown = visit();
  await shown.user.click((await screen.findAllByRole("button", { name: /More|Actions/ }))[0] as HTMLElement);
  await shown.user.click(await screen.findByRole("menuitem", { name: "Unblock" }));
  const dialog = within(await screen.findByRole("alertdialog"));
  await shown.user.click(dialog.getByRole("button", { name: /Unblock|Delete/ }));
  expect(await screen.findByText("ana@people.example is not blocked any more.")).toBeTruthy();
  const sent = shown.asked.find(({ method }) => method === "DELETE");
  expect(sent?.headers.get("If-Match")).toBe('"4"');
});

it("offers no change to who may only look", async () => {
  visit({}, organization({ permissions: ["blocked_addresses.read"] }));
  await screen.findByRole("list", { name: "Blocked addresses" });
  expect(screen.queryByRole("button", { name: "Block an address" })).toBeNull();
});

describe("the form", () => {
  it("sends what changed and nothing else", () => {
    const form = { ...formOf(ANA), outcome: "review" as const };
    expect(changesOf(form, ["outcome"], 0)).toEqual({ outcome: "review" });
    expect(changesOf({ ...form, lasts: "kept" }, ["lasts"], 0)).toEqual({});
    expect(changesOf({ ...form, lasts: "always" }, ["lasts"], 0)).toEqual({ ends_at: null });
  });

  it("reckons the end from now", () => {
    expect(endOf("week", 0)).toBe("1970-01-08T00:00:00.000Z");
    expect(newOf({ ...EMPTY, value: " a@b.example ", reason: " x " }, 0)).toMatchObject({
      value: "a@b.example",
      reason: "x",
    });
  });

  it("knows its fields", () => {
    expect([...problemsOf(EMPTY).keys()]).toEqual(["value", "reason"]);
    expect([fieldOf("/ends_at"), fieldOf("/nothing")]).toEqual(["lasts", null]);
  });
});
