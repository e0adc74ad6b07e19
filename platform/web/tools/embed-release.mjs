// Makes a release of the script that partners load: `node tools/embed-release.mjs 1.0.0`. A release never changes
// afterwards, as pages pin it by its hash; so its files are kept in `embed/`, and the build only packs them.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";

export const FOLDER = "embed";
export const RELEASES = join(FOLDER, "releases.json");
const SOURCE = "src/sdk";

/** What the newest release was made of: another sum asks for another release. */
export function sourceSum(folder = SOURCE) {
  const sum = createHash("sha256");
  for (const name of readdirSync(folder).sort()) {
    if (!name.includes(".test.")) sum.update(name).update(readFileSync(join(folder, name)));
  }
  return sum.digest("hex");
}

/** The hash by which a page pins a file. */
export function integrityOf(content) {
  return `sha384-${createHash("sha384").update(content).digest("base64")}`;
}

async function bundle(entry, format) {
  const [{ output }] = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2022",
      minify: true,
      lib: { entry: join(SOURCE, entry), formats: [format], name: "TurnoutEmbeds", fileName: () => "turnout.js" },
    },
  });
  return output[0].code;
}

async function release(version) {
  const files = {
    "turnout.js": await bundle("classic.ts", "iife"),
    "turnout.mjs": await bundle("module.ts", "es"),
    "turnout.d.ts": readFileSync(join(SOURCE, "turnout.d.ts"), "utf8"),
  };
  const folder = join(FOLDER, version);
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const known = existsSync(RELEASES) ? JSON.parse(readFileSync(RELEASES, "utf8")) : {};
  const sums = Object.fromEntries(Object.entries(files).map(([name, content]) => [name, integrityOf(content)]));
  known[version] = { source: sourceSum(), ...sums };
  writeFileSync(RELEASES, `${JSON.stringify(known, null, 2)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const version = process.argv[2] ?? "";
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error("Name the release, such as 1.0.0");
  await release(version);
}
