// The questions of a form as fields: each with its label, hint and error, conditional ones come and go.
import { h, type Child } from "../dom";
import type { Answers, Form, Question, Scope } from "./definition";
import { evaluate } from "./evaluation";
import { drawControl, type Control } from "./controls";
import type { Uploads } from "./files";
import { announcement, fieldId } from "./wording";

export interface FormFieldsOptions {
  readonly form: Form;
  readonly scope: Scope;
  readonly ticketTypeIds: readonly string[];
  /** Tells the fields of several people apart. */
  readonly prefix: string;
  readonly answers: Answers;
  /** Field id → message. */
  readonly errors: ReadonlyMap<string, string>;
  readonly locale: string;
  readonly onChange: (answers: Answers) => void;
  /** How files are sent and taken back; without it the form says that files cannot be sent here. */
  readonly uploads?: Uploads;
}

/**
 * The fields of one scope. All questions are drawn once; an answer shows and hides those that hang on it,
 * so that focus and what was typed stay, and a screen reader hears what changed.
 */
export function formFields(options: FormFieldsOptions): HTMLElement {
  const { form, scope, ticketTypeIds } = options;
  let answers: Record<string, unknown> = { ...options.answers };
  const judge = (): ReturnType<typeof evaluate> => evaluate(form, answers, { scope, ticketTypeIds });
  let seen = judge();
  const voice = h("p", { class: "visually-hidden", role: "status" });
  const boxes = new Map<string, HTMLElement>();

  const change = (key: string, value: unknown): void => {
    answers = { ...answers, [key]: value };
    const now = judge();
    for (const [each, box] of boxes) show(box, now.visible.includes(each), now.required.includes(each));
    const said = announcement(form, seen.visible, now.visible);
    if (said) voice.textContent = said;
    seen = now;
    options.onChange(answers);
  };

  for (const question of form.questions) {
    if ((question.scope ?? "attendee") !== scope || question.type === "hidden") continue;
    const box = drawQuestion(question, options, (value) => change(question.key, value));
    show(box, seen.visible.includes(question.key), seen.required.includes(question.key));
    boxes.set(question.key, box);
  }
  return h("div", { class: "stack" }, ...boxes.values(), voice);
}

function show(box: HTMLElement, visible: boolean, required: boolean): void {
  box.hidden = !visible;
  const optional = box.querySelector<HTMLElement>("[data-optional]");
  if (optional !== null) optional.hidden = required;
  for (const field of box.querySelectorAll<HTMLInputElement>("[data-answer]")) field.required = visible && required;
}

function drawQuestion(question: Question, options: FormFieldsOptions, change: (value: unknown) => void): HTMLElement {
  const id = fieldId(options.prefix, `/${question.key}`);
  if (question.type === "heading") {
    return h("div", { class: "stack stack--tight" }, h("h3", {}, question.label ?? ""), question.help ? h("p", { class: "muted" }, question.help) : null);
  }
  const error = options.errors.get(id);
  const told = [question.help ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  const control: Control = { question, id, told, locale: options.locale, errors: options.errors, value: options.answers[question.key], change, ...(options.uploads ? { uploads: options.uploads } : {}) };
  const { field, isGroup } = drawControl(control);
  const optional = question.type === "consent" ? null : h("span", { class: "muted", "data-optional": true }, " (optional)");
  const rest: Child[] = [
    question.help ? h("p", { class: "field__hint", id: `${id}-hint` }, question.help) : null,
    field,
    error ? h("p", { class: "field__error", id: `${id}-error` }, error) : null,
  ];
  const label = question.label ?? "";
  if (!isGroup) return h("div", { class: "field" }, h("label", { for: id }, label, optional), ...rest);
  return h(
    "fieldset",
    { class: "field", id, tabindex: -1, "aria-describedby": told || undefined, "aria-invalid": error ? "true" : undefined },
    h("legend", { class: "field__label" }, label, optional),
    ...rest,
  );
}
