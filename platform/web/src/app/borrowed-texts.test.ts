import { describe, expect, it } from "vitest";

// A view that shows parts of another folder without borrowing its texts shows keys to whoever opens it by its address.
const SOURCES = import.meta.glob<string>(["../features/console/**/*.{ts,tsx}", "!../**/*.test.*"], {
  eager: true,
  query: "?raw",
  import: "default",
});
const CONSOLE = "../features/console/";
const STATIC = /^(?:import|export)\b(?! type\b)[^;]*?from "(\.[^"]+)";/gms;
const USED = /\buseTexts<[\w[\]"]+>\("([\w-]+)"\)/;
const NAMED = /\bviewsOf\(\s*"([\w-]+)"/g;
const BORROWED = /"?([\w-]+)"?: import\.meta\.glob\(/g;
const VIEW = /load: \(\) => import\("(\.[^"]+)"\)/g;
const LATE = /\blazyWithTexts\(\s*"([\w-]+)",[^;]*?import\("(\.[^"]+)"\)/gs;
/** Come with the console itself. */
const ALWAYS = ["console"];

const folderOf = (path: string): string => path.slice(CONSOLE.length).split("/")[0] ?? "";
const groups = (pattern: RegExp, source: string, group = 1): string[] =>
  [...source.matchAll(pattern)].map((match) => match[group] ?? "");

function resolved(from: string, target: string): string | undefined {
  const path = new URL(target, `file:///a/b/${from.replace("../", "")}`).pathname.replace("/a/b/", "../");
  return [path, `${path}.ts`, `${path}.tsx`].find((each) => each in SOURCES);
}

/** The folders whose texts are used by a file, or by what it imports. */
function needed(path: string, seen = new Set<string>()): Set<string> {
  const source = SOURCES[path] ?? "";
  seen.add(path);
  const found = new Set(groups(new RegExp(USED, "g"), source));
  for (const target of groups(STATIC, source)) {
    const next = resolved(path, target);
    if (next !== undefined && !seen.has(next)) needed(next, seen).forEach((name) => found.add(name));
  }
  return found;
}

const ROUTES = Object.keys(SOURCES).filter((path) => path.endsWith("/routes.ts"));
const given = (path: string): string[] => [
  ...ALWAYS,
  ...groups(NAMED, SOURCES[path] ?? ""),
  ...groups(BORROWED, SOURCES[path] ?? ""),
];
const GIVEN = new Map(ROUTES.map((path) => [folderOf(path), given(path)]));

describe("the texts that come with a view", () => {
  it.each(ROUTES)("are all that it shows: %s", (routes) => {
    const known = GIVEN.get(folderOf(routes)) ?? [];
    const views = groups(VIEW, SOURCES[routes] ?? "").map((target) => resolved(routes, target));
    expect(views).not.toContain(undefined);
    const missing = views.flatMap((view) =>
      [...needed(view ?? "")].filter((name) => !known.includes(name)).map((name) => `${view}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it("come with parts that are loaded late, too", () => {
    const missing = Object.entries(SOURCES).flatMap(([path, source]) =>
      [...source.matchAll(LATE)].flatMap(([, name = "", target = ""]) => {
        const known = [...ALWAYS, name, ...(GIVEN.get(folderOf(path)) ?? [])];
        const late = resolved(path, target);
        return [...needed(late ?? "")].filter((each) => !known.includes(each)).map((each) => `${target}: ${each}`);
      }),
    );
    expect(missing).toEqual([]);
  });
});
