// Size budgets: what each entry sends before it can start, gzipped. Its scripts are those that it imports at once.
import { readFileSync } from "node:fs";
import { filesOf } from "./tools/entries.mjs";

const PUBLIC_PAGE = "60 kB";
const AREA = "250 kB";
/** Phones at a door: ready within two seconds. What reads codes and proves signatures comes after it. */
const DOOR = "130 kB";
const STYLES = "20 kB";
/** Entries of pages that anybody finds; every other entry is an area of the app. */
const PUBLIC = ["theme", "site", "tickets"];
const limitOf = (name) => (PUBLIC.includes(name) ? PUBLIC_PAGE : name === "door" ? DOOR : AREA);
/** The API documentation is a tool of other people, with its own style sheet. */
const WITHOUT_STYLE_BUDGET = ["docs"];

const manifest = JSON.parse(readFileSync("dist/manifest.json", "utf8"));

export default Object.keys(manifest)
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
