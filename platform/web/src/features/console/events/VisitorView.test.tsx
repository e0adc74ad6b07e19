// What visitors see of an event: in each language, and nothing before it is published.
import { screen } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Asked } from "../testing";
import categories from "../categories/texts/en.json";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "events.write"] });
const EVENT = madeEvent();
const PUBLIC = {
  ...EVENT,
  state: "published",
  description: "<p>Bring a <b>lamp</b>.</p>",
  languages: ["en", "ar"],
  page_url: "https://turnout.example/meridian/lantern-night",
  fields: [{ key: "dress", label: "Dress code", value: "Black tie", type: "choice" }],
  category: "conference",
};

function visit(state: string, permissions = HERE.permissions) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/visitors`,
    texts: { events: texts, categories },
    answers: {
      "GET /me/organizations": { items: [{ ...HERE, permissions }], next_cursor: null },
      [`GET /organizations/${HERE.id}/events/${EVENT.id}`]: { ...EVENT, state },
      [`GET /organizations/${HERE.id}/published-events/${EVENT.id}`]: ({ query }: Asked) =>
        query.get("language") === "ar" ? { ...PUBLIC, language: "ar", title: "ليلة الفوانيس" } : PUBLIC,
    },
  });
}

beforeEach(() => localStorage.clear());

describe("what visitors see of an event", () => {
  it("is shown in the language that one chooses, by an address of its own", async () => {
    const { user } = visit("published");
    expect(await screen.findByRole("heading", { name: "Lantern Night", level: 2 })).toBeTruthy();
    expect(screen.getByText("lamp", { selector: "b" })).toBeTruthy();
    expect(screen.getByText("Black tie")).toBeTruthy();
    expect(screen.getByText("Conference")).toBeTruthy();
    await user.click(screen.getByRole("link", { name: "Arabic" }));
    const title = await screen.findByRole("heading", { name: "ليلة الفوانيس" });
    expect(title.closest("[dir]")?.getAttribute("dir")).toBe("rtl");
  });

  it("is nothing yet for a draft, whose preview is a step away for who may write it", async () => {
    visit("draft");
    const preview = await screen.findByRole("link", { name: "Open preview" });
    expect(preview.getAttribute("href")).toBe(`/preview/${HERE.id}/${EVENT.id}`);
  });

  it("leads nobody to a preview that they may not open", async () => {
    visit("draft", ["events.read"]);
    expect(await screen.findByText("Visitors see nothing yet")).toBeTruthy();
    expect(screen.queryByRole("link", { name: "Open preview" })).toBeNull();
  });
});
