// A small identity provider for trying things out and for tests: OpenID Connect and SAML 2.0.
//
//   node server.mjs host:port configuration.json
//
// It asks for no password, so it serves this machine only.
import { createServer } from "node:http";

import { configuration, issuer, readFrom } from "./configuration.mjs";
import { interaction, openIdProvider } from "./openid.mjs";
import { escaped, home, page } from "./pages.mjs";
import * as saml from "./saml.mjs";
import { entityId } from "./saml_messages.mjs";

const LONGEST_FORM = 64 * 1024;
const [bind, file] = process.argv.slice(2);
const [host, port] = bind.split(":");
if (!["127.0.0.1", "localhost"].includes(host)) throw new Error("It serves this machine only: 127.0.0.1:<port>.");
readFrom(file);
const openId = openIdProvider();
const openIdAnswers = openId.callback();

async function answer(request, response) {
  const url = new URL(request.url, issuer());
  if (url.pathname === "/healthz") return write(response, { type: "text/plain", body: "ok\n" });
  if (url.pathname === "/") {
    const known = { issuer: issuer(), metadata: entityId(), parties: configuration().parties };
    return write(response, { body: home({ ...known, isSignedIn: saml.hasSession(request) }) });
  }
  if (url.pathname.startsWith("/interaction/")) return interaction(openId, request, response, await formOf(request));
  if (url.pathname.startsWith("/saml/")) {
    const said = await saml.answer(request, url, await formOf(request));
    return write(response, said ?? { status: 404, body: page("Nothing is here", "") });
  }
  return openIdAnswers(request, response);
}

function write(response, { status = 200, type = "text/html; charset=utf-8", body = "", to, cookie }) {
  if (cookie) response.setHeader("Set-Cookie", cookie);
  response.setHeader("Cache-Control", "no-store");
  response.writeHead(to ? 303 : status, to ? { Location: to } : { "Content-Type": type });
  response.end(body);
}

async function formOf(request) {
  if (request.method !== "POST") return undefined;
  let text = "";
  for await (const part of request) {
    text += part;
    if (text.length > LONGEST_FORM) throw new Error("the form is too long");
  }
  return new URLSearchParams(text);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error(`${request.method} ${request.url.split("?")[0]}: ${error.message ?? error}`);
    if (!response.headersSent) {
      write(response, { status: 400, body: page("This did not work", `<p>${escaped(error.message ?? error)}</p>`) });
    }
  });
});
process.on("SIGTERM", () => process.exit(0));
server.listen(Number(port), host, () => console.log(`http://${host}:${server.address().port}/`));
