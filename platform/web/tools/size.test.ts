import { describe, expect, it } from "vitest";
import { breaches, sizes } from "./size.mjs";

const MANIFEST = {
  "src/features/site/main.ts": {
    name: "site",
    file: "site.js",
    isEntry: true,
    imports: ["_shared.js"],
    css: ["site.css"],
    dynamicImports: ["map.ts"],
  },
  "src/features/checkout/main.tsx": {
    name: "checkout",
    file: "checkout.js",
    isEntry: true,
    imports: ["_shared.js", "_react.js"],
    css: ["site.css", "checkout.css"],
  },
  "_shared.js": { file: "shared.js", imports: ["_react.js"] },
  "_react.js": { file: "react.js", imports: ["_shared.js"], css: ["site.css"] },
  "map.ts": { file: "map.js" },
};

describe("the size of an entry", () => {
  it("counts what is imported at once, each file once, and nothing that comes later", () => {
    const bytes: Record<string, number> = {
      "site.js": 1,
      "checkout.js": 10,
      "shared.js": 100,
      "react.js": 1000,
      "map.js": 5,
      "site.css": 7,
      "checkout.css": 70,
    };
    const measured = sizes(MANIFEST, (file) => bytes[file] ?? 0);
    expect(measured.map(({ name, scripts, styles }) => [name, scripts, styles])).toEqual([
      ["site", 1101, 7],
      ["checkout", 1110, 77],
    ]);
  });

  it("is held to 60 kB on public pages, 250 kB in the app and 20 kB of styles", () => {
    const measured = sizes(
      MANIFEST,
      (file) => ({ "react.js": 60_000, "checkout.js": 190_001, "site.css": 20_001 })[file] ?? 0,
    );
    expect(breaches(measured)).toEqual([
      "site: 20.0 kB of styles, at most 20.0 kB",
      "checkout: 250.0 kB of scripts, at most 250.0 kB",
      "checkout: 20.0 kB of styles, at most 20.0 kB",
    ]);
    expect(breaches(sizes(MANIFEST, () => 1000))).toEqual([]);
  });
});
