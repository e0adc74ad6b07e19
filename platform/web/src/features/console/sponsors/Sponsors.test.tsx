import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { madeFile } from "../files/testing";
import fileTexts from "../files/texts/en.json";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import type { Level, Sponsor } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "events.write", "files.read", "files.write"] });
const EVENT = madeEvent();
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const GOLD: Level = { id: "gold", name: "Gold", position: 0 };
const SILVER: Level = { id: "silver", name: "Silver", position: 1 };
const WICKS: Sponsor = {
  id: "wicks",
  name: "Wicks",
  level_id: "gold",
  logo_file_id: null,
  url: "https://wicks.example",
  description: "",
  contact_name: "Ada",
  contact_email: "ada@wicks.example",
  is_public: true,
  position: 0,
  version: 2,
};
const GLOW: Sponsor = { ...WICKS, id: "glow", name: "Glow", is_public: false, position: 1 };
const OTHERS: Sponsor = { ...WICKS, id: "others", name: "Others", level_id: null };
const LINK = {
  id: "link",
  event_id: EVENT.id,
  speaker_id: null,
  sponsor_id: "wicks",
  created_at: "2026-02-01T12:00:00Z",
  expires_at: "2099-02-01T12:00:00Z",
  revoked_at: null,
};

function visit(answers: Answers = {}, { query = "", here = HERE } = {}) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/sponsors${query}`,
    texts: { sponsors: texts, files: fileTexts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/sponsors`]: { items: [WICKS, GLOW, OTHERS] },
      [`GET ${PATH}/sponsor-levels`]: { items: [GOLD, SILVER] },
      [`GET ${PATH}/self-service-links`]: { items: [LINK, { ...LINK, id: "other", sponsor_id: "glow" }] },
      ...answers,
    },
  });
}

async function choose(user: ReturnType<typeof visit>["user"], name: string, action: string): Promise<void> {
  await user.click(await screen.findByRole("button", { name: `More for ${name}` }));
  await user.click(await screen.findByRole("menuitem", { name: action }));
}

const sent = (asked: readonly Asked[], method: string) => asked.filter((each) => each.method === method);

beforeEach(() => localStorage.clear());

describe("the sponsors of an event", () => {
  it("stand in their levels and are moved there, as levels are", async () => {
    const { user, asked } = visit({
      [`PATCH ${PATH}/sponsors/wicks`]: WICKS,
      [`PATCH ${PATH}/sponsors/glow`]: GLOW,
      [`PATCH ${PATH}/sponsor-levels/gold`]: GOLD,
      [`PATCH ${PATH}/sponsor-levels/silver`]: SILVER,
    });
    const gold = within(await screen.findByRole("list", { name: "Gold" }));
    expect(gold.getAllByRole("listitem")).toHaveLength(2);
    expect(gold.getByText("Not on the page")).toBeTruthy();
    expect(screen.getByText("Nobody stands in this level yet.")).toBeTruthy();
    expect(within(screen.getByRole("list", { name: "Without a level" })).getByText("Others")).toBeTruthy();
    await choose(user, "Glow", "Move up");
    await choose(user, "Silver", "Move up");
    await screen.findByText("Others");
    expect(sent(asked, "PATCH").map(({ path, body }) => [path.replace(PATH, ""), body])).toEqual([
      ["/sponsors/glow", { position: 0 }],
      ["/sponsors/wicks", { position: 1 }],
      ["/sponsor-levels/silver", { position: 0 }],
      ["/sponsor-levels/gold", { position: 1 }],
    ]);
  });

  it("begin with the next step, and one is added with its logo", async () => {
    const { user, asked } = visit({
      [`GET ${PATH}/sponsors`]: { items: [] },
      [`GET ${PATH}/sponsor-levels`]: { items: [] },
      [`GET /organizations/${HERE.id}/files`]: {
        items: [madeFile({ id: "logo", name: "wicks.png", visibility: "private" })],
        next_cursor: null,
      },
      [`PATCH /organizations/${HERE.id}/files/logo`]: madeFile({ id: "logo", name: "wicks.png" }),
      [`POST ${PATH}/sponsors`]: () => Response.json(WICKS, { status: 201 }),
    });
    expect(await screen.findByText("No sponsors yet")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Add sponsor" }));
    const panel = within(await screen.findByRole("dialog", { name: "New sponsor" }));
    await user.click(panel.getByRole("button", { name: "Add sponsor" }));
    expect(panel.getAllByText("Give it a name")).toHaveLength(2);
    await user.click(panel.getByLabelText("Name"));
    await user.paste("Wicks");
    await user.click(panel.getByRole("button", { name: "Choose a picture" }));
    const chooser = within(await screen.findByRole("dialog", { name: "Logo" }));
    await user.click(await chooser.findByRole("button", { name: /wicks.png/ }));
    await panel.findByRole("button", { name: "Remove picture" });
    await user.click(panel.getByRole("button", { name: "Add sponsor" }));
    expect(await screen.findByText("Wicks is saved.")).toBeTruthy();
    expect(sent(asked, "PATCH")[0]?.body).toEqual({ visibility: "public" });
    expect(sent(asked, "POST")[0]?.body).toMatchObject({
      name: "Wicks",
      level_id: null,
      logo_file_id: "logo",
      is_public: true,
      contact_email: null,
    });
  });

  it("are changed over the version that was seen, and another's change is shown", async () => {
    let current = WICKS;
    const { user, asked } = visit(
      {
        [`GET ${PATH}/sponsors/wicks`]: () => current,
        [`PATCH ${PATH}/sponsors/wicks`]: () => {
          current = { ...WICKS, name: "Wicks & Sons", level_id: "silver", version: 3 };
          return Response.json({ status: 412, code: "precondition-failed" }, { status: 412 });
        },
        [`DELETE ${PATH}/sponsors/wicks`]: () => new Response(null, { status: 204 }),
      },
      { query: "?sponsor=wicks" },
    );
    const panel = within(await screen.findByRole("dialog", { name: "Wicks" }));
    await user.selectOptions(panel.getByLabelText("Level"), "none");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    const conflict = within(await screen.findByRole("dialog", { name: "Somebody else saved meanwhile" }));
    expect([conflict.getByText("Without a level"), conflict.getByText("Silver")]).toHaveLength(2);
    await user.click(conflict.getByRole("button", { name: "Take theirs" }));
    expect(panel.getByLabelText<HTMLInputElement>("Name").value).toBe("Wicks & Sons");
    expect(sent(asked, "PATCH").map(({ body, headers }) => [body, headers.get("If-Match")])).toEqual([
      [{ level_id: null }, '"2"'],
    ]);
    await user.click(panel.getByRole("button", { name: "Delete" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("Wicks is deleted.")).toBeTruthy();
  });

  it("get links of their own, told once and revoked", async () => {
    const made = { link: LINK, secret: "s", url: "https://turnout.example/own/s" };
    const { user, asked } = visit(
      {
        [`POST ${PATH}/sponsors/wicks/links`]: made,
        [`DELETE ${PATH}/self-service-links/link`]: () => new Response(null, { status: 204 }),
      },
      { query: "?sponsor=wicks" },
    );
    const panel = within(await screen.findByRole("dialog", { name: "Wicks" }));
    expect(await panel.findAllByText("Personal link")).toHaveLength(1);
    await user.selectOptions(panel.getByLabelText("Works for"), "30");
    await user.click(panel.getByRole("button", { name: "Make a link" }));
    const told = within(await screen.findByRole("alertdialog", { name: "Personal link" }));
    expect(told.getByDisplayValue(made.url)).toBeTruthy();
    expect(sent(asked, "POST")[0]?.body).toEqual({ days: 30 });
    await user.click(told.getByRole("button", { name: "I have kept it" }));
    await choose(user, "Personal link", "Revoke");
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Revoke" }));
    expect(await screen.findByText("Personal link is revoked.")).toBeTruthy();
  });

  it("have levels that are named, and deleted while nobody stands in them", async () => {
    const inUse = { status: 409, code: "sponsors.level-in-use", title: "Sponsors stand in this level" };
    const { user, asked } = visit({
      [`POST ${PATH}/sponsor-levels`]: () => Response.json({ ...GOLD, name: "Bronze" }, { status: 201 }),
      [`DELETE ${PATH}/sponsor-levels/gold`]: () => Response.json(inUse, { status: 409 }),
    });
    await user.click(await screen.findByRole("button", { name: "Add level" }));
    const dialog = within(await screen.findByRole("dialog", { name: "New level" }));
    await user.click(dialog.getByLabelText("Name"));
    await user.paste("Bronze");
    await user.click(dialog.getByRole("button", { name: "Add level" }));
    expect(await screen.findByText("Bronze is saved.")).toBeTruthy();
    expect(sent(asked, "POST")[0]?.body).toEqual({ name: "Bronze" });
    await choose(user, "Gold", "Delete");
    const sure = within(await screen.findByRole("alertdialog"));
    await user.click(sure.getByRole("button", { name: "Delete" }));
    expect(await sure.findByText("Sponsors stand in this level")).toBeTruthy();
  });

  it("are only read by who may not change them", async () => {
    visit({}, { query: "?sponsor=wicks", here: organization({ permissions: ["events.read"] }) });
    const panel = within(await screen.findByRole("dialog", { name: "Wicks" }));
    expect(panel.getByLabelText<HTMLInputElement>("Name").disabled).toBe(true);
    expect(panel.queryByRole("button", { name: /Save|Delete|Make a link/ })).toBeNull();
  });
});
