import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../../lib/language";
import type { Catalogue } from "../../lib/texts";
import { renderUi } from "../../ui/testing";
import { Gallery } from "./Gallery";

const TEXTS = import.meta.glob<Catalogue>("./texts/*.json", { eager: true, import: "default" });

describe("the gallery", () => {
  it.each(LANGUAGES)("has every text in %s, and every id once", (language) => {
    const texts = TEXTS[`./texts/${language}.json`] ?? {};
    const { container } = renderUi(<Gallery open={null} />, { language, areas: { gallery: texts } });
    expect(container.textContent).not.toMatch(/\{\{|undefined/);
    const ids = [...container.querySelectorAll("[id]")].map((element) => element.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("gives every control a name", () => {
    renderUi(<Gallery open={null} />, { areas: { gallery: TEXTS["./texts/en.json"] ?? {} } });
    for (const role of ["button", "textbox", "combobox", "checkbox", "radio", "radiogroup"] as const) {
      expect(screen.getAllByRole(role).length).toBeGreaterThan(0);
      expect(screen.queryAllByRole(role, { name: "" })).toEqual([]);
    }
  });

  it.each(["dialog", "sheet"])("opens a %s from the start, for a picture of it", (surface) => {
    renderUi(<Gallery open={surface} />, { areas: { gallery: TEXTS["./texts/en.json"] ?? {} } });
    expect(screen.getByRole("dialog", { name: "Your order" })).toBeTruthy();
  });

  it("asks before it deletes", async () => {
    const { user } = renderUi(<Gallery open="alert" />, { areas: { gallery: TEXTS["./texts/en.json"] ?? {} } });
    await user.click(
      within(screen.getByRole("alertdialog", { name: "Cancel this ticket?" })).getByRole("button", { name: "Keep it" }),
    );
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });
});
