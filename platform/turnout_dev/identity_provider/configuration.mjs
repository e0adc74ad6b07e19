// What the provider knows, read again whenever the file changes: whoever starts the provider
// (the stack, a test) registers people, clients and service providers by writing that file.
import { readFileSync, statSync } from "node:fs";

let file = "";
let known = null;
let changed = 0;

export function readFrom(path) {
  file = path;
  known = null;
  return configuration();
}

export function configuration() {
  const at = statSync(file, { bigint: true }).mtimeNs;
  if (known === null || at !== changed) {
    known = JSON.parse(readFileSync(file, "utf8"));
    changed = at;
  }
  return known;
}

export const issuer = () => configuration().issuer;

/** Somebody of the company; undefined for a stranger and for whoever was deactivated. */
export function activePerson(id) {
  const found = configuration().people.find((each) => each.id === id);
  return found?.active === false ? undefined : found;
}

/** Whom the page of a protocol offers; also whoever was deactivated, so that it can be tried. */
export const offered = (protocol) =>
  configuration().people.filter((each) => (each.via ?? [protocol]).includes(protocol));
