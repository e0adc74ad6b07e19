// Which modules come together in one file, so that an area starts with a few files and not with dozens, and
// public pages with nothing of React. Rolldown alone would cut a file for each set of pages that share a module.

const ENTRY = /\/src\/features\/(\w+)\/(?:main|theme)\.tsx?$/;
const PUBLIC = new Set(["site", "tickets", "docs"]);

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

/** What a public page has is kept apart; of the rest, each area has its own and all of them share one. */
export function areaOf(id, context) {
  const features = [...featuresOf(id, context)];
  if (features.some((feature) => PUBLIC.has(feature))) return null;
  return features.length === 1 ? features[0] : "area";
}

const publicOf = (id, context) => (areaOf(id, context) === null ? "public" : null);

export const GROUPS = [
  { name: "public", test: /\/src\/ui\/site\.css/, priority: 4 },
  {
    name: publicOf,
    debugName: "public",
    test: /preload-helper|\/src\/(?:lib|ui)\/.+\.tsx?$|\/theme-switch\.ts$/,
    tags: ["$initial"],
    priority: 3,
  },
  { name: "react", test: /\/node_modules\/(?:react|react-dom|scheduler)\//, tags: ["$initial"], priority: 2 },
  { name: areaOf, debugName: "area", test: /\.(?:m?js|tsx?)$/, tags: ["$initial"], priority: 1 },
];
