import { screen, within } from "@testing-library/react";
import { useState, type ReactNode } from "react";
import { describe, expect, it, vi } from "vitest";
import { Checkbox, CheckboxGroup } from "./Checkbox";
import { Combobox, CountryField } from "./Combobox";
import { NativeSelect } from "./NativeSelect";
import { RadioGroup } from "./RadioGroup";
import { Select, type SelectProps } from "./Select";
import { renderUi } from "./testing";

const MEALS = [
  { value: "all", label: "Everything" },
  { value: "vegan", label: "Vegan", hint: "Without milk and eggs" },
  { value: "none", label: "None", disabled: true },
];

function Held({
  of: Choice,
  chosen = "",
  ...props
}: Omit<SelectProps, "value" | "onChange" | "options"> & {
  readonly of: (props: SelectProps) => ReactNode;
  readonly chosen?: string;
}): ReactNode {
  const [value, setValue] = useState(chosen);
  return (
    <>
      <Choice {...props} options={MEALS} value={value} onChange={setValue} />
      <p>chosen: {value}</p>
    </>
  );
}

describe("a select", () => {
  it("is chosen from by keyboard and returns focus", async () => {
    const { user } = renderUi(<Held of={Select} id="meal" label="Meal" required />);
    await user.tab();
    await user.keyboard("{ArrowDown}");
    await user.keyboard("{ArrowDown}{Enter}");
    expect(screen.getByText("chosen: vegan")).toBeTruthy();
    await expect.poll(() => document.getElementById("meal")?.contains(document.activeElement)).toBe(true);
  });

  it("offers no more than can be had and tells what is wrong", async () => {
    const { user } = renderUi(
      <Held of={Select} label="Meal" required hint="For the evening" error="Please choose a meal" />,
    );
    expect(screen.getByText("Please choose a meal")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: /Meal/ }));
    const options = within(screen.getByRole("listbox")).getAllByRole("option");
    expect(options.map((option) => [option.textContent, option.getAttribute("aria-disabled")])).toEqual([
      ["Everything", null],
      ["VeganWithout milk and eggs", null],
      ["None", "true"],
    ]);
  });

  it("by the device's own means does the same", async () => {
    const { user } = renderUi(
      <Held of={NativeSelect} id="meal" label="Meal" hint="For the evening" error="Please choose a meal" />,
    );
    const select = screen.getByRole("combobox", { name: "Meal (optional)" });
    await user.selectOptions(select, "vegan");
    expect(screen.getByText("chosen: vegan")).toBeTruthy();
    expect(select.getAttribute("aria-describedby")).toBe("meal-hint meal-error");
    expect(select.getAttribute("aria-invalid")).toBe("true");
  });
});

describe("a combobox", () => {
  it("finds by any part of a name", async () => {
    const { user } = renderUi(<Held of={Combobox} label="Meal" required />);
    await user.type(screen.getByRole("combobox", { name: "Meal" }), "gan");
    expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual(["VeganWithout milk and eggs"]);
    await user.keyboard("{ArrowDown}{Enter}");
    expect(screen.getByText("chosen: vegan")).toBeTruthy();
  });

  it("says when nothing fits", async () => {
    const { user } = renderUi(<Held of={Combobox} label="Meal" required />, { language: "fr" });
    await user.type(screen.getByRole("combobox", { name: "Meal" }), "zzz");
    expect(screen.getByText("Aucun résultat")).toBeTruthy();
  });

  it("of countries names them in the reader's language", async () => {
    const choose = vi.fn();
    const { user } = renderUi(<CountryField id="country" label="Land" required value="" onChange={choose} />, {
      language: "de",
    });
    await user.type(screen.getByRole("combobox", { name: "Land" }), "osterr");
    await user.click(screen.getByRole("option", { name: "Österreich" }));
    expect(choose).toHaveBeenLastCalledWith("AT");
  });
});

describe("a checkbox", () => {
  it("is ticked by its words and tells its error", async () => {
    const change = vi.fn();
    const { user } = renderUi(
      <Checkbox id="terms" checked={false} onChange={change} required error="Please agree">
        I agree
      </Checkbox>,
    );
    await user.click(screen.getByText("I agree"));
    expect(change).toHaveBeenCalledWith(true);
    const box = screen.getByRole("checkbox", { name: "I agree" });
    expect(box.getAttribute("aria-invalid")).toBe("true");
    expect(document.getElementById("terms-error")?.textContent).toBe("Please agree");
  });

  it("in a group adds to the list and takes from it", async () => {
    const change = vi.fn();
    const { user } = renderUi(
      <CheckboxGroup
        id="meals"
        label="Meals"
        hint="Any"
        error="Too many"
        options={MEALS}
        values={["all"]}
        onChange={change}
      />,
    );
    await user.click(screen.getByText("Vegan"));
    await user.click(screen.getByText("Everything"));
    expect(change.mock.calls).toEqual([[["all", "vegan"]], [[]]]);
    expect(screen.getByRole("group", { name: "Meals (optional)" })).toBeTruthy();
  });
});

describe("a radio group", () => {
  it.each(["lines", "cards"] as const)("as %s is moved through by arrows", async (look) => {
    const change = vi.fn();
    const options = MEALS.map((meal) => ({ ...meal, aside: "€5" }));
    const { user } = renderUi(
      <RadioGroup
        id="way"
        name="way"
        look={look}
        label="Meal"
        hint="One"
        error="Please choose"
        options={options}
        value="all"
        onChange={change}
      />,
    );
    await user.tab();
    await user.keyboard("{ArrowDown}");
    expect(change).toHaveBeenCalledWith("vegan");
    const group = screen.getByRole("radiogroup", { name: "Meal" });
    expect(within(group).getAllByRole("radio")).toHaveLength(3);
    expect(screen.getByText("Please choose")).toBeTruthy();
  });
});
