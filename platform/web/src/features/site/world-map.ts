// Puts the outlines of land and countries beside the build, with their licence: the server draws maps from them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

const require = createRequire(import.meta.url);
const OUTLINES = "world-atlas/countries-50m.json";

export function worldMap(): Plugin {
  return {
    name: "turnout-world-map",
    generateBundle() {
      const source = readFileSync(require.resolve(OUTLINES));
      this.emitFile({ type: "asset", name: "world.json", originalFileName: OUTLINES, source });
      const licence = readFileSync(require.resolve("world-atlas/LICENSE"));
      this.emitFile({ type: "asset", fileName: "assets/licence-world-atlas.txt", source: licence });
    },
  };
}
