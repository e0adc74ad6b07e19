// Printing one badge from an attendee's page: on record first, a reprint with its reason.
import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import "../orders/AttendeePage";
import orderTexts from "../orders/texts/en.json";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import { fill } from "../../../ui/testing";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["orders.read", "badges.read", "badges.print"] });
const EVENT = madeEvent();
const BASE = `/organizations/${HERE.id}`;
const PATH = `${BASE}/events/${EVENT.id}`;
const TICKET = {
  id: "ticket",
  event_id: EVENT.id,
  ticket_type_id: "type",
  state: "valid",
  holder_name: "Ada",
  holder_email: "ada@example.org",
  is_transferred: false,
  issued_at: "2026-02-01T12:00:00Z",
  voided_at: null,
  void_reason: null,
  checkins: [],
};
const ATTENDEE = {
  id: "attendee",
  order_id: "order",
  order_number: "K7QX4M",
  order_state: "confirmed",
  event_id: EVENT.id,
  ticket_type_id: "type",
  name: "Ada",
  email: "ada@example.org",
  buyer_name: "Ada",
  buyer_email: "ada@example.org",
  answers: {},
  tickets: [TICKET],
  transfers: [],
  tag_ids: [],
};
const BEFORE = {
  id: "print",
  run_id: "run",
  ticket_id: "ticket",
  attendee_name: "Ada",
  ticket_type_id: "type",
  number: 1,
  reason: "",
  device: "Desk 1",
  layout_id: null,
  printed_at: "2026-12-14T10:00:00Z",
  printed_by: "user:dana",
};
function visit(prints: readonly unknown[], answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: "/meridian/attendees/attendee",
    texts: { badges: texts, orders: orderTexts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${BASE}/attendees/attendee`]: ATTENDEE,
      [`GET ${BASE}/order-tags`]: { items: [] },
      [`GET ${BASE}/orders/order/notes`]: { items: [] },
      [`GET ${BASE}/events`]: { items: [EVENT], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/ticket-types`]: { items: [] },
      [`GET ${PATH}/badge-prints`]: { items: prints, next_cursor: null },
      [`POST ${PATH}/badge-print-runs`]: { id: "run", event_id: EVENT.id, format: "pdf", parts: 1, prints: 1 },
      ...answers,
    },
  });
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("the badge of an attendee", () => {
  it("is put on record and then printed or downloaded", async () => {
    const { asked, user } = visit([]);
    await user.click(await screen.findByRole("button", { name: "Print the badge of Ada" }));
    await fill(user, await screen.findByLabelText(/Where you print/), "Desk 2");
    await user.click(screen.getByRole("button", { name: "Print badge" }));
    await screen.findByText(/The print is on record/);
    screen.getByRole("button", { name: "Print" });
    screen.getByRole("button", { name: "Download" });
    const posted = asked.find(({ method }) => method === "POST");
    expect(posted?.body).toMatchObject({ ticket_ids: ["ticket"], device: "Desk 2", reason: "" });
    expect(posted?.headers.get("Idempotency-Key")).toMatch(/^.{20,}$/);
  });

  it("asks why it is printed again, and says when it was printed", async () => {
    const { asked, user } = visit([BEFORE]);
    await screen.findByText("Desk 1");
    await user.click(screen.getByRole("button", { name: "Print the badge of Ada" }));
    await screen.findByText("This badge was printed before.");
    await user.click(screen.getByRole("button", { name: "Print badge" }));
    await screen.findByText("Please say why");
    await fill(user, screen.getByLabelText("Why again?"), "Lost");
    await user.selectOptions(screen.getByLabelText("Format"), "300");
    await user.click(screen.getByRole("button", { name: "Print badge" }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "POST")?.body).toMatchObject({
        reason: "Lost",
        format: "zpl",
        dpi: 300,
      }),
    );
  });

  it("is not offered to who may not print", async () => {
    visit([BEFORE], {}, organization({ permissions: ["orders.read", "badges.read"] }));
    await screen.findByText("Desk 1");
    expect(screen.queryByRole("button", { name: /Print the badge/ })).toBeNull();
  });
});
