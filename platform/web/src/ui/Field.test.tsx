import { screen } from "@testing-library/react";
import { useState, type ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { Field, type FieldProps } from "./Field";
import { renderUi } from "./testing";

function Typed(props: Omit<FieldProps, "value" | "onChange">): ReactNode {
  const [value, setValue] = useState("");
  return <Field {...props} value={value} onChange={setValue} />;
}

describe("a field", () => {
  it("is found by its label and keeps what is typed", async () => {
    const { user } = renderUi(<Typed label="Your name" required />);
    const input = screen.getByRole<HTMLInputElement>("textbox", { name: "Your name" });
    await user.type(input, "Aya");
    expect(input.value).toBe("Aya");
    expect(input.required || input.getAttribute("aria-required") === "true").toBe(true);
  });

  it.each([
    ["١٢٫٥", "12.5"],
    ["1 500,50", "1500,50"],
    ["１２", "12"],
  ])("for numbers makes %s %s, whatever keyboard it is from", async (typed, kept) => {
    const { user } = renderUi(<Typed label="Price" type="number" required />);
    const input = screen.getByRole<HTMLInputElement>("textbox", { name: "Price" });
    await user.type(input, typed);
    expect(input.value).toBe(kept);
  });

  it("that may be left out says so", () => {
    renderUi(<Typed label="Phone" type="tel" autoComplete="tel" />, { language: "de" });
    const input = screen.getByRole("textbox", { name: "Phone (freiwillig)" });
    expect([input.getAttribute("type"), input.getAttribute("autocomplete")]).toEqual(["tel", "tel"]);
  });

  it("tells its hint and its error to who cannot see them", () => {
    renderUi(
      <Typed
        id="buyer-email"
        label="Email"
        type="email"
        required
        hint="Tickets go there"
        error="Please enter a valid email address"
      />,
    );
    const input = screen.getByRole("textbox", { name: "Email" });
    expect(input.id).toBe("buyer-email");
    expect(input.getAttribute("aria-invalid")).toBe("true");
    const told = (input.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent);
    expect(told).toEqual(expect.arrayContaining(["Tickets go there", "Please enter a valid email address"]));
  });

  it("for numbers keeps what people write, with the digits' keyboard", async () => {
    const { user } = renderUi(<Typed label="Amount" type="number" required />);
    const input = screen.getByRole<HTMLInputElement>("textbox", { name: "Amount" });
    await user.type(input, "10,50");
    expect([input.value, input.inputMode, input.type]).toEqual(["10,50", "decimal", "text"]);
  });

  it("has several lines where more is to say", () => {
    renderUi(<Typed label="Message" rows={4} required placeholder="Say hello" />);
    expect(screen.getByRole("textbox", { name: "Message" }).tagName).toBe("TEXTAREA");
  });

  it("can be closed, or only read", () => {
    renderUi(
      <>
        <Typed label="Closed" disabled required />
        <Typed label="Read" readOnly />
      </>,
    );
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Closed" }).disabled).toBe(true);
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Read" }).readOnly).toBe(true);
  });

  it("runs as the script of what is typed does; empty and numbers run as the page", async () => {
    const { user } = renderUi(
      <>
        <Typed id="title" label="Title" />
        <Typed id="price" label="Price" type="number" />
      </>,
    );
    const title = screen.getByRole("textbox", { name: /Title/ });
    expect(title.dir).toBe("");
    await user.type(title, "Lantern night.");
    expect(title.dir).toBe("auto");
    const price = screen.getByRole("textbox", { name: /Price/ });
    await user.type(price, "10,50");
    expect(price.dir).toBe("");
  });
});
