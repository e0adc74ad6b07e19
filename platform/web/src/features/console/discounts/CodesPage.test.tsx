// The codes of a discount: made in numbers, found, paused and deleted.
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import { fill } from "../../../ui/testing";
import type { DiscountCode, Job } from "./codes";
import texts from "./texts/en.json";
import "./CodesPage";

const HERE = organization({ permissions: ["discounts.read", "discounts.edit", "jobs.read"] });
const ID = "0190b1de-0000-7000-8000-0000000000d1";
const BASE = `/organizations/${HERE.id}/discounts/${ID}`;
const JOBS = `/organizations/${HERE.id}/jobs`;
const UNUSED: DiscountCode = { id: "0190b1de-0000-7000-8000-0000000000c1", code: "VIP7AB2", is_paused: false, uses: 0 };
const USED: DiscountCode = { id: "0190b1de-0000-7000-8000-0000000000c2", code: "VIP9XY4", is_paused: true, uses: 1 };
const JOB: Job = {
  id: "0190b1de-0000-7000-8000-0000000000e1",
  kind: "discounts.make-codes",
  state: "running",
  started_by: "user:1",
  started_at: "2026-01-01T00:00:00Z",
  finished_at: null,
  total: 4,
  done: 1,
  skipped: 0,
  failed: 0,
  event_id: null,
  about_id: ID,
};

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/discounts/${ID}/codes`,
    texts: { discounts: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${BASE}`]: { id: ID, name: "Press", uses_per_code: 1, event_id: null },
      [`GET ${BASE}/codes`]: { items: [UNUSED, USED], next_cursor: null },
      [`GET ${JOBS}`]: { items: [], next_cursor: null },
      ...answers,
    },
  });
}

async function choose(user: ReturnType<typeof visit>["user"], code: string, action: string): Promise<void> {
  await user.click(await screen.findByRole("button", { name: new RegExp(code) }));
  await user.click(await screen.findByRole("menuitem", { name: action }));
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("The codes of a discount", () => {
  it("are downloaded as CSV or as a workbook", async () => {
    const { user, asked } = visit({ [`GET ${BASE}/codes/export`]: "code" });
    URL.createObjectURL = vi.fn(() => "blob:x");
    for (const name of ["Download CSV", "Download Excel"]) {
      await user.click(await screen.findByRole("button", { name }));
    }
    const files = asked.filter(({ path }) => path.endsWith("/codes/export"));
    expect(files.map(({ query }) => query.get("format"))).toEqual(["csv", "xlsx"]);
  });

  it("are made in numbers, once; what is wrong is said at its field", async () => {
    const { user, asked } = visit({
      [`POST ${BASE}/codes`]: () => Response.json(JOB, { status: 202 }),
    });
    await user.click(await screen.findByRole("button", { name: "Make codes" }));
    const dialog = within(await screen.findByRole("dialog"));
    await fill(user, dialog.getByLabelText(/^Number of codes/), "100001");
    await user.click(dialog.getByRole("button", { name: "Make codes" }));
    expect(dialog.getAllByText("Enter a whole number from 1 to 100,000.").length).toBeGreaterThan(0);
    await fill(user, dialog.getByLabelText(/^Number of codes/), "2000");
    await fill(user, dialog.getByLabelText(/^They begin with/), "vip-");
    await user.click(dialog.getByRole("button", { name: "Make codes" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const sent = asked.filter(({ method }) => method === "POST");
    expect(sent.map(({ body }) => body)).toEqual([{ count: 2000, prefix: "VIP" }]);
    expect(sent[0]?.headers.get("Idempotency-Key")).toBeTruthy();
  });

  it("show how far the job is that makes them", async () => {
    visit({ [`GET ${JOBS}`]: { items: [{ ...JOB, id: UNUSED.id, about_id: UNUSED.id }, JOB], next_cursor: null } });
    expect(await screen.findByText("25%")).toBeTruthy();
  });

  it("are shown as soon as the job is over", async () => {
    let isMade = false;
    const { user } = visit({
      [`GET ${BASE}/codes`]: () => ({ items: isMade ? [UNUSED] : [], next_cursor: null }),
      [`GET ${JOBS}`]: () => ({ items: isMade ? [] : [JOB], next_cursor: null }),
      [`POST ${BASE}/codes`]: () => Response.json(JOB, { status: 202 }),
    });
    await user.click((await screen.findAllByRole("button", { name: "Make codes" }))[0] as HTMLElement);
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByLabelText(/^Number of codes/), "1");
    await user.click(dialog.getByRole("button", { name: "Make codes" }));
    expect(await screen.findByText("25%")).toBeTruthy();
    expect(screen.queryByText(UNUSED.code)).toBeNull();
    isMade = true;
    expect(await screen.findByText(UNUSED.code, {}, { timeout: 4000 })).toBeTruthy();
  });

  it("are found by a part and by their use", async () => {
    const { user, asked } = visit();
    await fill(user, await screen.findByLabelText("Find a part of a code"), "7ab");
    await user.selectOptions(screen.getByLabelText(/^Use/), "Not used");
    await waitFor(() =>
      expect(asked.some(({ query }) => query.get("q") === "7ab" && query.get("used") === "false")).toBe(true),
    );
  });

  it("are paused and resumed one by one, and deleted while no order used them", async () => {
    const { user, asked } = visit({
      [`PATCH ${BASE}/codes/${USED.id}`]: { ...USED, is_paused: false },
      [`DELETE ${BASE}/codes/${UNUSED.id}`]: () => new Response(null, { status: 204 }),
    });
    await choose(user, USED.code, "Resume");
    await waitFor(() => expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({ is_paused: false }));
    await choose(user, UNUSED.code, "Delete");
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "DELETE")).toBe(true));
    await user.click(screen.getByRole("button", { name: new RegExp(USED.code) }));
    expect(screen.queryByRole("menuitem", { name: "Delete" })).toBeNull();
  });

  it("are only read by who may not change them", async () => {
    visit({}, organization({ permissions: ["discounts.read"] }));
    expect(await screen.findByText(UNUSED.code)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Make codes" })).toBeNull();
    expect(screen.getByText("1 of 1 used")).toBeTruthy();
  });
});
