// Badges in the console: layouts out of templates, the designer by keys and fields, prints with their reasons.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { catchDownloads, madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import "./BadgeLayouts";
import "./BadgePrints";
import "./Designer";
import { fill } from "../../../ui/testing";
import { added, type Design } from "./design";
import type { Layout, PrintRun } from "./queries";
import texts from "./texts/en.json";

const ALL = ["events.read", "badges.read", "badges.edit", "badges.print", "orders.read", "jobs.read", "catalog.read"];
const HERE = organization({ permissions: ALL });
const EVENT = madeEvent();
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const BLANK: Design = { width_mm: 90, height_mm: 55, sides: "one", sheet: null, elements: [] };
const LAYOUT: Layout = {
  id: "layout",
  event_id: EVENT.id,
  name: "Standard",
  is_default: true,
  ticket_type_ids: ["type"],
  design: added(added(BLANK, "name"), "qr"),
  version: 3,
  created_at: "2026-12-01T10:00:00Z",
  updated_at: "2026-12-01T10:00:00Z",
};
const RUN: PrintRun = {
  id: "run",
  event_id: EVENT.id,
  format: "pdf",
  dpi: 0,
  device: "Desk 1",
  layout_id: null,
  job_id: "job",
  prints: 120,
  parts: 2,
  started_at: "2026-12-01T10:00:00Z",
  started_by: "user:dana",
  expires_at: "2999-12-02T10:00:00Z",
};

function visit(place = "", answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/badges${place}`,
    texts: { badges: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/ticket-types`]: {
        items: [{ id: "type", name: "Admission", state: "active" }],
        next_cursor: null,
      },
      [`GET ${PATH}/registration-form`]: {
        id: "form",
        version: 1,
        language: "en",
        questions: [{ key: "company", type: "short_text", label: { en: "Company" } }],
        saved_at: null,
        saved_by: "",
      },
      [`GET ${PATH}/badge-layouts`]: { items: [LAYOUT] },
      [`GET ${PATH}/badge-layouts/layout`]: LAYOUT,
      [`GET ${PATH}/badge-layouts/templates`]: { items: [{ key: "label", design: LAYOUT.design }] },
      [`POST ${PATH}/badge-layouts/preview`]: () =>
        new Response("<svg/>", { headers: { "Content-Type": "image/svg+xml" } }),
      [`GET ${PATH}/badge-print-runs`]: { items: [RUN], next_cursor: null },
      ...answers,
    },
  });
}

function sent(asked: readonly Asked[], method: string): Record<string, unknown> {
  const found = asked.filter((each) => each.method === method && !each.path.endsWith("/preview")).at(-1);
  return found?.body as Record<string, unknown>;
}

beforeEach(() => localStorage.clear());

describe("badge layouts", () => {
  it("says which is for whom and how large", async () => {
    visit();
    const row = within(await screen.findByRole("list", { name: "Badges" })).getByRole("listitem");
    await within(row).findByText("Admission");
    within(row).getByText("Default");
    within(row).getByText("90 × 55 mm");
  });

  it("makes one out of a template, under a name that no other has", async () => {
    const { asked, user } = visit("", { [`POST ${PATH}/badge-layouts`]: { ...LAYOUT, id: "layout" } });
    await user.click(await screen.findByRole("button", { name: "New layout" }));
    await user.click(await screen.findByRole("radio", { name: /Label/ }));
    await fill(user, screen.getByLabelText("Name"), "standard");
    await user.click(screen.getByRole("button", { name: "Create layout" }));
    await screen.findByText("Another layout has this name");
    await fill(user, screen.getByLabelText("Name"), "standard roll");
    await user.click(screen.getByRole("button", { name: "Create layout" }));
    await screen.findByRole("button", { name: "Save layout" });
    expect(sent(asked, "POST")).toMatchObject({ name: "standard roll", is_default: false, design: { width_mm: 90 } });
  });

  it("offers nothing to change to who may only look", async () => {
    visit("/layout", {}, organization({ permissions: ["events.read", "badges.read", "catalog.read"] }));
    await screen.findByRole("group", { name: "Badge" });
    expect(screen.queryByRole("button", { name: "Save layout" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Add element" })).toBeNull();
  });
});

describe("the designer", () => {
  it("moves the element by arrow keys, by a millimetre or a tenth, and says where it is", async () => {
    const { asked, user } = visit("/layout", { [`PATCH ${PATH}/badge-layouts/layout`]: { ...LAYOUT, version: 4 } });
    const box = await screen.findByRole("button", { name: /name: 15 mm from the left, 22.5 mm from the top/ });
    box.focus();
    fireEvent.keyDown(box, { key: "ArrowRight" });
    fireEvent.keyDown(box, { key: "ArrowUp", altKey: true });
    fireEvent.keyDown(box, { key: "ArrowRight", shiftKey: true });
    await waitFor(() =>
      expect(screen.getByText("16 mm from the left, 22.4 mm from the top, 61 × 10 mm").getAttribute("role")).toBe(
        "status",
      ),
    );
    await user.click(screen.getByRole("button", { name: "Save layout" }));
    await screen.findByText("Layout saved");
    const saved = sent(asked, "PATCH") as { design: Design };
    expect(saved.design.elements[0]).toMatchObject({ x_mm: 16, y_mm: 22.4, width_mm: 61 });
    expect(asked.find(({ method }) => method === "PATCH")?.headers.get("If-Match")).toBe('"3"');
  });

  it("adds an answer of the form, sets its measures, and takes it away again", async () => {
    const { user } = visit("/layout");
    await screen.findByRole("option", { name: "Answer of the form" });
    await user.selectOptions(screen.getByLabelText("What to add"), "answer");
    await user.click(screen.getByRole("button", { name: "Add element" }));
    await screen.findByRole("heading", { name: "Company" });
    const left = screen.getByLabelText("Left (mm)");
    await fill(user, left, "3,5");
    await screen.findByRole("button", { name: /^Company: 3.5 mm from the left/ });
    await user.click(screen.getByRole("button", { name: "Remove" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: /^Company:/ })).toBeNull());
  });

  it("draws whose name is asked for, and says when somebody was faster", async () => {
    const conflict = {
      type: "/problems/precondition-failed",
      title: "Changed",
      status: 412,
      code: "precondition-failed",
    };
    const { asked, user } = visit("/layout", {
      [`PATCH ${PATH}/badge-layouts/layout`]: () => Response.json(conflict, { status: 412 }),
    });
    await user.selectOptions(await screen.findByLabelText("Shown name"), "arabic");
    await waitFor(() => {
      const drawn = asked.filter(({ path }) => path.endsWith("/preview")).map(({ body }) => body);
      expect(drawn.at(-1)).toMatchObject({ sample: "arabic" });
    });
    await user.selectOptions(screen.getByLabelText("Sides"), "folded");
    await user.click(screen.getByRole("button", { name: "Save layout" }));
    await screen.findByText(/Someone changed this layout in the meantime/);
  });
});

describe("prints", () => {
  it("lists files in parts and fetches one", async () => {
    catchDownloads();
    const { asked, user } = visit("/prints", {
      [`GET ${PATH}/badge-print-runs/run`]: RUN,
      [`GET ${PATH}/badge-print-runs/run/file`]: () =>
        new Response("%PDF", { headers: { "Content-Type": "application/pdf" } }),
    });
    await screen.findByText("120 badges");
    screen.getByText("Desk 1");
    await user.click(screen.getByRole("button", { name: "Part 2" }));
    await waitFor(() => {
      const file = asked.find(({ path }) => path.endsWith("/file"));
      expect(file?.query.get("part")).toBe("2");
    });
  });

  it("starts a job for many also beside what was printed, and looks again", async () => {
    const { asked, user } = visit("/prints", { [`POST ${PATH}/badge-print-runs/found`]: { id: "job" } });
    await screen.findByText("120 badges");
    const looked = (): number =>
      asked.filter(({ method, path }) => method === "GET" && path.endsWith("/badge-print-runs")).length;
    const before = looked();
    await user.click(await screen.findByRole("button", { name: "Print many" }));
    await user.click(screen.getByRole("button", { name: "Print badges" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(looked()).toBeGreaterThan(before));
  });

  it("starts a job for many, with a reason where badges are printed again", async () => {
    const { asked, user } = visit("", { [`POST ${PATH}/badge-print-runs/found`]: { id: "job" } });
    await user.click(await screen.findByRole("button", { name: "Print many" }));
    await user.click(screen.getByRole("checkbox", { name: "Also those printed before" }));
    await user.click(screen.getByRole("button", { name: "Print badges" }));
    await screen.findByText("Please say why");
    await fill(user, screen.getByLabelText("Why again?"), "New logo");
    await user.click(screen.getByRole("button", { name: "Print badges" }));
    await screen.findByText("120 badges");
    expect(sent(asked, "POST")).toMatchObject({ again: true, reason: "New logo", filter: {} });
  });
});
