// Writes src/api/schema.ts out of an OpenAPI document; `--check` only says whether it is stale.
// node tools/client.mjs [--check] FILE
import { readFileSync, writeFileSync } from "node:fs";
import openapiTypes, { astToString } from "openapi-typescript";

const TARGET = new URL("../src/api/schema.ts", import.meta.url);
const HEADING = "// Made by `make client` out of the OpenAPI document; not to be changed by hand.\n\n";

const [file, ...rest] = process.argv.slice(2).filter((word) => word !== "--check");
if (file === undefined || rest.length > 0) throw new Error("Say which OpenAPI document to read.");

const document = JSON.parse(readFileSync(file, "utf8"));
const made = HEADING + astToString(await openapiTypes(document, { alphabetize: true, defaultNonNullable: false }));

if (!process.argv.includes("--check")) {
  writeFileSync(TARGET, made);
} else if (readFileSync(TARGET, "utf8") !== made) {
  console.error("src/api/schema.ts is not what the API says: run `make client`.");
  process.exitCode = 1;
}
