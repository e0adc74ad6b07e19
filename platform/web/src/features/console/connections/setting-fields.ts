// The settings that an adapter asks for, read from its own JSON Schema; what is wrong is said before they are sent.
import { visible } from "../../../lib/typed-text";

export type FieldType = "text" | "secret" | "secrets" | "texts" | "whole" | "number" | "choice" | "yes";

export interface SettingField {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: FieldType;
  readonly required: boolean;
  /** May be said not to be there. */
  readonly nullable: boolean;
  /** As it stands in a form. */
  readonly initial: string;
  readonly options: readonly string[];
  readonly pattern: string | null;
  readonly least: number | null;
  readonly most: number | null;
  /** Only where Turnout is tried out: production refuses it. */
  readonly isForTests: boolean;
  /** A key or a certificate: it has many lines, and loses its form without them. */
  readonly isLong: boolean;
}

type Schema = Readonly<Record<string, unknown>>;

export function readFields(schema: unknown, order: unknown): readonly SettingField[] {
  const root = schema as Schema;
  const properties = (root["properties"] ?? {}) as Readonly<Record<string, Schema>>;
  const required = new Set(list(root["required"]));
  return list(order).flatMap((name) => {
    const property = properties[String(name)];
    return property === undefined ? [] : [readField(String(name), property, root, required.has(name))];
  });
}

function readField(name: string, property: Schema, root: Schema, required: boolean): SettingField {
  const every = list(property["anyOf"]).map((each) => each as Schema);
  const nullable = every.some((each) => each["type"] === "null");
  const shape = resolved(every.find((each) => each["type"] !== "null") ?? property, root);
  return {
    name,
    title: text(property["title"]) || name,
    description: text(property["description"]),
    type: typeOf(shape),
    required,
    nullable,
    initial: shown(property["default"]),
    options: list(shape["enum"]).map(String),
    pattern: typeof shape["pattern"] === "string" ? shape["pattern"] : null,
    least: bound(shape["minimum"]),
    most: bound(shape["maximum"]),
    isForTests: property["x-fixed-in-production"] === true,
    isLong: property["x-many-lines"] === true,
  };
}

/** A value of the settings as a form shows it: several stand in one line each. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join("\n");
  if (value === true) return "yes";
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** What was typed, as the adapter takes it; what was emptied is not there any more. */
export function settingOf(field: SettingField, typed: string): unknown {
  const value = visible(typed).trim();
  if (field.type === "secrets" || field.type === "texts") return value === "" ? [] : value.split(/\s+/);
  if (field.type === "yes") return value === "yes";
  if (value === "") return field.nullable ? null : field.initial;
  if (field.type === "whole" || field.type === "number") return Number(value.replace(",", "."));
  return value;
}

export type Problem = "missing" | "pattern" | "number" | "whole" | "least" | "most";

/** What is wrong with what was typed; null for nothing, and for what only the adapter can judge. */
export function problemOf(field: SettingField, typed: string): Problem | null {
  const value = visible(typed).trim();
  if (value === "") return field.required && field.initial === "" ? "missing" : null;
  if (field.type === "whole" || field.type === "number") {
    const number = Number(value.replace(",", "."));
    if (Number.isNaN(number)) return "number";
    if (field.type === "whole" && !Number.isInteger(number)) return "whole";
    if (field.least !== null && number < field.least) return "least";
    return field.most !== null && number > field.most ? "most" : null;
  }
  return field.pattern === null || fits(value, field.pattern) ? null : "pattern";
}

function fits(value: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    return true; // The adapter's dialect is not the browser's: it judges itself.
  }
}

function typeOf(shape: Schema): FieldType {
  const isSecret = shape["writeOnly"] === true || shape["format"] === "password";
  if (shape["type"] === "array") {
    const each = (shape["items"] ?? {}) as Schema;
    return each["writeOnly"] === true || each["format"] === "password" ? "secrets" : "texts";
  }
  if (isSecret) return "secret";
  if (Array.isArray(shape["enum"])) return "choice";
  if (shape["type"] === "integer") return "whole";
  if (shape["type"] === "number") return "number";
  return shape["type"] === "boolean" ? "yes" : "text";
}

function resolved(shape: Schema, root: Schema): Schema {
  const reference = text(shape["$ref"]);
  if (reference === "") return shape;
  const defined = (root["$defs"] ?? {}) as Readonly<Record<string, Schema>>;
  return defined[reference.replace("#/$defs/", "")] ?? shape;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function bound(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
