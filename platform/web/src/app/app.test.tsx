import { act, screen } from "@testing-library/react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import german from "../ui/texts/de.json";
import { textsOf } from "../lib/texts";
import { useTexts } from "../ui/language";
import { Combobox } from "../ui/Combobox";
import { renderUi } from "../ui/testing";
import { ErrorBoundary } from "./ErrorBoundary";
import { localizePrimitives } from "./primitives";
import { startArea } from "./start";

const GREETING = {
  "./texts/en.json": () => Promise.resolve({ default: { hello: "Hello {{name}}" } }),
  "./texts/ar.json": () => Promise.resolve({ default: { hello: "مرحبًا {{name}}" } }),
};

function Hello(): ReactNode {
  const text = useTexts<"hello">("greeting");
  const { data } = useQuery({ queryKey: ["name"], queryFn: () => Promise.resolve("Aya") });
  return <p>{text("hello", { name: data ?? "…" })}</p>;
}

describe("an area", () => {
  beforeEach(() => {
    document.body.innerHTML =
      '<div id="root"><p data-loading>Loading</p>' + "<p data-failed hidden>Please load the page again.</p></div>";
  });
  afterEach(() => {
    document.documentElement.lang = "";
    document.body.innerHTML = "";
  });
  const root = (): HTMLElement => document.getElementById("root") ?? document.body;

  it("speaks the language of the page", async () => {
    document.documentElement.lang = "ar";
    await act(() => startArea(root(), { name: "greeting", texts: GREETING, draw: () => <Hello /> }));
    expect(await screen.findByText("مرحبًا Aya")).toBeTruthy();
    expect(screen.queryByText("Loading")).toBeNull();
  });

  it("lets the primitives say our words and put no style into the page", async () => {
    document.documentElement.lang = "en";
    const draw = (): ReactNode => (
      <Combobox label="Meal" required options={[{ value: "a", label: "Vegan" }]} value="a" onChange={() => undefined} />
    );
    await act(() => startArea(root(), { name: "greeting", texts: GREETING, draw }));
    expect(screen.getByRole("combobox", { name: "Meal" })).toBeTruthy();
    expect(document.getElementById("react-aria-pressable-style")?.tagName).toBe("META");
    expect(document.querySelectorAll("head style")).toHaveLength(0);
  });

  it("whose texts do not come says what the server wrote for that", async () => {
    document.documentElement.lang = "de";
    await startArea(root(), { name: "greeting", texts: GREETING, draw: () => <Hello /> });
    expect(screen.getByText("Please load the page again.").hidden).toBe(false);
    expect(screen.queryByText("Loading")).toBeNull();
  });
});

it("what the primitives say aloud is in our words", () => {
  localizePrimitives(textsOf("de", { ui: german }));
  const strings = Reflect.get(window, Symbol.for("react-aria.i18n.strings")) as Record<
    string,
    Record<string, (values: object) => string>
  >;
  const combobox = strings["@react-aria/combobox"] ?? {};
  expect(combobox["countAnnouncement"]?.({ optionCount: 3 })).toBe("3 Möglichkeiten");
  expect(combobox["selectedAnnouncement"]?.({ optionText: "Wien" })).toBe("Wien, ausgewählt");
  expect(combobox["focusAnnouncement"]?.({ optionText: "Wien", isSelected: true })).toBe("Wien, ausgewählt");
  expect(combobox["focusAnnouncement"]?.({ optionText: "Wien", isSelected: false })).toBe("Wien");
  const moving = strings["@react-aria/dnd"] ?? {};
  expect(moving["insertBetween"]?.({ beforeItemText: "Graz", afterItemText: "Linz" })).toBe("Zwischen Graz und Linz");
  expect(moving["dragDescriptionKeyboard"]).toBe("Eingabetaste drücken, um es zu verschieben.");
});

describe("a part that breaks", () => {
  it("leaves words, and is drawn again when asked", async () => {
    vi.mocked(console.error).mockImplementation(() => undefined);
    let broken = true;
    function Part(): ReactNode {
      if (broken) throw new TypeError("no such thing");
      return <p>Here again</p>;
    }
    const { user } = renderUi(
      <ErrorBoundary>
        <Part />
      </ErrorBoundary>,
    );
    broken = false;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(screen.getByText("Here again")).toBeTruthy();
  });
});
