// Texts in the page's language: one catalogue per area and language, fetched when an area starts.
import i18next, { type i18n } from "i18next";

export type Catalogue = Readonly<Record<string, string>>;
/** What `import.meta.glob("./texts/*.json", { import: "default" })` gives: path → loader. */
export type Loaders = Readonly<Record<string, () => Promise<unknown>>>;
/** The catalogues of several areas, by the area's name. */
export type Areas = Readonly<Record<string, Loaders>>;

/** Plural forms are `key_one`, `key_other` …; `t` is asked for `key`. */
export type Keys<C> = keyof C extends infer K
  ? K extends `${infer Stem}_${"zero" | "one" | "two" | "few" | "many" | "other"}`
    ? Stem
    : K
  : never;

/** Fetches one language of every area. Keys are flat: a dot in a key is only a dot. */
export async function loadTexts(language: string, areas: Areas): Promise<i18n> {
  const names = Object.keys(areas);
  const catalogues = await Promise.all(Object.values(areas).map((loaders) => loadCatalogue(loaders, language)));
  return textsOf(language, Object.fromEntries(names.map((name, index) => [name, catalogues[index] ?? {}])));
}

/** The same from catalogues at hand. */
export function textsOf(language: string, catalogues: Readonly<Record<string, Catalogue>>): i18n {
  const texts = i18next.createInstance();
  void texts.init({
    lng: language,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    ns: Object.keys(catalogues),
    resources: { [language]: { ...catalogues } },
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  return texts;
}

/** One catalogue in one language; an Error where there is none. */
export async function loadCatalogue(loaders: Loaders, language: string): Promise<Catalogue> {
  const load = Object.entries(loaders).find(([path]) => path.endsWith(`/${language}.json`))?.[1];
  if (load === undefined) throw new Error(`No texts in ${language}`);
  const found = (await load()) as Catalogue | { readonly default: Catalogue };
  return "default" in found && typeof found.default === "object" ? found.default : (found as Catalogue);
}
