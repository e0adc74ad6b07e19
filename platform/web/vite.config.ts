// One build for every page: hashed files under /assets and a manifest that the server reads.
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { build, type Plugin, type Rollup } from "vite";
import { compression, defineAlgorithm } from "vite-plugin-compression2";
import { defineConfig } from "vitest/config";
import { GROUPS } from "./tools/chunks.mjs";
import { entries } from "./tools/entries.mjs";

const require = createRequire(import.meta.url);
const DAY_MILLISECONDS = 24 * 3600 * 1000;
/** Every text is compressed once at build time, so that a server need not do it for each visitor. */
const COMPRESSION = compression({
  include: /\.(?:m?js|css|svg|txt|json)$/,
  algorithms: [defineAlgorithm("gzip", { level: 9 })],
  skipIfLargerOrEqual: false,
  logLevel: "silent",
});

/** Emits the files that no script or style sheet names: the icon, and the licences of what browsers are sent. */
function licencesAndIcon(): Plugin {
  const licences = {
    "assets/licence-figtree.txt": "@fontsource-variable/figtree/LICENSE",
    "assets/licence-noto-sans-arabic.txt": "@fontsource-variable/noto-sans-arabic/LICENSE",
    "assets/licence-noto-sans-devanagari.txt": "@fontsource-variable/noto-sans-devanagari/LICENSE",
    "assets/licence-maplibre-gl.txt": "maplibre-gl/LICENSE.txt",
    "assets/licence-zxing-wasm.txt": "./node_modules/zxing-wasm/LICENSE",
  };
  return {
    name: "turnout-licences-and-icon",
    generateBundle() {
      for (const [fileName, source] of Object.entries(licences)) {
        this.emitFile({ type: "asset", fileName, source: readFileSync(require.resolve(source)) });
      }
      const icon = "src/ui/icon.svg";
      this.emitFile({ type: "asset", name: "icon.svg", originalFileName: icon, source: readFileSync(icon) });
    },
  };
}

/** Leaves out the texts of react-aria in thirty languages; `src/app/primitives.ts` gives it ours. */
function withoutLibraryTexts(): Plugin {
  const words = /\/react-(?:aria|stately|aria-components)\/dist\/private\/intl\/.+\.m?js$/;
  return {
    name: "turnout-without-library-texts",
    enforce: "pre",
    load: (id) => (words.test(id) && !/\/en-US\.m?js$/.test(id) ? "export default {}" : null),
  };
}

/** Declares the order of the cascade layers in every sheet: browsers take it from the first that arrives. */
function layerOrder(): Plugin {
  return {
    name: "turnout-layer-order",
    enforce: "pre",
    transform: (code, id) =>
      /\/src\/(?:ui|features\/\w+(?:\/[\w-]+)?)\/[\w-]+\.css$/.test(id)
        ? `@layer foundation, components, widgets, pages;\n${code}`
        : null,
  };
}

/** Builds each service worker as one classic script without imports, under a fixed name. */
function serviceWorkers(sources: Readonly<Record<string, string>>): Plugin {
  return {
    name: "turnout-service-workers",
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

/** Packs every release of the script that partners load, as it was made: pages pin it by its hash. */
function embedReleases(folder = "embed"): Plugin {
  return {
    name: "turnout-embed-releases",
    apply: "build",
    generateBundle() {
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
      for (const name of files.filter((each) => statSync(join(folder, each)).isFile())) {
        this.emitFile({ type: "asset", fileName: `embed/${name}`, source: readFileSync(join(folder, name)) });
      }
    },
  };
}

/** Removes the files of earlier builds after a day: until then cached pages still ask for them. */
function removeOldAssets(): Plugin {
  let directory = "";
  return {
    name: "turnout-remove-old-assets",
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

/** Tests that replace modules: what the others import would be replaced with it. */
function replacingTests(): string[] {
  const files = readdirSync(join(import.meta.dirname, "src"), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => join("src", file))
    .filter((file) => /vi\.(?:doMock|mock|resetModules)\(/.test(readFileSync(join(import.meta.dirname, file), "utf8")));
}

/** Files share what they import, which halves their time; those that replace modules run alone. */
function projects() {
  const alone = replacingTests();
  const shared = (name: string, environment: string, pattern: string) => ({
    extends: true as const,
    test: { name, environment, include: [pattern], exclude: alone, isolate: false },
  });
  return [
    shared("logic", "node", "{src,tools}/**/*.test.ts"),
    shared("components", "jsdom", "src/**/*.test.tsx"),
    { extends: true as const, test: { name: "replacing modules", environment: "jsdom", include: alone } },
  ];
}

export default defineConfig({
  plugins: [
    withoutLibraryTexts(),
    layerOrder(),
    licencesAndIcon(),
    serviceWorkers({
      "ticket-worker.js": "src/features/tickets/worker.ts",
      "door-worker.js": "src/features/door/worker.ts",
      "push-worker.js": "src/features/push/worker.ts",
    }),
    embedReleases(),
    COMPRESSION,
    removeOldAssets(),
  ],
  // The help of the console is made of the how-to pages.
  server: { fs: { allow: ["../.."] } },
  build: {
    manifest: "manifest.json",
    emptyOutDir: false,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      input: { theme: "src/features/site/theme.ts", "late-fonts": "src/ui/late-fonts.css", ...entries() },
      onwarn(warning, warn) {
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning); // "use client" means nothing here
      },
      output: { codeSplitting: { groups: GROUPS } },
    },
  },
  test: {
    setupFiles: ["src/app/testing.ts"],
    testTimeout: 30_000,
    projects: projects(),
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
