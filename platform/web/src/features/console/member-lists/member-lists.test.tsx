// The member lists of an organization: made, filled from a table, and their numbers deleted.
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import "./MemberListPage";
import "./MemberLists";
import { fill } from "../../../ui/testing";
import type { MemberList, MemberNumber } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["member_lists.read", "member_lists.edit"] });
const LISTS = `/organizations/${HERE.id}/member-lists`;
const LIST: MemberList = {
  id: "0190b1de-0000-7000-8000-0000000000b1",
  name: "Friends of the pier",
  version: 2,
  created_at: "2026-01-01T00:00:00Z",
  numbers: 2,
  uses: 1,
};
const NUMBER: MemberNumber = {
  id: "0190b1de-0000-7000-8000-0000000000b2",
  number: "AB-1234",
  expires_at: null,
  maximum_uses: 2,
  uses: 1,
  created_at: "2026-01-01T00:00:00Z",
};

function visit(path: string, answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/${path}`,
    texts: { "member-lists": texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${LISTS}`]: { items: [LIST] },
      [`GET ${LISTS}/${LIST.id}`]: LIST,
      [`GET ${LISTS}/${LIST.id}/numbers`]: { items: [NUMBER], next_cursor: null },
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("lists what there is, and makes one that has a name", async () => {
  const { user, asked } = visit("member-lists", {
    [`POST ${LISTS}`]: () => Response.json(LIST, { status: 201 }),
  });
  expect(await screen.findByText("2 numbers")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Add member list" }));
  const panel = within(await screen.findByRole("dialog"));
  await user.click(panel.getByRole("button", { name: "Add member list" }));
  expect((await panel.findAllByText("Give it a name.")).length).toBeGreaterThan(0);
  await fill(user, panel.getByLabelText("Name"), " Choir ");
  await user.click(panel.getByRole("button", { name: "Add member list" }));
  await waitFor(() => expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ name: "Choir" }));
});

it("takes a table of numbers, and names the lines that are wrong", async () => {
  let tries = 0;
  const { user, asked } = visit(`member-lists/${LIST.id}`, {
    [`POST ${LISTS}/${LIST.id}/numbers/import`]: () => {
      tries += 1;
      return tries > 1
        ? Response.json({ added: 1, changed: 2, unchanged: 3 })
        : Response.json(
            {
              title: "Some fields need attention",
              code: "invalid",
              status: 422,
              errors: [{ pointer: "/rows/3/number", detail: "Another line has this number.", code: "twice" }],
            },
            { status: 422, headers: { "Content-Type": "application/problem+json" } },
          );
    },
  });
  expect(await screen.findByText("1 of 2 tickets ordered")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Upload numbers" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Upload numbers" }));
  expect(dialog.getByText("Choose a file, or paste the table.")).toBeTruthy();
  await user.upload(dialog.getByLabelText("CSV file"), new File(["number\nAB1\nAB1"], "members.csv"));
  await user.click(dialog.getByRole("button", { name: "Upload numbers" }));
  expect(await dialog.findByText("Line 3: Another line has this number.")).toBeTruthy();
  await user.click(dialog.getByRole("button", { name: "Upload numbers" }));
  expect(await screen.findByText("1 added, 2 changed, 3 as they were")).toBeTruthy();
  expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ table: "number\nAB1\nAB1" });
});

it("deletes a number, and a list over the version that was seen", async () => {
  const { user, asked } = visit(`member-lists/${LIST.id}`, {
    [`DELETE ${LISTS}/${LIST.id}/numbers/${NUMBER.id}`]: () => new Response(null, { status: 204 }),
    [`DELETE ${LISTS}/${LIST.id}`]: () => new Response(null, { status: 204 }),
  });
  await user.click(await screen.findByRole("button", { name: "More for AB-1234" }));
  await user.click(await screen.findByRole("menuitem", { name: "Delete number" }));
  await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("AB-1234 was deleted")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Delete" }));
  await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(asked.filter(({ method }) => method === "DELETE")).toHaveLength(2));
  expect(asked.findLast(({ method }) => method === "DELETE")?.headers.get("If-Match")).toBe('"2"');
});

it("offers no change to who may only look", async () => {
  visit(`member-lists/${LIST.id}`, {}, organization({ permissions: ["member_lists.read"] }));
  expect(await screen.findByText("AB-1234")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Upload numbers" })).toBeNull();
});
