// Two texts, word by word: it needs a browser's parser of HTML.
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderUi } from "../../../ui/testing";
import { blocksOf, runsOf } from "./text-diff";
import { TextDiff } from "./TextDiff";
import texts from "./texts/en.json";

const OLD = "<h2>Tickets</h2><p>Refunds take ten days.</p><p>Be kind.</p><p>No dogs.</p><p>Doors at six.</p>";
const NEW = "<h2>Tickets</h2><p>Refunds take five days.</p><p>Be kind.</p><p>No dogs.</p><p>Doors at six.</p>";

function render(before: string, after: string) {
  return renderUi(<TextDiff before={before} after={after} language="en" />, { areas: { legal: texts } });
}

describe("Two versions", () => {
  it("differ in words, which are marked for eyes and ears", () => {
    render(OLD, NEW);
    expect(screen.getByText("Changed places: 1")).toBeTruthy();
    expect(screen.getByRole("deletion").textContent).toBe("Removed: ten End of the change. ");
    expect(screen.getByRole("insertion").textContent).toBe("Added: five End of the change. ");
    const folded = within(screen.getByText("Unchanged paragraphs: 2").closest("details")!);
    expect(folded.getByText("Doors at six.")).toBeTruthy();
  });

  it("may say the same", () => {
    render(OLD, OLD);
    expect(screen.getByText("Nothing differs.")).toBeTruthy();
  });

  it("may have come out of nothing, or lost a paragraph", () => {
    expect(runsOf([], blocksOf("<p>One</p><p>Two</p>"), "en")).toEqual([
      { kind: "changed", parts: [{ kind: "added", text: "One\n\nTwo" }] },
    ]);
    expect(runsOf(["One", "Two"], ["One"], "en")).toEqual([
      { kind: "same", blocks: ["One"] },
      { kind: "changed", parts: [{ kind: "removed", text: "Two" }] },
    ]);
  });

  it("are read by lines of lists and tables, and as they are without any", () => {
    expect(blocksOf("<ul><li>One<ul><li>Two</li></ul></li></ul><p>A<br>B</p>")).toEqual(["Two", "A\nB"]);
    expect(blocksOf("Plain words")).toEqual(["Plain words"]);
  });
});
