// How much each page sends before it can start, against what it may: the gzipped scripts of an entry and
// of all that it imports. Ends with 1 above a budget. node tools/size.mjs [dist]
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const KILOBYTE = 1000;
const PUBLIC_PAGE = 60 * KILOBYTE;
const AREA = 250 * KILOBYTE;
const STYLES = 20 * KILOBYTE;
/** What stands on pages that anybody finds; every other entry is an area of the app. */
const PUBLIC = ["theme", "site", "tickets"];
/** The documentation of the API is a tool of other people, with its own style sheet. */
const DRESSED_BY_OTHERS = ["docs"];

/** Gzipped bytes of an entry's scripts and styles, by the manifest of the build. */
export function sizes(manifest, sizeOf) {
  const entries = Object.keys(manifest).filter((key) => manifest[key].isEntry);
  return entries.map((key) => {
    const chunks = [...reached(manifest, key)].map((each) => manifest[each]);
    const styles = new Set(chunks.flatMap((chunk) => chunk.css ?? []));
    const sum = (files) => files.reduce((total, file) => total + sizeOf(file), 0);
    const name = manifest[key].name;
    return {
      name,
      scripts: sum(chunks.map((chunk) => chunk.file)),
      styles: sum([...styles]),
      budget: PUBLIC.includes(name) ? PUBLIC_PAGE : AREA,
    };
  });
}

/** An entry with everything that it imports at once; what it fetches later is not among it. */
function reached(manifest, key, found = new Set()) {
  if (found.has(key)) return found;
  found.add(key);
  for (const each of manifest[key].imports ?? []) reached(manifest, each, found);
  return found;
}

/** What is above its budget, in words. */
export function breaches(measured) {
  return measured.flatMap(({ name, scripts, styles, budget }) => [
    ...(scripts > budget ? [`${name}: ${shown(scripts)} of scripts, at most ${shown(budget)}`] : []),
    ...(styles > STYLES && !DRESSED_BY_OTHERS.includes(name)
      ? [`${name}: ${shown(styles)} of styles, at most ${shown(STYLES)}`]
      : []),
  ]);
}

const shown = (bytes) => `${(bytes / KILOBYTE).toFixed(1)} kB`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const dist = process.argv[2] ?? "dist";
  const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
  const measured = sizes(manifest, (file) => statSync(join(dist, `${file}.gz`)).size);
  console.log("sent first, gzipped     scripts    styles    scripts at most");
  for (const { name, scripts, styles, budget } of measured)
    console.log(
      `${name.padEnd(22)}${shown(scripts).padStart(9)} ${shown(styles).padStart(9)} ${shown(budget).padStart(18)}`,
    );
  const found = breaches(measured);
  for (const breach of found) console.error(`over budget: ${breach}`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
