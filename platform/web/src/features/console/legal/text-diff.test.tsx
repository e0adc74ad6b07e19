// Two texts, word by word: it needs a browser's parser of HTML.
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderUi } from "../../../ui/testing";
import { htmlOf, textOf } from "./markdown";
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

describe("The signs of a text", () => {
  it("become HTML, with headings below the page's own", () => {
    expect(htmlOf("# Tickets\n\nOne\nTwo\n\n- **a**")).toBe(
      "<h2>Tickets</h2>\n<p>One<br>Two</p>\n<ul>\n<li><strong>a</strong></li>\n</ul>",
    );
  });

  it("come back from HTML, and what they cannot say stays", () => {
    const text = textOf("<h2>Tickets</h2><p>One<br>Two</p><table><tr><td>1</td></tr></table>");
    expect(text.split("\n\n")[0]).toBe("## Tickets");
    expect(htmlOf(text)).toContain("<p>One<br>Two</p>");
    expect(htmlOf(text)).toContain("<td>1</td>");
  });
});
