// SAML 2.0 by the library samlify: the provider as an entity, its parties, and what is said to them.
import { randomUUID } from "node:crypto";

import { DOMParser, XMLSerializer } from "@xmldom/xmldom";
import samlify from "samlify";

import { configuration, issuer } from "./configuration.mjs";
import { escaped } from "./pages.mjs";

const STATUS = "urn:oasis:names:tc:SAML:2.0:status:";
const PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
const EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
const TYPED =
  'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string"';
const MINUTES = 5 * 60_000;

// The party's messages are proved by their signatures; schemas are the business of whom this tries.
samlify.setSchemaValidator({ validate: async () => "not looked at" });

export const entityId = () => `${issuer()}/saml/metadata`;

const signing = () => configuration().certificates.find((each) => each.signs);

/** What is published of the provider: certificates that sign, and those that will. */
export function metadata() {
  const published = configuration().certificates.filter((each) => each.isPublished);
  return us({ certificates: published.map((each) => each.certificate) }).getMetadata();
}

/** The provider as it signs now, by one certificate: samlify knows one. */
export function us({ isEncrypted = false, certificates = [signing().certificate] } = {}) {
  const at = (path) => [{ Binding: samlify.Constants.namespace.binding.redirect, Location: `${issuer()}${path}` }];
  return samlify.IdentityProvider({
    entityID: entityId(),
    signingCert: certificates,
    privateKey: signing().key,
    isAssertionEncrypted: isEncrypted,
    dataEncryptionAlgorithm: "http://www.w3.org/2009/xmlenc11#aes128-gcm",
    wantAuthnRequestsSigned: true,
    wantLogoutRequestSigned: true,
    wantLogoutResponseSigned: true,
    nameIDFormat: [PERSISTENT, EMAIL],
    singleSignOnService: at("/saml/sso"),
    singleLogoutService: at("/saml/slo"),
  });
}

/** A party that may sign people in: registered, or at an address that is trusted. */
export async function partyOf(entity) {
  const { parties, trusts } = configuration();
  const found = parties.find((each) => each.entityId === entity);
  if (found?.metadata) return found;
  if (!trusts.some((prefix) => entity.startsWith(prefix))) return undefined;
  const answer = await fetch(entity, { redirect: "error", signal: AbortSignal.timeout(5000) });
  if (!answer.ok) throw new Error(`the metadata at ${entity} cannot be read: HTTP ${answer.status}`);
  const usual = { entityId: entity, isEncrypted: false, signs: "both", nameId: "persistent" };
  return { ...usual, ...found, metadata: await answer.text() };
}

/** The party as samlify sees it, once for each of its certificates: it takes one of each use. */
export function variantsOf(party) {
  const most = Math.max(...["signing", "encryption"].map((use) => keysOf(parsed(party.metadata), use).length));
  return Array.from({ length: most }, (_, index) => variant(party, index));
}

function variant(party, index) {
  const document = parsed(party.metadata);
  for (const use of ["signing", "encryption"]) {
    const keys = keysOf(document, use);
    const kept = keys[Math.min(index, keys.length - 1)];
    keys.filter((each) => each !== kept).forEach((each) => each.parentNode.removeChild(each));
  }
  return samlify.ServiceProvider({
    metadata: new XMLSerializer().serializeToString(document),
    wantMessageSigned: party.signs !== "assertion",
    wantLogoutRequestSigned: true,
    wantLogoutResponseSigned: true,
  });
}

const parsed = (text) => new DOMParser().parseFromString(text, "text/xml");
const keysOf = (document, use) =>
  Array.from(document.getElementsByTagNameNS("*", "KeyDescriptor")).filter((each) => each.getAttribute("use") === use);

/** Read a message by the first certificate of the party that signed it; the last refusal otherwise. */
export async function read(party, reading) {
  let refused;
  for (const service of variantsOf(party)) {
    try {
      return { service, info: await reading(service) };
    } catch (error) {
      refused = error;
    }
  }
  throw refused;
}

/** What a party is told about somebody: a form's fields. `person` undefined says that nobody came in. */
export async function signInResponse(party, person, { requestId, session, relayState }) {
  const [service] = variantsOf(party);
  const provider = us({ isEncrypted: person !== undefined && party.isEncrypted });
  const id = `_${randomUUID()}`;
  const address = service.entityMeta.getAssertionConsumerService("post");
  const context = responseText(party, person, { id, address, requestId, session });
  if (!person) return fields(address, signed(provider, context), relayState);
  const made = await provider.createLoginResponse(
    service,
    null,
    "post",
    {},
    {
      customTagReplacement: () => ({ id, context }),
      encryptThenSign: party.isEncrypted, // of an encrypted assertion the party verifies what it received
    },
  );
  return fields(address, made.context, relayState);
}

function fields(address, response, relayState) {
  const said = { SAMLResponse: response };
  return { address, fields: relayState ? { ...said, RelayState: relayState } : said };
}

function signed(provider, context) {
  return samlify.SamlLib.constructSAMLSignature({
    rawSamlMessage: context,
    isMessageSigned: true,
    privateKey: provider.entitySetting.privateKey,
    signatureAlgorithm: provider.entitySetting.requestSignatureAlgorithm,
    signingCert: signing().certificate,
    signatureConfig: { prefix: "ds", location: { reference: "/*/*[local-name(.)='Issuer']", action: "after" } },
  });
}

function responseText(party, person, { id, address, requestId, session }) {
  const now = Date.now();
  const instant = (more = 0) => new Date(now + more).toISOString();
  const answers = requestId ? ` InResponseTo="${escaped(requestId)}"` : "";
  const from = `<saml:Issuer>${escaped(entityId())}</saml:Issuer>`;
  const code = person ? `${STATUS}Success` : `${STATUS}Responder`;
  const inner = person ? "" : `<samlp:StatusCode Value="${STATUS}AuthnFailed"/>`;
  const told = person
    ? `<saml:Assertion ID="_${randomUUID()}" Version="2.0" IssueInstant="${instant()}">${from}<saml:Subject>
<saml:NameID Format="${nameIdOf(party, person).format}">${escaped(nameIdOf(party, person).value)}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData
 NotOnOrAfter="${instant(MINUTES)}" Recipient="${escaped(address)}"${answers}/></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="${instant()}" NotOnOrAfter="${instant(MINUTES)}"><saml:AudienceRestriction>
<saml:Audience>${escaped(party.entityId)}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="${instant()}" SessionIndex="${session}"><saml:AuthnContext>
<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef>
</saml:AuthnContext></saml:AuthnStatement>${attributesOf(person)}</saml:Assertion>`
    : "";
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
 ID="${id}" Version="2.0" IssueInstant="${instant()}" Destination="${escaped(address)}"${answers}>${from}<samlp:Status>
<samlp:StatusCode Value="${code}">${inner}</samlp:StatusCode></samlp:Status>${told}</samlp:Response>`;
}

function attributesOf({ email, name, groups }) {
  const said = [
    ["urn:oid:0.9.2342.19200300.100.1.3", "mail", [email]],
    ["urn:oid:2.16.840.1.113730.3.1.241", "displayName", [name]],
    ["groups", "groups", groups],
  ];
  const attributes = said.map(([attribute, friendly, values]) => {
    const inside = values.map((each) => `<saml:AttributeValue ${TYPED}>${escaped(each)}</saml:AttributeValue>`);
    return `<saml:Attribute Name="${attribute}" FriendlyName="${friendly}">${inside.join("")}</saml:Attribute>`;
  });
  return `<saml:AttributeStatement>${attributes.join("")}</saml:AttributeStatement>`;
}

export const nameIdOf = (party, person) =>
  party.nameId === "email" ? { format: EMAIL, value: person.email } : { format: PERSISTENT, value: person.id };
