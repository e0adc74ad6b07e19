import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Asked } from "../testing";
import type { OwnField } from "../fields/queries";
import { fill } from "../../../ui/testing";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "events.write", "venues.read"] });
const EVENT = madeEvent({ state: "published" });
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;

const COST: OwnField = {
  key: "cost_centre",
  label: "Cost centre",
  type: "number",
  help: "",
  choices: [],
  is_required: true,
  is_public: false,
};
const DRESS: OwnField = { ...COST, key: "dress", label: "Dress code", type: "choice", choices: ["Black tie", "None"] };
const CATERED: OwnField = { ...COST, key: "catered", label: "Catered", type: "yes_no", is_required: false };
const EARLIER = [
  madeEvent({ id: "first", category: "Concert", tags: ["jazz"] }),
  madeEvent({ id: "second", category: "Concert", tags: ["jazz", "family"] }),
  madeEvent({ id: "third", category: "Market" }),
];
const HALL = { id: "hall", name: "Hall", city: "Ghent", is_archived: false };

function visit(patch: unknown, current: () => unknown = () => EVENT, fields: readonly OwnField[] = []) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/details`,
    texts: { events: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${PATH}`]: current,
      [`PATCH ${PATH}`]: patch,
      [`GET /organizations/${HERE.id}/event-fields`]: { fields, version: 1 },
      [`GET /organizations/${HERE.id}/venues`]: { items: [HALL], next_cursor: null },
      [`GET /organizations/${HERE.id}/events`]: { items: EARLIER, next_cursor: null },
    },
  });
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

describe("the details of an event", () => {
  it("are saved with the version that was seen, and nothing but what changed", async () => {
    const { user, asked } = visit(({ body }: Asked) => ({ ...EVENT, ...(body as object), version: 4 }));
    const title = await screen.findByLabelText("Title");
    await fill(user, title, "Night");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("The changes are saved.")).toBeTruthy();
    const sent = asked.find(({ method }) => method === "PATCH");
    expect(sent?.headers.get("If-Match")).toBe('"3"');
    expect(sent?.body).toEqual({ title: "Night" });
  });

  it("show both sides where somebody else was faster, and save over theirs when told", async () => {
    let version = 3;
    const theirs = { ...EVENT, title: "Evening", version: 4 };
    const { user, asked } = visit(
      ({ headers, body }: Asked) =>
        headers.get("If-Match") === '"4"'
          ? { ...theirs, ...(body as object), version: 5 }
          : ((version = 4), Response.json({ status: 412, code: "precondition-failed" }, { status: 412 })),
      () => (version === 3 ? EVENT : theirs),
    );
    const title = await screen.findByLabelText("Title");
    await fill(user, title, "Night");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Somebody else saved meanwhile" }));
    expect(dialog.getByText("Night")).toBeTruthy();
    expect(dialog.getByText("Evening")).toBeTruthy();
    await user.click(dialog.getByRole("button", { name: "Save mine" }));
    expect(await screen.findByText("The changes are saved.")).toBeTruthy();
    expect(asked.at(-1)?.body ?? asked.findLast(({ method }) => method === "PATCH")?.body).toEqual({ title: "Night" });
  });

  it("have a venue, and the organization's own fields with what fits them", async () => {
    const { user, asked } = visit(
      ({ body }: Asked) => ({ ...EVENT, ...(body as object), version: 4 }),
      () => ({ ...EVENT, custom: { catered: true, gone: "old" } }),
      [COST, DRESS, CATERED],
    );
    await user.selectOptions(await screen.findByLabelText("Venue"), "hall");
    expect(screen.queryByLabelText("Place")).toBeNull();
    await user.click(screen.getByLabelText(/^Cost centre/));
    await user.paste("many");
    await user.selectOptions(screen.getByLabelText(/^Dress code/), "Black tie");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(screen.getAllByText("Enter a number")).toHaveLength(2);
    await user.clear(screen.getByLabelText(/^Cost centre/));
    await user.paste("4,5");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("The changes are saved.")).toBeTruthy();
    expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({
      venue_id: "hall",
      custom: { cost_centre: 4.5, dress: "Black tie", catered: true },
    });
  });

  it("take category and tags that were used before, and whom one asks", async () => {
    const { user, asked } = visit(({ body }: Asked) => ({ ...EVENT, ...(body as object), version: 4 }));
    await user.click(await screen.findByRole("button", { name: "Use the category Concert" }));
    await user.click(screen.getByLabelText(/^Tags/));
    await user.paste("harbour, harbour ,night");
    await user.click(screen.getByRole("button", { name: "Add the tag family" }));
    expect(screen.queryByRole("button", { name: "Add the tag family" })).toBeNull();
    await user.click(screen.getByLabelText(/^Name for questions/));
    await user.paste("Amina Noor");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("The changes are saved.")).toBeTruthy();
    expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({
      category: "Concert",
      tags: ["harbour", "night", "family"],
      contact_name: "Amina Noor",
    });
  });

  it("say at the tags and the phone what the server refuses there", async () => {
    const errors = [
      { pointer: "/tags/0", detail: "Too long." },
      { pointer: "/contact_phone", detail: "Digits only." },
    ];
    const { user } = visit(() => Response.json({ status: 422, errors }, { status: 422 }));
    await user.click(await screen.findByLabelText(/^Phone for questions/));
    await user.paste("call me");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findAllByText("Too long.")).toHaveLength(2);
    expect(await screen.findAllByText("Digits only.")).toHaveLength(2);
  });

  it("say at an own field what the server refuses", async () => {
    const invalid = { status: 422, errors: [{ pointer: "/custom/cost_centre", detail: "Give a number." }] };
    const { user } = visit(() => Response.json(invalid, { status: 422 }), undefined, [COST]);
    await user.click(await screen.findByLabelText(/^Cost centre/));
    await user.paste("4");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findAllByText("Give a number.")).toHaveLength(2);
  });

  it("have texts in further languages, and say what is missing there and what stands in", async () => {
    const here = {
      ...EVENT,
      summary: "By the water.",
      translations: { fr: { title: "Nuit", summary: "", description: "" } },
    };
    const { user, asked } = visit(
      ({ body }: Asked) => ({ ...here, ...(body as object), version: 4 }),
      () => here,
    );
    await user.click(await screen.findByRole("tab", { name: /French.*1 text missing/ }));
    expect(screen.getByText("Empty: visitors read it in English, “By the water.”")).toBeTruthy();
    await user.click(screen.getByLabelText(/^Summary/));
    await user.paste("Au bord de l’eau.");
    await user.selectOptions(screen.getByLabelText("Add a language"), "ar");
    await user.click(screen.getByLabelText(/^Title/));
    await user.paste("ليلة");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("The changes are saved.")).toBeTruthy();
    expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({
      translations: {
        fr: { title: "Nuit", summary: "Au bord de l’eau.", description: "" },
        ar: { title: "ليلة", summary: "", description: "" },
      },
    });
    await user.click(screen.getByRole("button", { name: "Remove Arabic" }));
    expect(screen.queryByRole("tab", { name: /Arabic/ })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByRole("tab", { name: /Arabic/ })).toBeTruthy();
  });

  it("have a cover whose eye is moved by the arrow keys, and begins in the middle of another picture", async () => {
    const here = { ...EVENT, cover_file_id: "cover", cover_focus_x: 50, cover_focus_y: 99 };
    const { user, asked } = visit(
      ({ body }: Asked) => ({ ...here, ...(body as object), version: 4 }),
      () => here,
    );
    const left = await screen.findByLabelText("From the left");
    left.focus();
    await user.keyboard("{ArrowRight}{Shift>}{ArrowDown}{/Shift}");
    expect(screen.getByLabelText<HTMLInputElement>("From the top").value).toBe("100");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("The changes are saved.")).toBeTruthy();
    expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({ cover_focus_x: 51, cover_focus_y: 100 });
  });

  it("are kept for who comes back before they saved what visitors would see", async () => {
    const { user, asked, unmount } = visit(null);
    await user.click(await screen.findByLabelText(/^Summary/));
    await user.paste("By the water.");
    expect(screen.getByText("Visitors see your changes once you save them.")).toBeTruthy();
    unmount();
    const back = visit(null);
    expect(await screen.findByText(/This is as you left it/)).toBeTruthy();
    await back.user.click(screen.getByRole("button", { name: "Discard" }));
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^Summary/).value).toBe("");
    expect([...asked, ...back.asked].some(({ method }) => method === "PATCH")).toBe(false);
  });
});
