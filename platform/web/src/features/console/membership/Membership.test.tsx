// One's own membership: what it gives, and leaving by oneself.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import "./Membership";
import texts from "./texts/en.json";

const OWNER = organization({ permissions: ["orders.read", "organizations.own"] });
const LEAVE = `POST /organizations/${OWNER.id}/leave`;

function visit(here = OWNER, answers: Answers = {}) {
  return renderConsole(routes, {
    at: "/meridian/settings/membership",
    texts: { membership: texts },
    answers: { "GET /me/organizations": { items: [here], next_cursor: null }, ...answers },
  });
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("One's own membership", () => {
  it("says what one may do, in words", async () => {
    visit(organization({ role: "staff", event_ids: ["one"], permissions: ["orders.read"] }));
    expect(await screen.findByText("Only for some events: 1.")).toBeTruthy();
    expect(screen.getByText("See orders and attendees")).toBeTruthy();
    expect(screen.queryByText("Change and cancel orders")).toBeNull();
  });

  it("ends when it is asked twice, and nothing of the organization is left", async () => {
    const { user } = visit(OWNER, { [LEAVE]: new Response(null, { status: 204 }) });
    await user.click(await screen.findByRole("button", { name: "Leave organization" }));
    const dialog = within(await screen.findByRole("alertdialog", { name: "Leave Meridian?" }));
    await user.click(dialog.getByRole("button", { name: "Leave organization" }));
    expect(await screen.findByText("You have left Meridian.")).toBeTruthy();
    expect(await screen.findByRole("heading", { name: "Welcome to Turnout" })).toBeTruthy();
  });

  it("of the last owner stays, and the way out is offered", async () => {
    const problem = { title: "Name another owner first", code: "organizations.last-owner" };
    const { user } = visit(OWNER, { [LEAVE]: () => Response.json(problem, { status: 409 }) });
    await user.click(await screen.findByRole("button", { name: "Leave organization" }));
    const dialog = within(await screen.findByRole("alertdialog"));
    await user.click(dialog.getByRole("button", { name: "Leave organization" }));
    expect(await dialog.findByText("Name another owner first")).toBeTruthy();
    expect(dialog.getByRole("button", { name: "Hand it over" })).toBeTruthy();
  });

  it("by an agency is the agency's to end", async () => {
    visit(organization({ agency_id: "agency", role: "admin" }));
    expect(await screen.findByText(/You are here through your agency/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Leave organization" })).toBeNull();
  });
});
