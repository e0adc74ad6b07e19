import { describe, expect, it } from "vitest";
import { formatColumnMoney, formatMoney } from "./money";

describe("money", () => {
  it.each([
    [1050, "EUR", 2, "en", "€10.50"],
    [1000, "EUR", 2, "en", "€10"],
    [500, "JPY", 0, "en", "¥500"],
    [1005, "TND", 3, "en", "TND 1.005"],
    [1005, "IQD", 3, "en", "IQD 1.005"],
    [123456, "EUR", 2, "de", "1.234,56 €"],
  ])("%i %s (%i digits) reads as people write it in %s", (minor, currency, digits, locale, text) => {
    expect(formatMoney(minor, currency, locale, digits).replace(/\u00a0|\u202f/g, " ")).toBe(text);
  });

  it.each([
    [0, "EUR", 2, "en", "€0.00"],
    [1275, "EUR", 2, "en", "€12.75"],
    [500, "JPY", 0, "en", "¥500"],
    [1000, "TND", 3, "de", "1,000 TND"],
  ])("%i %s (%i digits) has all its digits in a column in %s", (minor, currency, digits, locale, text) => {
    expect(formatColumnMoney(minor, currency, locale, digits).replace(/\u00a0|\u202f/g, " ")).toBe(text);
  });

  it("keeps a currency's letters and sign together from right to left", () => {
    expect(formatMoney(48000, "USD", "ar", 2)).toContain("US$\u200e");
    expect(formatMoney(48000, "GBP", "ar", 2)).toContain("UK£\u200e");
    expect(formatMoney(48000, "USD", "en", 2)).not.toContain("\u200e");
  });
});
