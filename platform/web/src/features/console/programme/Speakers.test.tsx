import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { madeFile } from "../files/testing";
import fileTexts from "../files/texts/en.json";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import type { Speaker } from "./speaker-form";
import { madeProgramme, madeSession } from "./testing";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "events.write", "files.read", "files.write"] });
const EVENT = madeEvent();
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const ADA: Speaker = {
  id: "ada",
  name: "Ada Lind",
  biography: "<p>Writes about light.</p>",
  company: "Lanterns",
  email: "ada@lanterns.example",
  links: [{ title: "Site", href: "https://lanterns.example" }],
  photo_file_id: null,
  professional_title: "Glass blower",
  source_key: null,
  version: 2,
};
const STALE = () => Response.json({ status: 412, code: "precondition-failed" }, { status: 412 });

function visit(answers: Answers = {}, { query = "", speakers = [ADA], here = HERE } = {}) {
  const programme = madeProgramme({ speakers, sessions: [madeSession({ speaker_ids: ["ada"], speaker_roles: [""] })] });
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/speakers${query}`,
    texts: { programme: texts, files: fileTexts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/programme`]: programme,
      [`GET ${PATH}/speakers/ada`]: ADA,
      ...answers,
    },
  });
}

const sent = (asked: readonly Asked[], method: string) => asked.filter((each) => each.method === method);

beforeEach(() => localStorage.clear());

describe("the speakers of an event", () => {
  it("are listed with their sessions, and found by name where there are many", async () => {
    const others = Array.from({ length: 10 }, (_, place) => ({ ...ADA, id: `p${place}`, name: `Person ${place}` }));
    const { user } = visit({}, { speakers: [ADA, ...others] });
    expect((await screen.findAllByText("Keynote")).length).toBe(1);
    await user.click(screen.getByLabelText("Find by name or company"));
    await user.paste("person 7");
    const list = within(screen.getByRole("list", { name: "Speakers" }));
    await waitFor(() =>
      expect(list.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
        "Person 7Glass blower, LanternsIn no session yet",
      ]),
    );
    await user.paste("7");
    expect(await screen.findByText("Nobody has this name.")).toBeTruthy();
  });

  it("begin with the next step, and one is added with a photo and a link", async () => {
    const { user, asked } = visit(
      {
        [`GET /organizations/${HERE.id}/files`]: {
          items: [madeFile({ id: "photo", name: "ada.png" })],
          next_cursor: null,
        },
        [`POST ${PATH}/speakers`]: () => Response.json(ADA, { status: 201 }),
      },
      { speakers: [] },
    );
    await user.click(await screen.findByRole("button", { name: "Add speaker" }));
    const panel = within(await screen.findByRole("dialog", { name: "New speaker" }));
    await user.click(panel.getByRole("button", { name: "Add link" }));
    await user.click(panel.getByLabelText("Address of link 1"));
    await user.paste("lanterns.example");
    await user.click(panel.getByRole("button", { name: "Add speaker" }));
    expect(panel.getAllByText("Give it a name")).toHaveLength(2);
    expect(panel.getAllByText("Addresses begin with https:// or http://")).toHaveLength(2);
    await user.click(panel.getByLabelText("Name"));
    await user.paste("Ada Lind");
    await user.clear(panel.getByLabelText("Address of link 1"));
    await user.click(panel.getByLabelText("Address of link 1"));
    await user.paste("https://lanterns.example");
    await user.click(panel.getByRole("button", { name: "Choose a picture" }));
    const chooser = within(await screen.findByRole("dialog", { name: "Photo" }));
    await user.click(await chooser.findByRole("button", { name: /ada.png/ }));
    expect(await panel.findByRole("button", { name: "Remove picture" })).toBeTruthy();
    await user.click(panel.getByRole("button", { name: "Add speaker" }));
    expect(await screen.findByText("Ada Lind is saved.")).toBeTruthy();
    const [speaker] = sent(asked, "POST");
    expect(speaker?.body).toMatchObject({
      name: "Ada Lind",
      email: null,
      photo_file_id: "photo",
      links: [{ title: "https://lanterns.example", href: "https://lanterns.example" }],
    });
  });

  it("show both sides where somebody else was faster, and are deleted when asked twice", async () => {
    let current = ADA;
    const { user, asked } = visit(
      {
        [`GET ${PATH}/speakers/ada`]: () => current,
        [`PATCH ${PATH}/speakers/ada`]: () => {
          current = { ...ADA, company: "Wicks", photo_file_id: "photo", version: 3 };
          return STALE();
        },
        [`DELETE ${PATH}/speakers/ada`]: () => new Response(null, { status: 204 }),
      },
      { query: "?speaker=ada" },
    );
    const panel = within(await screen.findByRole("dialog", { name: "Ada Lind" }));
    expect((await panel.findByLabelText<HTMLTextAreaElement>(/^Biography/)).value).toBe("Writes about light.");
    await user.clear(panel.getByLabelText(/^Company/));
    await user.paste("Glow");
    await user.click(panel.getByRole("button", { name: "Remove link 1" }));
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    const conflict = within(await screen.findByRole("dialog", { name: "Somebody else saved meanwhile" }));
    expect([conflict.getByText("Glow"), conflict.getByText("Wicks")]).toHaveLength(2);
    await user.click(conflict.getByRole("button", { name: "Take theirs" }));
    expect(panel.getByLabelText<HTMLInputElement>(/^Company/).value).toBe("Wicks");
    expect(sent(asked, "PATCH")[0]?.body).toEqual({ company: "Glow", links: [] });
    await user.click(panel.getByRole("button", { name: "Delete" }));
    const sure = within(await screen.findByRole("alertdialog", { name: "Delete Ada Lind?" }));
    await user.click(sure.getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("Ada Lind is deleted.")).toBeTruthy();
  });

  it("are only read without the right to change them", async () => {
    visit({}, { query: "?speaker=ada", here: organization({ permissions: ["events.read"] }) });
    const panel = within(await screen.findByRole("dialog", { name: "Ada Lind" }));
    expect((await panel.findByLabelText<HTMLInputElement>("Name")).disabled).toBe(true);
    expect(panel.queryByRole("button", { name: "Delete" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Choose a picture" })).toBeNull();
  });
});

describe("a speaker", () => {
  it("gets a link of their own, and is merged with other entries of the same person", async () => {
    const made = { link: {}, secret: "s", url: "https://turnout.example/own/s" };
    const { user, asked } = visit(
      {
        [`GET ${PATH}/speakers/ada`]: ADA,
        [`GET ${PATH}/self-service-links`]: { items: [] },
        [`POST ${PATH}/speakers/ada/links`]: made,
        [`POST ${PATH}/speakers/ada/merge`]: ADA,
      },
      { speakers: [ADA, { ...ADA, id: "twin", name: "A. Lind", company: "" }], query: "?speaker=ada" },
    );
    const panel = within(await screen.findByRole("dialog", { name: "Ada Lind" }));
    await user.click(await panel.findByRole("button", { name: "Make a link" }));
    const told = within(await screen.findByRole("alertdialog", { name: "Personal link" }));
    expect(told.getByDisplayValue(made.url)).toBeTruthy();
    await user.click(told.getByRole("button", { name: "I have kept it" }));
    await user.click(panel.getByRole("button", { name: "The same person twice?" }));
    const merge = within(await screen.findByRole("dialog", { name: "Merge others into Ada Lind" }));
    await user.click(merge.getByRole("checkbox", { name: "A. Lind" }));
    await user.click(merge.getByRole("button", { name: "Merge" }));
    expect(await screen.findByText("It is one entry now: Ada Lind.")).toBeTruthy();
    const [link, merged] = sent(asked, "POST");
    expect([link?.body, merged?.body]).toEqual([{ days: 90 }, { duplicate_ids: ["twin"] }]);
    expect(merged?.headers.get("If-Match")).toBe(`"${ADA.version}"`);
  });
});
