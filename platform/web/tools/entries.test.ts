import { describe, expect, it } from "vitest";
import { filesOf } from "./entries.mjs";

const MANIFEST = {
  "src/features/site/main.ts": {
    file: "site.js",
    imports: ["_shared.js"],
    css: ["site.css"],
    dynamicImports: ["map.ts"],
  },
  "src/features/checkout/main.tsx": {
    file: "checkout.js",
    imports: ["_shared.js", "_react.js"],
    css: ["site.css", "checkout.css"],
  },
  "_shared.js": { file: "shared.js", imports: ["_react.js"] },
  "_react.js": { file: "react.js", imports: ["_shared.js"], css: ["site.css"] },
  "map.ts": { file: "map.js" },
};

describe("the files of an entry", () => {
  it("are what is imported at once, each file once, and nothing that comes later", () => {
    expect(filesOf(MANIFEST, "src/features/site/main.ts")).toEqual({
      scripts: ["site.js", "shared.js", "react.js"],
      styles: ["site.css"],
    });
    expect(filesOf(MANIFEST, "src/features/checkout/main.tsx")).toEqual({
      scripts: ["checkout.js", "shared.js", "react.js"],
      styles: ["site.css", "checkout.css"],
    });
  });
});
