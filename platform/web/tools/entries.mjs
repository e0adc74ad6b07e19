// The entries of the build: each folder of `src/features` with a `main` is an entry of that name; and their files.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** @returns {Record<string, string>} */
export function entries(folder = "src/features") {
  const found = readdirSync(folder).flatMap((name) =>
    ["main.tsx", "main.ts"]
      .map((file) => join(folder, name, file))
      .filter(existsSync)
      .slice(0, 1)
      .map((path) => [name, path]),
  );
  return Object.fromEntries(found);
}

/**
 * The files that an entry sends before it can start, by the manifest of the build: its own and all that it imports
 * at once, each file once. What it fetches later is not among them.
 */
export function filesOf(manifest, entry) {
  const reached = new Set([entry]);
  for (const key of reached) for (const each of manifest[key].imports ?? []) reached.add(each);
  const chunks = [...reached].map((key) => manifest[key]);
  return {
    scripts: chunks.map((chunk) => chunk.file),
    styles: [...new Set(chunks.flatMap((chunk) => chunk.css ?? []))],
  };
}
