// The help: every page that a view leads to is there, and its links stay in the console.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { HELP_PAGES } from "../shell/help";
import { organization, renderConsole } from "../testing";
import "./HelpIndex";
import "./HelpPage";
import { helpTextOf } from "./pages";
import texts from "./texts/en.json";

function visit(at: string) {
  return renderConsole(routes, {
    at,
    texts: { help: texts },
    answers: { "GET /me/organizations": { items: [organization()], next_cursor: null } },
  });
}

beforeEach(() => {
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("The help", () => {
  it("has every page by its title, and opens it", async () => {
    const { user } = visit("/meridian/help");
    const pages = within(await screen.findByRole("list", { name: "Help" })).getAllByRole("link");
    expect(pages).toHaveLength(HELP_PAGES.length);
    expect(pages.every((page) => page.textContent !== "")).toBe(true);
    await user.click(screen.getByRole("link", { name: "Brand your pages" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Brand your pages" })).toBeTruthy();
    expect(await screen.findByRole("heading", { level: 2, name: "Covers" })).toBeTruthy();
  });

  it("says so where there is no such page", async () => {
    visit("/meridian/help/nothing");
    expect(await screen.findByRole("heading", { level: 1, name: "Nothing is here" })).toBeTruthy();
  });

  it("leads on to its other pages and the web; what the console has not is no link", () => {
    const { title, html } = helpTextOf(
      "# Title\n[a](give-roles.md#x) [b](https://example.org) [c](../reference/api.md)",
      "/console/meridian",
    );
    expect(title).toBe("Title");
    expect(html.trim()).toBe(
      '<p><a href="/console/meridian/help/give-roles">a</a> <a href="https://example.org" rel="noopener">b</a> c</p>',
    );
  });
});
