// The entries of the build: each folder of `src/features` with a `main` is an entry of that name.
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
