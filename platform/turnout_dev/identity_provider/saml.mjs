// What browsers open of SAML: sign-in asked for by a party or begun here, and single logout both ways.
import { randomUUID } from "node:crypto";
import { inflateRawSync } from "node:zlib";

import { activePerson, configuration, offered } from "./configuration.mjs";
import { choice, page, sent } from "./pages.mjs";
import { metadata, nameIdOf, partyOf, read, signInResponse, us, variantsOf } from "./saml_messages.mjs";

const SESSION = "saml_session";
const sessions = new Map(); // cookie -> who, with the parties that they are signed in to
const waiting = new Map(); // id -> a sign-in whose person has not been chosen yet
const logouts = new Map(); // RelayState -> parties still to be told

export const hasSession = (request) => sessions.has(cookieOf(request));

function cookieOf(request) {
  const pairs = (request.headers.cookie ?? "").split(";").map((each) => each.trim().split("="));
  return pairs.find(([name]) => name === SESSION)?.[1];
}

/** Answer a path below /saml: HTML, XML or a redirect; undefined for a path that is not there. */
export async function answer(request, url, form) {
  const asked = `${request.method} ${url.pathname}`;
  if (asked === "GET /saml/metadata") return { type: "application/samlmetadata+xml", body: metadata() };
  if (asked === "GET /saml/sso") return asksForSignIn(request, url);
  if (asked === "GET /saml/start") return beginsHere(request, url);
  if (asked === "POST /saml/choose") return chosen(request, form);
  if (asked === "GET /saml/slo") return logoutMessage(request, url);
  if (asked === "POST /saml/sign-out") return signOut(request);
  return undefined;
}

async function asksForSignIn(request, url) {
  const { party, info } = await message(url, "SAMLRequest", "parseLoginRequest");
  const begun = { party, requestId: info.extract.request.id, relayState: url.searchParams.get("RelayState") };
  return go(request, begun);
}

async function beginsHere(request, url) {
  const party = await partyOf(url.searchParams.get("party") ?? "");
  if (!party) return refusal("No such party is registered.");
  return go(request, { party, relayState: url.searchParams.get("relay") });
}

async function go(request, begun) {
  const session = sessions.get(cookieOf(request));
  const person = session && activePerson(session.person);
  if (person) return responded(session, person, begun);
  const id = randomUUID();
  waiting.set(id, begun);
  return { body: choice(offered("saml"), "/saml/choose", { id }) };
}

async function chosen(request, form) {
  const begun = waiting.get(form.get("id"));
  waiting.delete(form.get("id"));
  if (!begun) return refusal("This sign-in is over. Please begin once more.");
  const person = activePerson(form.get("person"));
  if (!person) {
    const refused = await signInResponse(begun.party, undefined, begun);
    return { body: sent(refused.address, refused.fields) };
  }
  const cookie = randomUUID();
  const session = { person: person.id, index: `_${randomUUID()}`, parties: [] };
  sessions.delete(cookieOf(request));
  sessions.set(cookie, session);
  return {
    ...(await responded(session, person, begun)),
    cookie: `${SESSION}=${cookie}; Path=/; HttpOnly; SameSite=Lax`,
  };
}

async function responded(session, person, begun) {
  const response = await signInResponse(begun.party, person, { ...begun, session: session.index });
  if (!session.parties.includes(begun.party.entityId)) session.parties.push(begun.party.entityId);
  return { body: sent(response.address, response.fields) };
}

/** A signed message of a party by HTTP-Redirect. */
async function message(url, kind, parse) {
  const query = Object.fromEntries(url.searchParams);
  const raw = url.search.slice(1).split("&");
  const octetString = [kind, "RelayState", "SigAlg"]
    .flatMap((name) => raw.filter((each) => each.startsWith(`${name}=`)))
    .join("&");
  const party = await partyOf(issuerIn(query[kind] ?? ""));
  if (!party) throw new Error("no such party is registered");
  const found = await read(party, (service) => us()[parse](service, "redirect", { query, octetString }));
  return { party, ...found };
}

function issuerIn(encoded) {
  const text = inflateRawSync(Buffer.from(encoded, "base64"), { maxOutputLength: 256 * 1024 }).toString();
  return /<(?:\w+:)?Issuer[^>]*>([^<]+)</.exec(text)?.[1].trim() ?? "";
}

/** A party asks for a logout, or answers ours. */
async function logoutMessage(request, url) {
  if (url.searchParams.has("SAMLResponse")) {
    await message(url, "SAMLResponse", "parseLogoutResponse");
    return nextLogout(url.searchParams.get("RelayState"));
  }
  const { party, service, info } = await message(url, "SAMLRequest", "parseLogoutRequest");
  const ended = [...sessions].find(([, each]) => isOf(each, party, info.extract));
  const others = ended ? ended[1].parties.filter((each) => each !== party.entityId) : [];
  if (ended) sessions.delete(ended[0]);
  const relayState = url.searchParams.get("RelayState") ?? "";
  const finish = () => ({ to: us().createLogoutResponse(service, info, "redirect", { relayState }).context });
  return runLogout(ended?.[1], others, finish);
}

function isOf(session, party, { nameID, sessionIndex }) {
  const person = configuration().people.find((each) => each.id === session.person);
  const isNamed = person && nameIdOf(party, person).value === nameID;
  return isNamed && session.parties.includes(party.entityId) && [undefined, null, session.index].includes(sessionIndex);
}

function signOut(request) {
  const cookie = cookieOf(request);
  const session = sessions.get(cookie);
  sessions.delete(cookie);
  const finish = () => ({ body: page("You are signed out", "<p>Everywhere that you had signed in.</p>") });
  return runLogout(session, session?.parties ?? [], finish);
}

function runLogout(session, parties, finish) {
  const id = randomUUID();
  logouts.set(id, { session, parties: [...parties], finish });
  return nextLogout(id);
}

async function nextLogout(id) {
  const run = logouts.get(id);
  if (!run) return refusal("No logout waits for this answer.");
  const party = run.parties.length ? await partyOf(run.parties.shift()) : undefined;
  if (!party) {
    logouts.delete(id);
    return run.finish();
  }
  const person = configuration().people.find((each) => each.id === run.session.person);
  const { value } = nameIdOf(party, person);
  const said = { logoutNameID: value, sessionIndex: run.session.index };
  return { to: us().createLogoutRequest(variantsOf(party)[0], "redirect", said, { relayState: id }).context };
}

const refusal = (says) => ({ status: 400, body: page("This did not work", `<p>${says}</p>`) });
