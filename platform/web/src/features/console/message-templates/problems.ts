// What the API says is wrong with a template, by the pointer to its field.
import { Refused } from "../../../lib/api";

export function errorsOf(error: unknown): ReadonlyMap<string, string> {
  if (!(error instanceof Refused)) return new Map();
  return new Map(error.problem.errors.map(({ pointer, detail }) => [pointer, detail]));
}
