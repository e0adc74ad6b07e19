// Size budgets: what each entry sends before it can start, gzipped. Its scripts are those that it imports at once.
import { readFileSync } from "node:fs";
import { filesOf } from "./tools/entries.mjs";

const PUBLIC_PAGE = "60 kB";
const AREA = "250 kB";
/** Phones at a door: ready within two seconds. What reads codes and proves signatures comes after it. */
const DOOR = "130 kB";
const STYLES = "20 kB";
/** Entries of pages that anybody finds; every other entry is an area of the app. */
const PUBLIC = ["theme", "site", "tickets", "embed"];
const limitOf = (name) => (PUBLIC.includes(name) ? PUBLIC_PAGE : name === "door" ? DOOR : AREA);
/** The API documentation is a tool of other people, with its own style sheet. */
const WITHOUT_STYLE_BUDGET = ["docs"];

/** The script that partners load, of each release and form. */
const RELEASE = "15 kB";
const releases = Object.keys(JSON.parse(readFileSync("embed/releases.json", "utf8"))).flatMap((version) =>
  ["turnout.js", "turnout.mjs"].map((file) => ({
    name: `embed ${version} ${file}`,
    path: [`dist/embed/${version}/${file}`],
    gzip: true,
    limit: RELEASE,
  })),
);

const manifest = JSON.parse(readFileSync("dist/manifest.json", "utf8"));

const entries = Object.keys(manifest)
  .filter((key) => manifest[key].isEntry)
  .flatMap((key) => {
    const { name } = manifest[key];
    const { scripts, styles } = filesOf(manifest, key);
    const paths = (files) => files.map((file) => `dist/${file}`);
    return [
      { name: `${name} scripts`, path: paths(scripts), gzip: true, limit: limitOf(name) },
      ...(styles.length === 0 || WITHOUT_STYLE_BUDGET.includes(name)
        ? []
        : [{ name: `${name} styles`, path: paths(styles), gzip: true, limit: STYLES }]),
    ];
  });

export default [...entries, ...releases];
