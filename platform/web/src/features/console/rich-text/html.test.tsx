// Nothing that a text says may be lost on its way through the editor.
import { describe, expect, it } from "vitest";
import { addressOf, pastedHtml, throughEditor } from "./extensions";
import { saysTheSame, wordsOf } from "./html";

const KNOWN =
  '<h2>Hello</h2><p>A <b>bold <i>and</i></b> <a href="https://example.org" rel="nofollow">link</a>.<br>Line</p>' +
  '<ul><li>One</li><li>Two</li></ul><ol start="3"><li>Three</li></ol><blockquote>Said</blockquote><pre>x = 1</pre>';

describe("A text that goes through the editor", () => {
  it("says the same afterwards", () => {
    expect(saysTheSame(KNOWN, throughEditor(KNOWN))).toBe(true);
  });

  it.each([
    ["a table", "<table><tbody><tr><td>1</td></tr></tbody></table>"],
    ["what is small", "<p>Some <small>print</small></p>"],
    ["the title of a link", '<p><a href="https://example.org" title="There">x</a></p>'],
  ])("would lose %s, which is noticed", (_what, html) => {
    expect(saysTheSame(html, throughEditor(html)) && throughEditor(html) !== html).toBe(false);
  });

  it("is shown in words where formatting has no place", () => {
    expect(wordsOf("<h2>Hello</h2><p>a<br>b</p><ul><li>c</li></ul>")).toBe("Hello\na\nb\nc");
  });

  it("has no largest heading, which is the page's own", () => {
    expect(pastedHtml("<h1 class=x>Hello</h1>")).toBe("<h2 class=x>Hello</h2>");
  });
});

describe("The address of a link", () => {
  it("is made whole", () => {
    expect(addressOf(" example.org/a ")).toBe("https://example.org/a");
    expect(addressOf("mail@example.org")).toBe("mailto:mail@example.org");
  });

  it.each(["javascript:alert(1)", "no address", "ftp://example.org"])("is none in %s", (typed) => {
    expect(addressOf(typed)).toBeNull();
  });
});
