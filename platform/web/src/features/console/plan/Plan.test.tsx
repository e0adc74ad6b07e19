import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { catchDownloads, madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import "./Plan";
import { fill } from "../../../ui/testing";
import type { Cue, Plan, Supplier, Task } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({
  permissions: ["events.read", "event-plans.read", "event-plans.manage", "members.read"],
});
const EVENT = madeEvent();
const BASE = `/organizations/${HERE.id}`;
const PATH = `${BASE}/events/${EVENT.id}`;
const DOORS: Cue = {
  id: "doors",
  starts_at: "2026-12-14T16:30:00Z",
  starts_local: "2026-12-14T17:30:00",
  title: "Doors open",
  place: "Foyer",
  responsible: "Dana",
  notes: "",
  minutes: 30,
  version: 2,
};
const CHAIRS: Task = {
  id: "chairs",
  title: "Order chairs",
  notes: "",
  owner_id: "omar",
  owner_name: "Omar",
  due_on: "2026-12-01",
  state: "open",
  is_overdue: true,
  version: 5,
};
const CATERER: Supplier = {
  id: "caterer",
  name: "Delta Catering",
  supplies: "Lunch",
  contact_name: "Mo",
  phone: "+32 470 12 34 56",
  email: "mo@delta.example",
  notes: "",
  version: 1,
};
const PLAN: Plan = {
  event_id: EVENT.id,
  event_title: EVENT.title,
  time_zone: EVENT.time_zone,
  run_of_show: [DOORS],
  tasks: [CHAIRS],
  suppliers: [CATERER],
};

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/plan`,
    texts: { plan: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/plan`]: PLAN,
      [`GET ${BASE}/members`]: { items: [{ id: "omar", display_name: "Omar", email: "" }], next_cursor: null },
      ...answers,
    },
  });
}

const sent = (asked: readonly Asked[], method: string) => asked.filter((each) => each.method === method);

beforeEach(() => localStorage.clear());

describe("the plan of an event", () => {
  it("has the run of show, to which the next entry is added where the last one ends", async () => {
    const { user, asked } = visit({ [`POST ${PATH}/plan/run-of-show`]: { ...DOORS, id: "next", title: "Welcome" } });
    expect(await screen.findByText("17:30–18:00")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Add to the run" }));
    const panel = within(await screen.findByRole("dialog", { name: "New entry" }));
    await user.click(panel.getByRole("button", { name: "Add to the run" }));
    expect(panel.getAllByText("Say what it is")).toHaveLength(2);
    await fill(user, panel.getByLabelText("What"), "Welcome");
    await user.click(panel.getByRole("button", { name: "Add to the run" }));
    expect(await screen.findByText("Welcome is saved.")).toBeTruthy();
    expect(sent(asked, "POST")[0]?.body).toMatchObject({ title: "Welcome", starts_at: "2026-12-14T18:00", minutes: 0 });
  });

  it("has tasks, which are ticked off in the list and changed by what differs", async () => {
    const { user, asked } = visit({ [`PATCH ${PATH}/plan/tasks/chairs`]: CHAIRS });
    expect(await screen.findByText("Overdue")).toBeTruthy();
    await user.click(screen.getByRole("checkbox", { name: "Order chairs is done" }));
    await user.click(screen.getByRole("button", { name: "Order chairs" }));
    const panel = within(await screen.findByRole("dialog", { name: "Order chairs" }));
    await user.selectOptions(await panel.findByLabelText(/^Who does it/), "");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("Order chairs is saved.")).toBeTruthy();
    expect(sent(asked, "PATCH").map(({ body }) => body)).toEqual([{ state: "done" }, { owner_id: null }]);
    expect(sent(asked, "PATCH")[0]?.headers.get("If-Match")).toBe('"5"');
  });

  it("has suppliers to call; what is refused stands at its field, and they are deleted", async () => {
    const wrong = { status: 422, errors: [{ pointer: "/email", detail: "Not a valid address." }] };
    const { user } = visit({
      [`PATCH ${PATH}/plan/suppliers/caterer`]: () => Response.json(wrong, { status: 422 }),
      [`DELETE ${PATH}/plan/suppliers/caterer`]: () => new Response(null, { status: 204 }),
    });
    expect((await screen.findByRole("link", { name: "+32 470 12 34 56" })).getAttribute("href")).toBe(
      "tel:+32470123456",
    );
    await user.click(screen.getByRole("button", { name: "Delta Catering" }));
    const panel = within(await screen.findByRole("dialog", { name: "Delta Catering" }));
    await user.type(panel.getByLabelText(/^Email/), "x");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    expect(await panel.findAllByText("Not a valid address.")).toHaveLength(2);
    await user.click(panel.getByRole("button", { name: "Delete" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("Delta Catering is deleted.")).toBeTruthy();
  });

  it("is printed", async () => {
    const open = catchDownloads();
    const { user, asked } = visit({
      [`GET ${PATH}/plan/print.pdf`]: () => new Response("pdf", { headers: { "Content-Type": "application/pdf" } }),
    });
    await user.click(await screen.findByRole("button", { name: "Print" }));
    await vi.waitFor(() => expect(open).toHaveBeenCalledOnce());
    expect(asked.find(({ path }) => path.endsWith("/print.pdf"))?.query.get("language")).toBe("en");
  });

  it("is only read by who may not write it", async () => {
    visit({}, organization({ permissions: ["events.read", "event-plans.read"] }));
    expect(await screen.findByText("Doors open")).toBeTruthy();
    expect(screen.queryByRole("checkbox")).toBeNull();
    expect(screen.queryByRole("button", { name: "Add task" })).toBeNull();
    expect(screen.getByRole("button", { name: "Print" })).toBeTruthy();
  });
});
