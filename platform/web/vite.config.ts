// One build for every page: hashed files under /assets and a manifest that the server reads.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Plugin, type Rollup } from "vite";
import { defineConfig } from "vitest/config";
import { worldMap } from "./src/features/site/world-map.ts";
import { GROUPS } from "./tools/chunks.mjs";
import { entries } from "./tools/entries.mjs";

const require = createRequire(import.meta.url);
const DAY_MILLISECONDS = 24 * 3600 * 1000;

/** Files that no script or style sheet names: the icon, and the licences of what browsers are sent. */
function besides(): Plugin {
  const licences = {
    "assets/licence-figtree.txt": "@fontsource-variable/figtree/LICENSE",
    "assets/licence-noto-sans-arabic.txt": "@fontsource-variable/noto-sans-arabic/LICENSE",
    "assets/licence-noto-sans-devanagari.txt": "@fontsource-variable/noto-sans-devanagari/LICENSE",
    "assets/licence-swagger-ui.txt": "swagger-ui-dist/LICENSE",
    "assets/licence-swagger-ui-parts.txt": "swagger-ui-dist/swagger-ui-es-bundle.js.LICENSE.txt",
  };
  return {
    name: "turnout-besides",
    generateBundle() {
      for (const [fileName, source] of Object.entries(licences)) {
        this.emitFile({ type: "asset", fileName, source: readFileSync(require.resolve(source)) });
      }
      const icon = "src/ui/icon.svg";
      this.emitFile({ type: "asset", name: "icon.svg", originalFileName: icon, source: readFileSync(icon) });
    },
  };
}

/** Leaves out the primitives library's own words in thirty languages; `src/app/primitives.ts` gives it ours. */
function unspoken(): Plugin {
  const words = /\/react-(?:aria|stately|aria-components)\/dist\/private\/intl\/.+\.m?js$/;
  return {
    name: "turnout-unspoken",
    enforce: "pre",
    load: (id) => (words.test(id) && !/\/en-US\.m?js$/.test(id) ? "export default {}" : null),
  };
}

/** Says the order of the layers at the head of every sheet: browsers take it from the first one that comes. */
function layered(): Plugin {
  return {
    name: "turnout-layered",
    enforce: "pre",
    transform: (code, id) =>
      /\/src\/(?:ui|features\/\w+)\/[\w-]+\.css$/.test(id)
        ? `@layer foundation, components, widgets, pages;\n${code}`
        : null,
  };
}

/** Service workers: each one classic script without imports, under a name that stays. */
function workers(sources: Readonly<Record<string, string>>): Plugin {
  return {
    name: "turnout-workers",
    apply: "build",
    async generateBundle() {
      for (const [fileName, entry] of Object.entries(sources).filter(([, path]) => existsSync(path))) {
        const lib = { entry, formats: ["iife" as const], name: "worker", fileName: () => fileName };
        const made = (await build({
          configFile: false,
          logLevel: "error",
          build: { write: false, target: "es2022", lib },
        })) as Rollup.RollupOutput[];
        this.emitFile({ type: "asset", fileName, source: made.map(({ output }) => output[0].code).join("") });
      }
    },
  };
}

/** Packs every text once at build time, so that a server need not do it for each visitor. */
function packed(): Plugin {
  let directory = "";
  return {
    name: "turnout-packed",
    apply: "build",
    configResolved(config) {
      directory = resolve(config.root, config.build.outDir);
    },
    writeBundle(_options, bundle) {
      for (const made of Object.values(bundle).filter(({ fileName }) => /\.(js|css|svg|txt|json)$/.test(fileName))) {
        const content = made.type === "chunk" ? made.code : made.source;
        writeFileSync(join(directory, `${made.fileName}.gz`), gzipSync(content, { level: 9 }));
      }
    },
  };
}

/** Leaves what earlier builds made for a day: pages that were sent or kept before still ask for it. */
function tidied(): Plugin {
  let directory = "";
  return {
    name: "turnout-tidied",
    apply: "build",
    configResolved(config) {
      directory = resolve(config.root, config.build.outDir, "assets");
    },
    writeBundle(_options, bundle) {
      const old = readdirSync(directory).filter((name) => !(`assets/${name.replace(/\.gz$/, "")}` in bundle));
      for (const path of old.map((name) => join(directory, name))) {
        if (statSync(path).mtimeMs < Date.now() - DAY_MILLISECONDS) rmSync(path, { force: true });
      }
    },
  };
}

export default defineConfig({
  plugins: [
    unspoken(),
    layered(),
    besides(),
    worldMap(),
    workers({ "ticket-worker.js": "src/features/tickets/worker.ts" }),
    packed(),
    tidied(),
  ],
  build: {
    manifest: "manifest.json",
    emptyOutDir: false,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      input: { theme: "src/features/site/theme.ts", ...entries() },
      onwarn(warning, warn) {
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning); // "use client" means nothing here
      },
      output: { codeSplitting: { groups: GROUPS } },
    },
  },
  test: {
    setupFiles: ["src/app/testing.ts"],
    testTimeout: 30_000,
    projects: [
      { extends: true, test: { name: "logic", environment: "node", include: ["{src,tools}/**/*.test.ts"] } },
      { extends: true, test: { name: "components", environment: "jsdom", include: ["src/**/*.test.tsx"] } },
    ],
    coverage: {
      provider: "v8",
      include: ["src/**/*.{ts,tsx}"],
      exclude: ["src/**/*.test.{ts,tsx}", "src/**/main.{ts,tsx}", "src/api/schema.ts", "src/**/testing.{ts,tsx}"],
      reporter: ["text", "json-summary"],
      reportOnFailure: true,
      thresholds: { "src/**/*.tsx": { lines: 80 } },
    },
  },
});
