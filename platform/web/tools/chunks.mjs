// Which modules come together in one file, so that an area starts with a few files and not with dozens, and
// public pages with nothing of React. Rolldown alone would cut a file for each set of pages that share a module.

const ENTRY = /\/src\/features\/(\w+)\/(?:main|theme)\.tsx?$/;
const PUBLIC = new Set(["site", "tickets", "docs", "embed"]);

/** The features whose entry imports a module at once, itself or through others. */
export function featuresOf(id, context, seen = new Set()) {
  if (seen.has(id)) return new Set();
  seen.add(id);
  const own = ENTRY.exec(id);
  const found = new Set(own === null ? [] : [own[1]]);
  for (const importer of context.getModuleInfo(id)?.importers ?? []) {
    for (const feature of featuresOf(importer, context, seen)) found.add(feature);
  }
  return found;
}

/**
 * What a public page has is kept apart; of the rest, each area has its own and all of them share one. The scanner
 * starts on phones at a door: what it shares with them is a file by itself, so that it sends none of what it has not.
 */
export function areaOf(id, context) {
  const features = [...featuresOf(id, context)];
  if (features.some((feature) => PUBLIC.has(feature))) return null;
  if (features.length > 1 && features.includes("door")) return "start";
  return features.length === 1 ? features[0] : "area";
}

const publicOf = (id, context) => (areaOf(id, context) === null ? "public" : null);
const startOf = (id, context) => (areaOf(id, context) === "start" ? "start" : null);
const SCRIPT = /\.(?:m?js|tsx?)$/;

/** A group takes what its modules import along, so that what is needed most stands first. */
export const GROUPS = [
  { name: "public", test: /\/src\/ui\/site\.css/, priority: 5 },
  {
    name: publicOf,
    debugName: "public",
    test: /preload-helper|\/src\/(?:lib|ui)\/.+\.tsx?$|\/theme-switch\.ts$/,
    tags: ["$initial"],
    priority: 4,
  },
  { name: "react", test: /\/node_modules\/(?:react|react-dom|scheduler)\//, tags: ["$initial"], priority: 3 },
  { name: startOf, debugName: "start", test: SCRIPT, tags: ["$initial"], priority: 2 },
  { name: areaOf, debugName: "area", test: SCRIPT, tags: ["$initial"], priority: 1 },
];
