// A connection as a form: its name, the settings of its adapter, and how payments go through it.
import type { Schemas } from "../../../api/client";
import type { Adapter, Connection } from "./adapters";
import { problemOf, settingOf, shown, type Problem, type SettingField } from "./setting-fields";

/** Field → what it says; settings of the adapter begin with `setting.`, secrets to forget with `forget.`. */
export type ConnectionForm = Readonly<Record<string, string>>;

type Options = Schemas["ConnectionsOptionFields"];

const SEPARATORS = /[\s,;]+/;

export const settingName = (field: SettingField): string => `setting.${field.name}`;
export const forgetName = (field: SettingField): string => `forget.${field.name}`;

export function emptyForm(adapter: Adapter): ConnectionForm {
  const settings = adapter.fields.map((field) => [settingName(field), field.initial] as const);
  return { name: adapter.title, mode: "test", ...Object.fromEntries<string>(settings), ...optionsOf(null) };
}

/**
 * Secrets never come back: their fields are empty, and stay as they are while they are. What was never
 * said, as by the API, is the adapter's default, which counts.
 */
export function formOf(connection: Connection, adapter: Adapter): ConnectionForm {
  const settings = adapter.fields.map((field) => {
    const value = connection.settings[field.name];
    const unsaid = field.type === "secret" || field.type === "secrets" ? "" : field.initial;
    return [settingName(field), value === undefined ? unsaid : shown(value)] as const;
  });
  return {
    name: connection.name,
    mode: connection.mode,
    ...Object.fromEntries<string>(settings),
    ...optionsOf(connection),
  };
}

function optionsOf(connection: Connection | null): ConnectionForm {
  return {
    collects: connection?.collects ?? "at_once",
    currencies: connection?.currencies.join(", ") ?? "",
    countries: connection?.countries.join(", ") ?? "",
  };
}

export function newBody(form: ConnectionForm, adapter: Adapter): Schemas["ConnectionsConnectionFields"] {
  // An empty box says no, which may not be what the adapter takes for said.
  const filled = adapter.fields.filter(
    (field) => field.type === "yes" || (form[settingName(field)] ?? "").trim() !== "",
  );
  return {
    kind: adapter.kind,
    adapter_key: adapter.key,
    name: nameOf(form),
    mode: adapter.kind === "payments" && form["mode"] === "test" ? "test" : "live",
    values: Object.fromEntries(filled.map((field) => [field.name, settingOf(field, form[settingName(field)] ?? "")])),
    ...(adapter.kind === "payments" ? { options: optionsIn(form, ["collects", "currencies", "countries"]) } : {}),
  };
}

export function changesOf(
  form: ConnectionForm,
  changed: readonly string[],
  adapter: Adapter,
): Schemas["ConnectionsConnectionChanges"] {
  const values = adapter.fields.flatMap((field): (readonly [string, unknown])[] => {
    if (changed.includes(forgetName(field))) return [[field.name, field.type === "secrets" ? [] : null]];
    return changed.includes(settingName(field)) ? [[field.name, settingOf(field, form[settingName(field)] ?? "")]] : [];
  });
  const options = optionsIn(form, changed);
  return {
    ...(changed.includes("name") ? { name: nameOf(form) } : {}),
    ...(values.length > 0 ? { values: Object.fromEntries(values) } : {}),
    ...(Object.keys(options).length > 0 ? { options } : {}),
  };
}

export interface Wrong {
  readonly problem: Problem;
  readonly field: SettingField | null;
}

/** What is wrong, by field; a secret that is stored need not be typed again. */
export function problemsOf(form: ConnectionForm, adapter: Adapter, stored: readonly string[]): Map<string, Wrong> {
  const found = new Map<string, Wrong>();
  if (nameOf(form) === "") found.set("name", { problem: "missing", field: null });
  for (const field of adapter.fields) {
    const problem = problemOf(field, form[settingName(field)] ?? "");
    if (problem === null || (problem === "missing" && stored.includes(field.name))) continue;
    found.set(settingName(field), { problem, field });
  }
  return found;
}

/** The field that a pointer of the API means. */
export function fieldOf(pointer: string): string | null {
  const [, first = "", second = ""] = pointer.split("/");
  if (first === "name" || first === "mode") return first;
  if (first === "values" && second !== "") return `setting.${second}`;
  return first === "options" && second !== "" ? second : null;
}

function optionsIn(form: ConnectionForm, names: readonly string[]): Options {
  const codes = (name: string): string[] =>
    (form[name] ?? "")
      .toUpperCase()
      .split(SEPARATORS)
      .filter((code) => code !== "");
  return {
    ...(names.includes("collects") ? { collects: form["collects"] === "by_hand" ? "by_hand" : "at_once" } : {}),
    ...(names.includes("currencies") ? { currencies: codes("currencies") } : {}),
    ...(names.includes("countries") ? { countries: codes("countries") } : {}),
  };
}

function nameOf(form: ConnectionForm): string {
  return (form["name"] ?? "").trim();
}
