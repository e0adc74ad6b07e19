import { describe, expect, it } from "vitest";
import { areaOf, featuresOf } from "./chunks.mjs";

const IMPORTERS: Readonly<Record<string, readonly string[]>> = {
  "/src/lib/language.ts": ["/src/features/site/times.ts", "/src/ui/language.tsx"],
  "/src/features/site/times.ts": ["/src/features/site/main.ts"],
  "/src/ui/language.tsx": ["/src/ui/Field.tsx", "/src/app/start.tsx"],
  "/src/app/start.tsx": ["/src/features/checkout/main.tsx", "/src/features/gallery/main.tsx"],
  "/src/ui/translate.tsx": ["/src/ui/language.tsx", "/src/features/door/main.tsx"],
  "/src/features/door/door.ts": ["/src/features/door/main.tsx"],
  "/src/ui/Field.tsx": ["/src/features/checkout/BuyerPart.tsx", "/src/ui/language.tsx"],
  "/src/features/checkout/BuyerPart.tsx": ["/src/features/checkout/main.tsx"],
};
const context = { getModuleInfo: (id: string) => ({ importers: IMPORTERS[id] ?? [] }) };

describe("a module", () => {
  it("belongs to every entry that imports it at once, also where modules import each other", () => {
    expect([...featuresOf("/src/lib/language.ts", context)].sort()).toEqual(["checkout", "gallery", "site"]);
  });

  it.each([
    ["/src/lib/language.ts", null],
    ["/src/app/start.tsx", "area"],
    ["/src/features/checkout/BuyerPart.tsx", "checkout"],
    ["/src/features/site/main.ts", null],
  ])("%s comes with %s", (id, area) => expect(areaOf(id, context)).toBe(area));
});
