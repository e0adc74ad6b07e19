// One build for every page: hashed files under /assets and a manifest that the server reads.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const require = createRequire(import.meta.url);

/** Files that no script or style sheet names: the icon, and the licences of what browsers are sent. */
function besides(): Plugin {
  const licences = {
    "assets/licence-figtree.txt": "@fontsource-variable/figtree/LICENSE",
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
      for (const name of Object.keys(bundle).filter((each) => /\.(js|css|svg|txt)$/.test(each))) {
        const path = join(directory, name);
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [besides(), packed()],
  build: {
    manifest: "manifest.json",
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      input: {
        theme: "src/features/site/theme.ts",
        site: "src/features/site/main.ts",
        checkout: "src/features/checkout/main.ts",
        docs: "src/features/docs/main.ts",
      },
    },
  },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
