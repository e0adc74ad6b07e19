import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import "./ImportList";
import "./ImportPage";
import { columnLabel, fieldOf, formOf, mappingOf } from "./mapping-form";
import type { Import, ImportRow } from "./queries";
import orderTexts from "../orders/texts/en.json";
import texts from "./texts/en.json";

const HERE = organization({
  permissions: ["events.read", "catalog.read", "orders.read", "orders.give-away", "order-notes.write", "jobs.read"],
});
const EVENT = madeEvent();
const IMPORTS = `/organizations/${HERE.id}/events/${EVENT.id}/attendee-imports`;
const ONE = `${IMPORTS}/one`;
const NONE = { waiting: 0, ready: 0, skipped: 0, refused: 0, imported: 0, orders: 0 };
const TAG = { id: "0190b1de-0000-7000-8000-0000000000aa", name: "VIP", color: "red", version: 1 };

function made(changes: Partial<Import> = {}): Import {
  return {
    id: "one",
    event_id: EVENT.id,
    file_name: "guests.csv",
    state: "open",
    version: 1,
    created_at: "2026-03-01T12:00:00Z",
    created_by: "user:x",
    checked_at: null,
    job_id: null,
    expires_at: "2026-03-31T12:00:00Z",
    emptied_at: null,
    columns: ["Who", "Mail", ""],
    mapping: {
      name: 0,
      first_name: null,
      last_name: null,
      email: 1,
      ticket_type: null,
      ticket_type_id: "type",
      group: null,
      key: null,
      language: null,
      locale: "en",
      tags: null,
      tag_ids: [],
      answers: [{ question_key: "shirt", column: 2 }],
      needs_answers: true,
      sends_mail: false,
    },
    counts: { ...NONE, waiting: 2 },
    ...changes,
  };
}

const CHECKED = made({
  state: "checked",
  version: 2,
  checked_at: "2026-03-01T12:01:00Z",
  counts: { ...NONE, ready: 1, orders: 1, refused: 1 },
});
const ADA: ImportRow = {
  id: "ada",
  line: 2,
  state: "ready",
  cells: ["Ada Lovelace", "ada@example.org", "L"],
  reasons: [],
  order_id: null,
};
const BEA: ImportRow = {
  ...ADA,
  id: "bea",
  line: 3,
  state: "refused",
  cells: ["Bea", "wrong", ""],
  reasons: [
    { code: "email-bad", detail: "x", column: 1 },
    { code: "answer-missing", detail: "Shirt: Please answer this question.", column: null },
    { code: "unheard-of", detail: "Something else.", column: null },
  ],
};

function visit(at: string, answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/${at}`,
    texts: { imports: texts, orders: orderTexts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET /organizations/${HERE.id}/events/${EVENT.id}`]: EVENT,
      [`GET /organizations/${HERE.id}/events/${EVENT.id}/ticket-types`]: { items: [] },
      [`GET /organizations/${HERE.id}/events/${EVENT.id}/registration-form`]: {
        id: "form",
        version: 1,
        language: "en",
        questions: [{ key: "shirt", type: "short_text", label: { en: "Shirt" }, required: true }],
      },
      [`GET /organizations/${HERE.id}/order-tags`]: { items: [TAG] },
      [`GET ${IMPORTS}`]: { items: [], next_cursor: null },
      [`GET ${ONE}`]: made(),
      [`GET ${ONE}/rows`]: ({ query }: Asked) => ({
        items: query.getAll("state").includes("refused") ? [BEA] : [ADA, BEA],
        next_cursor: null,
      }),
      ...answers,
    },
  });
}

beforeEach(() => sessionStorage.clear());

describe("a table", () => {
  it("is sent as it is and leads to its page", async () => {
    const { user, asked } = visit("attendees/import", { [`POST ${IMPORTS}`]: made() });
    expect(await screen.findByText("No table yet")).toBeDefined();
    const file = new File(["name,email\nAda,ada@example.org"], "guests.csv", { type: "text/csv" });
    await user.upload(screen.getByLabelText("Table"), file);
    expect(await screen.findByRole("heading", { name: "guests.csv" })).toBeDefined();
    const sent = asked.find(({ method, path }) => method === "POST" && path === IMPORTS);
    expect(sent?.headers.get("Content-Type")).toBe("text/csv");
    expect(sent?.query.get("file_name")).toBe("guests.csv");
  });

  it("that is none is refused with the reason", async () => {
    const { Refused } = await import("../../../lib/api");
    const problem = {
      status: 422,
      code: "attendee-imports.unreadable",
      title: "This file is no table that we can read",
      detail: "",
      errors: [{ pointer: "/table", detail: "The file is empty.", code: "empty" }],
    };
    const { user } = visit("attendees/import", {
      [`POST ${IMPORTS}`]: () => {
        throw new Refused(problem as never);
      },
    });
    await user.upload(await screen.findByLabelText("Table"), new File([""], "guests.xlsx"));
    expect(await screen.findByText("The file is empty.")).toBeDefined();
  });

  it("of another kind is not sent at all", async () => {
    const { user, asked } = visit("attendees/import");
    const input = await screen.findByLabelText("Table");
    input.removeAttribute("accept");
    await user.upload(input, new File(["x"], "guests.pdf"));
    expect(await screen.findByText("Choose a CSV or XLSX file")).toBeDefined();
    expect(asked.some(({ method }) => method === "POST")).toBe(false);
  });

  it("is listed with what became of it", async () => {
    visit("attendees/import", {
      [`GET ${IMPORTS}`]: {
        items: [made({ state: "done", counts: { ...NONE, imported: 7, refused: 1 } })],
        next_cursor: null,
      },
    });
    expect(await screen.findByRole("link", { name: "guests.csv" })).toBeDefined();
    expect(screen.getByText("Imported: 7 · refused: 1")).toBeDefined();
  });
});

describe("the columns", () => {
  it("are corrected, kept over the version that was seen, and looked through at once", async () => {
    const { user, asked } = visit("attendees/import/one", {
      [`PUT ${ONE}/mapping`]: made({ version: 2 }),
      [`POST ${ONE}/check`]: { ...CHECKED, version: 3 },
    });
    await user.selectOptions(await screen.findByLabelText(/^Order/), "Who");
    await user.click(screen.getByRole("checkbox", { name: texts["field.sendsMail"] }));
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Look through the rows" }).disabled).toBe(true);
    await user.click(screen.getByRole("button", { name: "Save columns and look through" }));
    expect(await screen.findByText("Ready: 1 (orders: 1) · refused: 1 · there already: 0")).toBeDefined();
    const put = asked.find(({ method }) => method === "PUT");
    expect(put?.headers.get("If-Match")).toBe('"1"');
    expect(put?.body).toMatchObject({ name: 0, group: 0, sends_mail: true });
    const checked = asked.find(({ path }) => path === `${ONE}/check`);
    expect(checked?.headers.get("If-Match")).toBe('"2"');
  });

  it("that are missing are said before anything is sent", async () => {
    const { user, asked } = visit("attendees/import/one");
    await user.selectOptions(await screen.findByLabelText(/^Email/), "");
    await user.click(screen.getByRole("button", { name: "Save columns and look through" }));
    expect(await screen.findAllByText("Choose the column with the email addresses")).not.toHaveLength(0);
    expect(asked.some(({ method }) => method === "PUT")).toBe(false);
  });
});

describe("the dry run", () => {
  it("shows problems only, with the column of each", async () => {
    const { user } = visit("attendees/import/one", { [`GET ${ONE}`]: CHECKED });
    expect(await screen.findByText("This is no email address.")).toBeDefined();
    expect(screen.getByText("Something else.")).toBeDefined();
    const before = screen.getAllByText("Ada Lovelace").length;
    await user.click(screen.getByRole("button", { name: /^All/ }));
    await waitFor(() => expect(screen.getAllByText("Ada Lovelace")).toHaveLength(before + 1));
  });

  it("is brought in once, and goes on in the background", async () => {
    const running = made({ state: "running", version: 3, job_id: "job", counts: { ...NONE, ready: 1 } });
    const { user, asked } = visit("attendees/import/one", {
      [`GET ${ONE}`]: () => (asked.some(({ path }) => path === `${ONE}/run`) ? running : CHECKED),
      [`POST ${ONE}/run`]: running,
      [`GET /organizations/${HERE.id}/jobs/job`]: {
        id: "job",
        kind: "attendees.import",
        state: "running",
        started_by: "user:x",
        started_at: "2026-03-01T12:00:00Z",
        finished_at: null,
        total: 1,
        done: 0,
        skipped: 0,
        failed: 0,
        event_id: EVENT.id,
        about_id: "one",
      },
    });
    await user.click(await screen.findByRole("button", { name: "Import attendees (1)" }));
    expect(await screen.findByText("0 of 1")).toBeDefined();
    const run = asked.find(({ path }) => path === `${ONE}/run`);
    expect(run?.headers.get("If-Match")).toBe('"2"');
    expect(run?.headers.get("Idempotency-Key")).not.toBe("");
    expect(screen.queryByRole("button", { name: "Delete" })).toBeNull();
  });

  it("that is over leads to the attendees, and the table is deleted", async () => {
    const done = made({
      state: "done",
      checked_at: "2026-03-01T12:01:00Z",
      counts: { ...NONE, imported: 2, orders: 1 },
    });
    const { user, asked } = visit("attendees/import/one", { [`GET ${ONE}`]: done, [`DELETE ${ONE}`]: undefined });
    expect(await screen.findByText("Attendees imported: 2")).toBeDefined();
    expect(screen.getByRole("link", { name: "See all attendees" })).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Delete" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(asked.some(({ method, path }) => method === "DELETE" && path === ONE)).toBe(true));
  });

  it("of a table whose contents are gone shows the report only", async () => {
    visit("attendees/import/one", {
      [`GET ${ONE}`]: made({ emptied_at: "2026-04-01T12:00:00Z", columns: [], counts: { ...NONE, imported: 1 } }),
      [`GET ${ONE}/rows`]: { items: [{ ...ADA, state: "imported", cells: [], order_id: "order" }], next_cursor: null },
    });
    expect(await screen.findByText("The contents were deleted")).toBeDefined();
    expect(await screen.findByRole("link", { name: "Line 2" })).toBeDefined();
    expect(screen.queryByText(texts.columnsLead)).toBeNull();
  });
});

it("is not for who may not give tickets away", async () => {
  const here = organization({ permissions: ["events.read", "orders.read"] });
  visit("attendees/import", {}, here);
  await waitFor(() => expect(screen.queryByLabelText("Table")).toBeNull());
});

it("says a mapping and its form in either direction", () => {
  const found = made();
  expect(mappingOf(formOf(found), found)).toEqual(found.mapping);
  const tagged = made({ mapping: { ...found.mapping, tag_ids: ["a", "b"] } });
  expect(mappingOf({ ...formOf(tagged), tagId: "c" }, tagged).tag_ids).toEqual(["c", "b"]);
  expect(["/email", "/ticket_type_id", "/tag_ids/0", "/answers/0/column"].map(fieldOf)).toEqual([
    "email",
    "ticketTypeId",
    "tagId",
    null,
  ]);
  expect([columnLabel(found.columns, 0), columnLabel(found.columns, 2), columnLabel([], 27)]).toEqual([
    "Who",
    "C",
    "AB",
  ]);
});
