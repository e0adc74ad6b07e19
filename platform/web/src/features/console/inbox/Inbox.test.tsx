import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import "./Inbox";
import type { TeamMessage } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["organizations.read"] });
const INBOX = `/organizations/${HERE.id}/inbox`;
const REVIEW: TeamMessage = {
  id: "0190b1de-0000-7000-8000-0000000000f1",
  kind: "order-review",
  title: "An order is held for review",
  text: "Lantern Night",
  path: "settings/membership",
  event_id: null,
  count: 3,
  created_at: "2026-01-01T00:00:00Z",
  read_at: null,
};
const EXPORT: TeamMessage = {
  ...REVIEW,
  id: "0190b1de-0000-7000-8000-0000000000f2",
  kind: "export-ready",
  title: "Your export is ready",
  text: "",
  path: "",
  count: 1,
  read_at: "2026-01-01T00:00:00Z",
};

function visit(answers: Answers = {}) {
  return renderConsole(routes, {
    at: "/meridian/inbox",
    texts: { inbox: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${INBOX}`]: { items: [REVIEW, EXPORT], next_cursor: null },
      [`GET ${INBOX}/unread`]: { unread: 1 },
      [`POST ${INBOX}/read`]: { unread: 0 },
      [`POST ${INBOX}/${REVIEW.id}/read`]: { ...REVIEW, read_at: "2026-01-02T00:00:00Z" },
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("says what a member was told, how often, and how much is unread", async () => {
  visit();
  const rows = within(await screen.findByRole("list", { name: "Inbox" }));
  expect(rows.getByRole("link", { name: REVIEW.title }).getAttribute("href")).toBe("/meridian/settings/membership");
  expect(rows.getByText("Lantern Night")).toBeTruthy();
  expect(rows.getByText("3 times")).toBeTruthy();
  expect(rows.getAllByText("New")).toHaveLength(1);
  const [menu] = screen.getAllByRole("link", { name: /^Inbox/ });
  expect(menu?.textContent).toContain("1 unread");
});

it("asks for what is unread alone", async () => {
  const { user, asked } = visit();
  await user.selectOptions(await screen.findByLabelText(/^Show/), "unread");
  await waitFor(() =>
    expect(asked.some(({ path, query }) => path === INBOX && query.get("unread") === "true")).toBe(true),
  );
});

it("marks one as read when it is opened", async () => {
  const { user, asked } = visit();
  await user.click(await screen.findByRole("link", { name: REVIEW.title }));
  await waitFor(() => expect(asked.some(({ path }) => path === `${INBOX}/${REVIEW.id}/read`)).toBe(true));
});

it("marks one as read without opening it, and all of them", async () => {
  const { user, asked } = visit();
  await user.click(await screen.findByRole("button", { name: `More for ${REVIEW.title}` }));
  await user.click(await screen.findByRole("menuitem", { name: "Mark as read" }));
  await waitFor(() => expect(asked.some(({ path }) => path === `${INBOX}/${REVIEW.id}/read`)).toBe(true));
  await user.click(screen.getByRole("button", { name: "Mark all as read" }));
  await waitFor(() => expect(asked.some(({ path }) => path === `${INBOX}/read`)).toBe(true));
});

it("says so where nothing is", async () => {
  visit({ [`GET ${INBOX}`]: { items: [], next_cursor: null }, [`GET ${INBOX}/unread`]: { unread: 0 } });
  expect(await screen.findByText("Nothing here yet")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Mark all as read" })).toBeNull();
});
