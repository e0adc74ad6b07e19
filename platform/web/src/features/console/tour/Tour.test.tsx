// The tour: offered once to each person, taken by keyboard, left at any step, and there again on asking.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import membershipTexts from "../membership/texts/en.json";
import "../membership/Membership";
import { routes } from "../routes";
import { CONFIG, organization, renderConsole } from "../testing";
import texts from "./texts/en.json";
import "./TourSteps";

function visit(at = "/meridian/settings/membership") {
  return renderConsole(routes, {
    at,
    texts: { tour: texts, membership: membershipTexts },
    answers: { "GET /me/organizations": { items: [organization()], next_cursor: null } },
  });
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("The tour", () => {
  it("goes from part to part by keyboard, and is not offered again", async () => {
    const { user } = visit();
    await user.click(await screen.findByRole("button", { name: "Take the tour" }));
    expect(await screen.findByRole("dialog", { name: "Your organization" })).toBeTruthy();
    for (const title of ["Go anywhere", "What there is to do", "Where you are", "You"]) {
      const next = within(screen.getByRole("dialog")).getByRole("button", { name: "Next" });
      next.focus();
      await user.keyboard("{Enter}");
      expect(await screen.findByRole("dialog", { name: title })).toBeTruthy();
    }
    expect(screen.getByText("Step 5 of 5")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Begin" }));
    await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.queryByText(/New here/)).toBeNull();
    expect(localStorage.getItem("turnout-console-tour")).toBe(JSON.stringify([CONFIG.person.id]));
  });

  it("is left by Escape or by its button, and goes back a step", async () => {
    const { user } = visit("/meridian/settings/membership?tour=1");
    await screen.findByRole("dialog", { name: "Your organization" });
    await user.click(screen.getByRole("button", { name: "Next" }));
    await user.click(await screen.findByRole("button", { name: "Back" }));
    expect(await screen.findByRole("dialog", { name: "Your organization" })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Skip the tour" }));
    await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("is not taken by who would rather not, and opens from the person's menu", async () => {
    const { user } = visit();
    await user.click(await screen.findByRole("button", { name: "Not now" }));
    expect(screen.queryByText(/New here/)).toBeNull();
    await user.click(screen.getByRole("button", { name: /Your account/ }));
    await user.click(await screen.findByRole("button", { name: "Take the tour" }));
    expect(await screen.findByRole("dialog", { name: "Your organization" })).toBeTruthy();
    await user.keyboard("{Escape}");
    await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
});
