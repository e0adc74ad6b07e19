// Draws a label by a renderer that we did not write: render_zpl.mjs LABEL.zpl WIDTH_MM HEIGHT_MM DOTS_PER_MM OUT.png
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { ready } = createRequire(import.meta.url)("zpl-renderer-js");
const { api } = await ready;
const [label, width, height, dots, out] = process.argv.slice(2);
const zpl = readFileSync(label, "utf8");
const png = await api.zplToBase64Async(zpl, Number(width), Number(height), Number(dots));
writeFileSync(out, Buffer.from(png, "base64"));
process.exit(0);
