// What a change changed: each field with both sides, those that stayed left out.

export interface Difference {
  readonly name: string;
  /** Null: it was not there. */
  readonly before: string | null;
  readonly after: string | null;
}

type Side = Readonly<Record<string, unknown>> | null;

/** Fields that every change touches, and that say nothing. */
const NOISE = new Set(["organization_id", "updated_at", "version"]);

export function differencesOf(before: Side, after: Side): readonly Difference[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .filter((name) => !NOISE.has(name))
    .map((name) => ({ name, before: sideOf(before, name), after: sideOf(after, name) }))
    .filter((each) => each.before !== each.after);
}

function sideOf(side: Side, name: string): string | null {
  const value = side?.[name];
  if (value === undefined || value === null || value === "") return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
