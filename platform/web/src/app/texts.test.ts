import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../lib/language";
import type { Catalogue } from "../lib/texts";

const FILES = import.meta.glob<Catalogue>("../**/texts/*.json", { eager: true, import: "default" });
const AREAS = [...new Set(Object.keys(FILES).map((path) => path.replace(/[^/]+$/, "")))];
const FORMS = /_(zero|one|two|few|many|other)$/;

const stems = (catalogue: Catalogue): string[] =>
  [...new Set(Object.keys(catalogue).map((key) => key.replace(FORMS, "")))].sort();
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();

/** The keys that a language needs for what English says: a plural has each of its own forms. */
function needed(english: Catalogue, language: string): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return stems(english)
    .flatMap((stem) => (`${stem}_other` in english ? forms.map((form) => `${stem}_${form}`) : [stem]))
    .sort();
}

describe.each(AREAS)("the texts in %s", (area) => {
  const english = FILES[`${area}en.json`] ?? {};

  it.each(LANGUAGES)("are all there in %s", (language) => {
    const catalogue = FILES[`${area}${language}.json`] ?? {};
    expect(Object.keys(catalogue).sort()).toEqual(needed(english, language));
    expect(Object.entries(catalogue).filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it.each(LANGUAGES)("name the same values in %s", (language) => {
    const catalogue = FILES[`${area}${language}.json`] ?? {};
    const differing = Object.entries(catalogue).filter(([key, text]) => {
      const said = english[key] ?? english[`${key.replace(FORMS, "")}_other`] ?? "";
      const expected = placeholders(said);
      const without = expected.filter((each) => each !== "{{count}}");
      const found = placeholders(text);
      return String(found) !== String(expected) && !(FORMS.test(key) && String(found) === String(without));
    });
    expect(differing).toEqual([]);
  });
});
