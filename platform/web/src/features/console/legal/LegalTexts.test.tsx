// Legal texts: written, published over the version that was seen, compared, and taken out of force.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import "./CompareVersions";
import "./LegalTextPage";
import "./LegalTexts";
import type { LegalText } from "./queries";
import texts from "./texts/en.json";
import "../rich-text/RichTextEditor";
import richTexts from "../rich-text/texts/en.json";

const HERE = organization({ permissions: ["organizations.read", "organizations.manage"] });
const BASE = `/organizations/${HERE.id}/legal-texts`;

function version(number: number, texts: LegalText["texts"]): LegalText {
  return {
    kind: "terms",
    number,
    texts,
    published_at: `2026-02-0${number}T10:00:00Z`,
    published_by: "",
    is_current: number === 2,
    main_language: "en",
  };
}
/** What the editor of texts does not know is written as HTML, in a field that tests can fill. */
function inTable(words: string): string {
  return `<table><tbody><tr><td>${words}</td></tr></tbody></table>`;
}
const FIRST = version(1, { en: { html: "<p>Be kind.</p>", url: "" } });
const SECOND = version(2, {
  en: { html: inTable("Be very kind."), url: "" },
  de: { html: "", url: "https://club.example/agb" },
});
const LIST = [SECOND, FIRST].map(({ number, published_at, is_current, texts }) => ({
  number,
  published_at,
  is_current,
  languages: Object.keys(texts),
}));

function visit(at: string, answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/settings/legal${at}`,
    texts: { legal: texts, "rich-text": richTexts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET /organizations/${HERE.id}`]: { id: HERE.id, locale: "en", currency: "EUR", version: 4 },
      [`GET ${BASE}`]: { items: [SECOND] },
      [`GET ${BASE}/terms/versions`]: { items: LIST, next_cursor: null },
      [`GET ${BASE}/terms/versions/1`]: FIRST,
      [`GET ${BASE}/terms/versions/2`]: SECOND,
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("Legal texts", () => {
  it("say which version is in force, and which there are none of", async () => {
    visit("");
    const terms = within((await screen.findByRole("link", { name: "Terms of service" })).closest("li")!);
    expect(terms.getByText("Version 2 in force")).toBeTruthy();
    expect(terms.getByText("English, German")).toBeTruthy();
    expect(screen.getAllByText("Not in force")).toHaveLength(2);
  });

  it("are published whole, over the version that was seen", async () => {
    const { user, asked } = visit("/terms", {
      [`POST ${BASE}/terms/versions`]: version(3, { en: { html: inTable("Be kind to all."), url: "" } }),
    });
    const words = await screen.findByLabelText("Text");
    expect(words).toHaveProperty("value", inTable("Be very kind."));
    await user.clear(words);
    await user.click(screen.getByRole("button", { name: "Publish new version" }));
    expect(within(await screen.findByRole("alert")).getByText("Write the text.")).toBeTruthy();
    await user.click(words);
    await user.paste(inTable("Be kind to all."));
    await user.click(screen.getByRole("button", { name: "See what changes" }));
    const changes = within(await screen.findByRole("dialog", { name: "See what changes" }));
    expect(changes.getAllByRole("insertion").map((each) => each.textContent)).toEqual([
      "Added: to all End of the change. ",
    ]);
    await user.keyboard("{Escape}");
    await user.click(screen.getByRole("button", { name: "Publish new version" }));
    expect(await screen.findByText("Terms of service: version 3 is in force.")).toBeTruthy();
    const sent = asked.find(({ method }) => method === "POST");
    expect(sent?.headers.get("If-Match")).toBe('"2"');
    expect(sent?.body).toEqual({
      texts: { en: { html: inTable("Be kind to all.") }, de: { url: "https://club.example/agb" } },
    });
  });

  it("may begin from a former version", async () => {
    const { user } = visit("/terms");
    await user.click(await screen.findByRole("button", { name: "More for Version 1" }));
    await user.click(await screen.findByRole("menuitem", { name: "Begin from it" }));
    expect(await screen.findByText(/This begins from version 1/)).toBeTruthy();
    expect(screen.getByRole("textbox", { name: "Text" }).textContent).toBe("Be kind.");
    expect(screen.getByRole("button", { name: "Publish new version" })).toHaveProperty("disabled", false);
  });

  it("begin in the organization's language, and a refusal stands at its language", async () => {
    const wrong = { status: 422, errors: [{ pointer: "/texts/en/url", detail: "Not there." }] };
    const { user } = visit("/imprint", {
      [`GET ${BASE}/imprint/versions`]: { items: [], next_cursor: null },
      [`POST ${BASE}/imprint/versions`]: () => Response.json(wrong, { status: 422 }),
    });
    await user.click(await screen.findByLabelText("On a page of yours"));
    const address = screen.getByLabelText("Address of the page");
    await user.click(address);
    await user.paste("club.example");
    await user.click(screen.getByRole("button", { name: "Publish new version" }));
    expect(address.getAttribute("aria-invalid")).toBe("true");
    await user.clear(address);
    await user.paste("https://club.example/imprint");
    await user.click(screen.getByRole("button", { name: "Publish new version" }));
    expect(await screen.findAllByText("Not there.")).toHaveLength(2);
  });

  it("have nothing to compare before one is published, and lead to where it is written", async () => {
    visit("/imprint/compare", { [`GET ${BASE}/imprint/versions`]: { items: [], next_cursor: null } });
    const write = await screen.findByRole("link", { name: "Write the text" });
    expect(write.getAttribute("href")).toBe("/meridian/settings/legal/imprint");
  });

  it("are taken out of force when asked twice", async () => {
    const { user, asked } = visit("/terms", { [`DELETE ${BASE}/terms`]: new Response(null, { status: 204 }) });
    await user.click(await screen.findByRole("button", { name: "Take out of force" }));
    const dialog = within(await screen.findByRole("alertdialog"));
    await user.click(dialog.getByRole("button", { name: "Take out of force" }));
    expect(await screen.findByText("Terms of service: not in force any more.")).toBeTruthy();
    expect(asked.find(({ method }) => method === "DELETE")?.headers.get("If-Match")).toBe('"2"');
  });

  it("are only read by who may not write them", async () => {
    visit("/terms", {}, organization({ permissions: ["organizations.read"] }));
    expect(await screen.findByRole("link", { name: "Version 1" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Publish new version" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Take out of force" })).toBeNull();
  });
});

describe("Any two versions", () => {
  it("are compared by language, from the one before by itself", async () => {
    const { user } = visit("/terms/compare");
    const english = within(await screen.findByRole("region", { name: "English" }));
    expect(english.getByRole("insertion").textContent).toContain("very");
    expect(within(screen.getByRole("region", { name: "German" })).getByText(/club.example\/agb/)).toBeTruthy();
    await user.selectOptions(screen.getByLabelText("From"), "2");
    expect(await screen.findAllByText("Nothing differs.")).toHaveLength(2);
  });
});
