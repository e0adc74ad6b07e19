// Venues and their rooms.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import { fill } from "../../../ui/testing";
import texts from "./texts/en.json";
import { pointOf } from "./venue-form";
import "./VenueList";
import "./VenuePage";

const HERE = organization({ permissions: ["venues.read", "venues.write"] });
const BASE = `/organizations/${HERE.id}/venues`;
const HALL = {
  id: "0190b1de-0000-7000-8000-0000000000d1",
  name: "Harbour Hall",
  street: "Quay 1",
  postal_code: "1010",
  city: "Vienna",
  region: "",
  country: "AT",
  latitude: 48.2082,
  longitude: 16.3738,
  website: null,
  accessibility: "",
  version: 3,
  is_archived: false,
};
const LOFT = { id: "loft", venue_id: HALL.id, name: "Loft", slug: "loft", capacity: 40, position: 0, version: 2 };

function visit(at: string, answers: Answers, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/settings/venues${at}`,
    texts: { venues: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${BASE}/${HALL.id}`]: HALL,
      [`GET ${BASE}/${HALL.id}/rooms`]: { items: [LOFT], next_cursor: null },
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("Venues", () => {
  it("begin with the next step, and one is named and then filled in", async () => {
    const { user, asked } = visit("", {
      [`GET ${BASE}`]: { items: [], next_cursor: null },
      [`POST ${BASE}`]: HALL,
    });
    await user.click(await screen.findByRole("button", { name: "Add venue" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Add venue" }));
    expect(within(await screen.findByRole("alert")).getByText("Give it a name.")).toBeTruthy();
    await fill(user, dialog.getByLabelText("Name"), "Harbour Hall");
    await user.click(dialog.getByRole("button", { name: "Add venue" }));
    expect(await screen.findByRole("heading", { name: "Harbour Hall" })).toBeTruthy();
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ name: "Harbour Hall", city: "" });
  });

  it("are changed over the version that was seen, and archived when asked twice", async () => {
    const { user, asked } = visit(`/${HALL.id}`, {
      [`GET ${BASE}`]: { items: [HALL], next_cursor: null },
      [`PATCH ${BASE}/${HALL.id}`]: { ...HALL, version: 4 },
      [`DELETE ${BASE}/${HALL.id}`]: new Response(null, { status: 204 }),
    });
    const point = await screen.findByLabelText(/^Point on the map/);
    await fill(user, point, "north");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByRole("alert")).toBeTruthy();
    await fill(user, point, "47.07, 15.43");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("Harbour Hall is saved.")).toBeTruthy();
    const patch = asked.find(({ method }) => method === "PATCH");
    expect([patch?.headers.get("If-Match"), patch?.body]).toEqual(['"3"', { latitude: 47.07, longitude: 15.43 }]);
    await user.click(screen.getByRole("button", { name: "Archive" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Archive" }));
    expect(await screen.findByRole("link", { name: "Harbour Hall" })).toBeTruthy();
  });

  it("are only read by who may not write them", async () => {
    visit(`/${HALL.id}`, {}, organization({ permissions: ["venues.read"] }));
    expect(await screen.findByText("Loft")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Save changes" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Add room" })).toBeNull();
  });
});

describe("Rooms", () => {
  it("are added and changed, and one in use says why it stays", async () => {
    const problem = { title: "In use", detail: "A session takes place there.", code: "venues.room-in-use" };
    const path = `${BASE}/${HALL.id}/rooms`;
    const { user, asked } = visit(`/${HALL.id}`, {
      [`POST ${path}`]: LOFT,
      [`PATCH ${path}/${LOFT.id}`]: { ...LOFT, capacity: 45 },
      [`DELETE ${path}/${LOFT.id}`]: () => Response.json(problem, { status: 409 }),
    });
    await user.click(await screen.findByRole("button", { name: "Add room" }));
    await fill(user, within(await screen.findByRole("dialog")).getByLabelText("Name"), "Cellar");
    await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Add room" }));
    await vi.waitFor(() =>
      expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ name: "Cellar", capacity: null }),
    );
    await user.click(await screen.findByRole("button", { name: "Loft" }));
    const places = within(await screen.findByRole("dialog")).getByLabelText(/^Places/);
    await user.clear(places);
    await user.type(places, "45");
    await user.click(screen.getByRole("button", { name: "Save changes", description: "" }));
    await vi.waitFor(() =>
      expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({ name: "Loft", capacity: 45 }),
    );
    await user.click(await screen.findByRole("button", { name: "Loft" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Delete" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("A session takes place there.")).toBeTruthy();
  });
});

describe("A point", () => {
  it("is read as people paste it", () => {
    expect(pointOf("48.2082, 16.3738")).toEqual([48.2082, 16.3738]);
    expect(pointOf("-33.86;151.2")).toEqual([-33.86, 151.2]);
    expect(pointOf("91, 0")).toBeNull();
  });
});
