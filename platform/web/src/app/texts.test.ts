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
      const without = expected.filter((each) => each !== "{{count}}" && each !== "{{shown}}");
      const found = placeholders(text);
      return String(found) !== String(expected) && !(FORMS.test(key) && String(found) === String(without));
    });
    expect(differing).toEqual([]);
  });
});

const CONSOLE = "../features/console/";
const MENU = Object.entries(FILES[`${CONSOLE}texts/en.json`] ?? {}).filter(([key]) => key.startsWith("menu."));

/** Titles of views that say in English what the menu says there: area and key. */
const titlesLike = (said: string): (readonly [string, string])[] =>
  AREAS.filter((area) => area.startsWith(CONSOLE) && area !== `${CONSOLE}texts/`).flatMap((area) =>
    Object.entries(FILES[`${area}en.json`] ?? {})
      .filter(([key, text]) => text === said && (key === "title" || key.endsWith(".title")))
      .map(([key]) => [area, key] as const),
  );

it.each(LANGUAGES)("a view is called in the menu what its title says, in %s", (language) => {
  const menu = FILES[`${CONSOLE}texts/${language}.json`] ?? {};
  const pairs = MENU.flatMap(([key, said]) =>
    titlesLike(said).map(([area, title]) => [key, menu[key], FILES[`${area}${language}.json`]?.[title]] as const),
  );
  expect(pairs.length).toBeGreaterThan(20);
  expect(pairs.filter(([, entry, title]) => entry !== title)).toEqual([]);
});
