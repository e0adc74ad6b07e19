import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import "./Suppressions";
import { fill } from "../../../ui/testing";
import type { Suppression } from "./queries";
import texts from "./texts/en.json";

const MAY = ["suppressions.read", "suppressions.edit", "suppressions.export"] as const;
const HERE = organization({ permissions: [...MAY] });
const LIST = `/organizations/${HERE.id}/suppressions`;
const GONE: Suppression = {
  id: "0190b1de-0000-7000-8000-0000000000f1",
  email: "gone@people.example",
  reason: "bounced",
  scope: "all",
  note: "550 no such mailbox",
  version: 2,
  created_at: "2026-01-01T00:00:00Z",
  created_by: "system:mail_providers.receive",
};

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: "/meridian/suppressions",
    texts: { suppressions: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${LIST}`]: { items: [GONE], next_cursor: null },
      [`POST ${LIST}`]: () => Response.json({ ...GONE, email: "ana@people.example" }, { status: 201 }),
      [`DELETE ${LIST}/${GONE.id}`]: () => new Response(null, { status: 204 }),
      [`GET ${LIST}/export`]: "email",
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("says which addresses get no mail and why, and finds by text and reason", async () => {
  const shown = visit();
  const rows = within(await screen.findByRole("list", { name: "Suppression list" }));
  expect(rows.getByText("gone@people.example")).toBeTruthy();
  expect(rows.getByText("Came back for good")).toBeTruthy();
  expect(rows.getByText("550 no such mailbox")).toBeTruthy();
  await fill(shown.user, screen.getByLabelText(/^Search/), "gone");
  await shown.user.selectOptions(screen.getByLabelText(/^Reason/), "bounced");
  await vi.waitFor(() => {
    const last = shown.asked.findLast(({ path }) => path === LIST)?.query;
    expect([last?.get("q"), last?.get("reason")]).toEqual(["gone", "bounced"]);
  });
});

it("takes an address by hand; what is missing is said at its field", async () => {
  const shown = visit();
  await shown.user.click(await screen.findByRole("button", { name: "Add an address" }));
  const panel = within(await screen.findByRole("dialog"));
  await fill(shown.user, panel.getByLabelText(/^Email address/), " ana@people.example");
  await shown.user.click(panel.getByRole("button", { name: "Add an address" }));
  expect(await panel.findAllByText("Say why.")).not.toHaveLength(0);
  await fill(shown.user, panel.getByLabelText(/^Reason/), "Asked by phone");
  await shown.user.click(panel.getByRole("button", { name: "Add an address" }));
  expect(await screen.findByText("ana@people.example is on the list.")).toBeTruthy();
  const sent = shown.asked.find(({ method }) => method === "POST");
  expect(sent?.body).toEqual({ email: "ana@people.example", scope: "news", note: "Asked by phone" });
});

it("takes one off with the reason, over the version that was seen", async () => {
  const shown = visit();
  await shown.user.click((await screen.findAllByRole("button", { name: /More|Actions/ }))[0] as HTMLElement);
  await shown.user.click(await screen.findByRole("menuitem", { name: "Take off the list" }));
  const dialog = within(await screen.findByRole("alertdialog"));
  await shown.user.click(dialog.getByRole("button", { name: "Take off the list" }));
  expect(await dialog.findByText("Say why.")).toBeTruthy();
  expect(shown.asked.some(({ method }) => method === "DELETE")).toBe(false);
  await fill(shown.user, dialog.getByLabelText(/^Why/), "New mailbox");
  await shown.user.click(dialog.getByRole("button", { name: "Take off the list" }));
  expect(await screen.findByText("gone@people.example gets mails again.")).toBeTruthy();
  const sent = shown.asked.find(({ method }) => method === "DELETE");
  expect([sent?.query.get("note"), sent?.headers.get("If-Match")]).toEqual(["New mailbox", '"2"']);
});

it("is taken along as CSV or as a workbook, and not as paper", async () => {
  const { user, asked } = visit();
  URL.createObjectURL = vi.fn(() => "blob:x");
  for (const name of ["Download CSV", "Download Excel"]) {
    await user.click(await screen.findByRole("button", { name }));
  }
  const files = asked.filter(({ path }) => path === `${LIST}/export`);
  expect(files.map(({ query }) => query.get("format"))).toEqual(["csv", "xlsx"]);
  expect(screen.queryByRole("button", { name: "Download PDF" })).toBeNull();
});

it("offers no change and no file to who may only look", async () => {
  visit({}, organization({ permissions: ["suppressions.read"] }));
  await screen.findByRole("list", { name: "Suppression list" });
  for (const name of ["Add an address", "Download CSV", "Download Excel"]) {
    expect(screen.queryByRole("button", { name })).toBeNull();
  }
});
