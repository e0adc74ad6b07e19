// The control for each type of question: what people type or choose, and the answer that it makes.
import { h, type Child } from "../dom";
import { COUNTRIES } from "./countries";
import type { Question } from "./definition";
import { fileField, type Uploads } from "./files";
import { ADDRESS, ADDRESS_NEEDS } from "./values";

export interface Control {
  readonly question: Question;
  readonly id: string;
  /** The ids of hint and error. */
  readonly told: string;
  readonly locale: string;
  readonly errors: ReadonlyMap<string, string>;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly uploads?: Uploads;
}

export interface Drawn {
  readonly field: HTMLElement;
  /** Whether it is several inputs under one question. */
  readonly isGroup: boolean;
}

const INPUTS: Readonly<Partial<Record<Question["type"], { type: string; autocomplete?: string; inputmode?: string }>>> = {
  short_text: { type: "text" },
  number: { type: "text", inputmode: "decimal" },
  date: { type: "date" },
  time: { type: "time" },
  date_time: { type: "datetime-local" },
  email: { type: "email", autocomplete: "email" },
  phone: { type: "tel", autocomplete: "tel" },
  url: { type: "url", inputmode: "url" },
};
const PARTS: Readonly<Record<string, { label: string; autocomplete: string }>> = {
  line1: { label: "Street and number", autocomplete: "address-line1" },
  line2: { label: "More of the address", autocomplete: "address-line2" },
  postal_code: { label: "Postal code", autocomplete: "postal-code" },
  city: { label: "Town", autocomplete: "address-level2" },
  region: { label: "Region", autocomplete: "address-level1" },
  country: { label: "Country", autocomplete: "country" },
};

export function drawControl(control: Control): Drawn {
  const { question } = control;
  switch (question.type) {
    case "long_text":
      return single(h("textarea", { ...common(control), class: "input", rows: 4, oninput: typed(control) }, text(control.value)));
    case "dropdown":
      return single(select(control, (question.options ?? []).map(({ value, label }) => [value, label ?? value])));
    case "country":
      return single(countries(control));
    case "single_choice":
      return group(radios(control, (question.options ?? []).map(({ value, label }) => [value, label ?? value])));
    case "rating":
      return group(radios(control, Array.from({ length: question.steps ?? 5 }, (_, index) => [String(index + 1), String(index + 1)])));
    case "yes_no":
      return group(radios(control, [[true, "Yes"], [false, "No"]]));
    case "multiple_choice":
      return group(checks(control));
    case "consent":
      return group(consent(control));
    case "address":
      return group(address(control));
    case "file":
      return single(fileField({ ...control, attributes: common(control) }));
    default:
      return single(h("input", { ...common(control), ...INPUTS[question.type], class: "input", value: text(control.value), oninput: typed(control) }));
  }
}

const single = (field: HTMLElement): Drawn => ({ field, isGroup: false });
const group = (field: HTMLElement): Drawn => ({ field, isGroup: true });
const text = (value: unknown): string => (typeof value === "string" ? value : "");

function common(control: Control): Record<string, string | boolean | undefined> {
  return { id: control.id, "data-answer": true, "aria-invalid": control.errors.has(control.id) ? "true" : undefined, "aria-describedby": control.told || undefined };
}

function typed(control: Control): (event: Event) => void {
  return (event) => control.change((event.target as HTMLInputElement).value);
}

function select(control: Control, options: readonly (readonly [string, string])[]): HTMLElement {
  const chosen = text(control.value);
  return h(
    "select",
    { ...common(control), class: "select", onchange: typed(control) },
    h("option", { value: "" }, "Please choose"),
    ...options.map(([value, label]) => h("option", { value, selected: value === chosen }, label)),
  );
}

function countries(control: Control): HTMLElement {
  const names = new Intl.DisplayNames([control.locale, "en"], { type: "region" });
  const sorted = COUNTRIES.map((code) => [code, names.of(code) ?? code] as const).sort((left, right) => left[1].localeCompare(right[1], control.locale));
  return select(control, sorted);
}

function radios(control: Control, options: readonly (readonly [string | boolean, string])[]): HTMLElement {
  return h(
    "div",
    { class: "row" },
    ...options.map(([value, label]) =>
      h("label", { class: "check" }, h("input", { type: "radio", name: control.id, "data-answer": true, checked: control.value === value, onchange: () => control.change(value) }), label),
    ),
  );
}

function checks(control: Control): HTMLElement {
  const chosen = new Set<unknown>(Array.isArray(control.value) ? control.value : []);
  const options = control.question.options ?? [];
  const toggle = (value: string) => (event: Event): void => {
    if ((event.target as HTMLInputElement).checked) chosen.add(value);
    else chosen.delete(value);
    control.change(options.map((option) => option.value).filter((each) => chosen.has(each)));
  };
  return h("div", { class: "stack stack--tight" }, ...options.map(({ value, label }) => h("label", { class: "check" }, h("input", { type: "checkbox", checked: chosen.has(value), onchange: toggle(value) }), label ?? value)));
}

function consent(control: Control): HTMLElement {
  const { question } = control;
  return h(
    "div",
    { class: "stack stack--tight" },
    h("p", { class: "muted" }, question.text ?? "", question.text_version ? ` (version ${question.text_version})` : ""),
    h("label", { class: "check" }, h("input", { type: "checkbox", "data-answer": true, checked: control.value === true, onchange: (event) => control.change((event.target as HTMLInputElement).checked) }), "I agree"),
  );
}

function address(control: Control): HTMLElement {
  let parts: Record<string, unknown> = typeof control.value === "object" && control.value !== null ? { ...control.value } : {};
  const fields = ADDRESS.map(([name, longest]): Child => {
    const id = `${control.id}-${name}`;
    const error = control.errors.get(id);
    const change = (value: unknown): void => {
      parts = { ...parts, [name]: value };
      control.change(parts);
    };
    const part: Control = { ...control, id, told: error ? `${id}-error` : "", value: parts[name], change };
    const { label, autocomplete } = PARTS[name] ?? { label: name, autocomplete: "off" };
    const field = name === "country" ? countries(part) : h("input", { ...common(part), class: "input", type: "text", autocomplete, maxlength: longest, value: text(part.value), oninput: typed(part) });
    field.removeAttribute("data-answer");
    const optional = ADDRESS_NEEDS.includes(name) ? null : h("span", { class: "muted" }, " (optional)");
    return h("div", { class: "field" }, h("label", { for: id }, label, optional), field, error ? h("p", { class: "field__error", id: `${id}-error` }, error) : null);
  });
  return h("div", { class: "stack stack--tight" }, ...fields);
}
