import { describe, expect, it } from "vitest";
import { accentOf, inkOn, weakPairs } from "./colours";

describe("A brand's colour", () => {
  // What `light_accent` and `dark_accent` of turnout/l10n/brand_colours.py say.
  it.each([
    ["#1f3a8a", "light", { plain: "#1f3a8a", deep: "#0d2271", ink: "#ffffff", wash: "#e9ebf3" }],
    ["#1f3a8a", "dark", { plain: "#7397f0", deep: "#91b2fe", ink: "#0b0d0f", wash: "#293244" }],
    ["#ffd23f", "light", { plain: "#846a08", deep: "#695405", ink: "#ffffff", wash: "#f3f0e6" }],
    ["#00ff00", "light", { plain: "#0b7e09", deep: "#026402", ink: "#ffffff", wash: "#e7f2e6" }],
  ] as const)("%s becomes on %s pages what the server's sheet says", (colour, theme, accent) => {
    expect(accentOf(colour, theme)).toEqual(accent);
  });

  it("names the pairs in which it cannot be read, the weakest first", () => {
    expect(weakPairs("#ffd23f", "light").map(({ pair, ratio }) => `${pair} ${ratio.toFixed(2)}`)).toEqual([
      "sunken 1.26",
      "page 1.37",
      "wash 1.39",
      "card 1.44",
      "ink 1.44",
    ]);
    expect(weakPairs("#1f3a8a", "light")).toEqual([]);
  });

  it("gets black or white ink on the head of a mail", () => {
    expect([inkOn("#ffd23f"), inkOn("#1f3a8a")]).toEqual(["#000000", "#ffffff"]);
  });
});
