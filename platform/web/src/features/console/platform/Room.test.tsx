import { screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole } from "../testing";
import { refused, visitPlatform } from "./testing";
import "./OrganizationList";
import "./TokenList";
import "./UserList";

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("the platform's room", () => {
  it("opens the first view that the role may see, with a menu of no more", async () => {
    visitPlatform("", ["platform.users.read", "platform.tokens.create"], {
      "GET /platform/users": { items: [], next_cursor: null },
    });
    expect(await screen.findByRole("heading", { level: 1, name: "Users" })).toBeTruthy();
    const [menu] = screen.getAllByRole("navigation", { name: "Menu" });
    const links = [...(menu?.querySelectorAll("a") ?? [])].map((link) => link.textContent);
    expect(links).toEqual(["Users", "Your tokens"]);
  });

  it("says to an operator what their role does not include", async () => {
    visitPlatform("organizations", ["platform.users.read"], {});
    expect(await screen.findByRole("heading", { level: 1, name: "You may not see this" })).toBeTruthy();
  });

  it("asks for a second factor where the login has none", async () => {
    visitPlatform("users", [], {
      "GET /platform/me": () => refused(403, { code: "second-factor-missing", title: "Sign in with both factors" }),
    });
    expect(await screen.findByText("Sign in with both factors")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Show your second factor" })).toBeTruthy();
  });

  it("is nothing to anybody else, who is not even asked for", async () => {
    const { asked } = renderConsole(routes, {
      at: "/-/platform/users",
      answers: { "GET /me/organizations": { items: [organization()], next_cursor: null } },
    });
    expect(await screen.findByRole("heading", { level: 1, name: "Nothing is here" })).toBeTruthy();
    expect(asked.some(({ path }) => path.startsWith("/platform"))).toBe(false);
  });

  it("stands in the switcher and the palette of an operator", async () => {
    const { user } = visitPlatform("users", ["platform.users.read"], {
      "GET /platform/users": { items: [], next_cursor: null },
    });
    await screen.findByRole("heading", { level: 1, name: "Users" });
    const [switcher] = screen.getAllByRole("button", { name: /Switch organization/ });
    await user.click(switcher as HTMLElement);
    expect(await screen.findByRole("link", { name: "Platform" })).toBeTruthy();
    await user.keyboard("{Escape}");
    await user.keyboard("{Control>}k{/Control}");
    expect(await screen.findByRole("menuitem", { name: "Users" })).toBeTruthy();
  });
});
