// The editor of texts: tools by keyboard, links that are checked, and HTML where it cannot show all.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState, type ReactNode } from "react";
import { beforeAll, describe, expect, it } from "vitest";
import { renderConsole } from "../testing";
import RichTextEditor from "./RichTextEditor";
import texts from "./texts/en.json";

function Form({ value, disabled = false }: { value: string; disabled?: boolean }): ReactNode {
  const [html, setHtml] = useState(value);
  return (
    <>
      <RichTextEditor id="text" label="Description" value={html} onChange={setHtml} disabled={disabled} language="ar" />
      <pre aria-label="Written">{html}</pre>
    </>
  );
}

function show(drawn: ReactNode): ReturnType<typeof userEvent.setup> {
  renderConsole([{ path: "/", element: drawn }], { at: "/", answers: {}, texts: { "rich-text": texts } });
  return userEvent.setup();
}

const written = (): string => screen.getByLabelText("Written").textContent ?? "";

beforeAll(() => {
  // The browser of the tests lays nothing out.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  Range.prototype.getBoundingClientRect = () => new DOMRect();
});

describe("The editor of texts", () => {
  it("is a named field of its language, with tools that one reaches by the arrow keys", async () => {
    const person = show(<Form value="<p>Hello</p>" />);
    const page = screen.getByRole("textbox", { name: /Description/ });
    expect([page.getAttribute("dir"), page.getAttribute("lang")]).toEqual(["rtl", "ar"]);
    await person.tab();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Heading" }));
    await person.keyboard("{Enter}");
    await waitFor(() => expect(written()).toContain("<h2>Hello</h2>"));
    expect(screen.getByRole("button", { name: "Heading" }).getAttribute("aria-pressed")).toBe("true");
    await person.keyboard("{Alt>}{F10}{/Alt}");
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Heading" }));
    await person.keyboard("{ArrowRight}");
    expect(document.activeElement).not.toBe(screen.getByRole("button", { name: "Heading" }));
  });

  it("refuses a link that the API would strip, and makes a whole one of a bare address", async () => {
    const person = show(<Form value="" />);
    await person.click(screen.getByRole("button", { name: "Link" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Link" }));
    await person.click(dialog.getByLabelText("Address"));
    await person.paste("javascript:alert(1)");
    await person.click(dialog.getByRole("button", { name: "Set link" }));
    expect(dialog.getByText(/Enter an address such as/)).toBeTruthy();
    await person.clear(dialog.getByLabelText("Address"));
    await person.paste("example.org");
    await person.click(dialog.getByRole("button", { name: "Set link" }));
    await waitFor(() => expect(written()).toContain('<a href="https://example.org">https://example.org</a>'));
  });

  it("edits as HTML what it cannot show, so that nothing is lost", async () => {
    const person = show(<Form value="<table><tbody><tr><td>1</td></tr></tbody></table>" />);
    const source = screen.getByLabelText<HTMLTextAreaElement>(/Description/);
    expect(source.value).toContain("<table>");
    await person.clear(source);
    await person.paste("<p>x</p>");
    await person.click(screen.getByRole("button", { name: "Edit as it will look" }));
    expect(screen.getByRole("toolbar", { name: "Tools for: Description" })).toBeTruthy();
  });

  it("has no tools for who may only read", () => {
    show(<Form value="<p>Hello</p>" disabled />);
    expect(screen.queryByRole("toolbar")).toBeNull();
    expect(screen.getByText("Hello", { selector: "p" })).toBeTruthy();
  });
});
