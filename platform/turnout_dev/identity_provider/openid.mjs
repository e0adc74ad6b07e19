// OpenID Connect by the library oidc-provider: code flow with PKCE, groups, logout both ways.
import Provider from "oidc-provider";

import { activePerson, configuration, offered } from "./configuration.mjs";
import { choice, escaped, page } from "./pages.mjs";

/** Rows of one kind in memory; clients stand in the configuration. */
class Rows {
  static kinds = new Map();

  constructor(kind) {
    this.kind = kind;
    if (!Rows.kinds.has(kind)) Rows.kinds.set(kind, new Map());
    this.rows = Rows.kinds.get(kind);
  }

  async upsert(id, row) {
    this.rows.set(id, row);
  }

  async find(id) {
    if (this.kind === "Client") return configuration().clients.find((each) => each.client_id === id);
    return this.rows.get(id);
  }

  async findByUid(uid) {
    return [...this.rows.values()].find((each) => each.uid === uid);
  }

  async findByUserCode(code) {
    return [...this.rows.values()].find((each) => each.userCode === code);
  }

  async consume(id) {
    const row = this.rows.get(id);
    if (row) row.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    this.rows.delete(id);
  }

  async revokeByGrantId(grantId) {
    for (const [id, row] of this.rows) if (row.grantId === grantId) this.rows.delete(id);
  }
}

export function openIdProvider() {
  const { issuer, jwks, cookieKeys } = configuration();
  const provider = new Provider(issuer, {
    adapter: Rows,
    jwks,
    cookies: { keys: cookieKeys },
    pkce: { methods: ["S256"], required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
    conformIdTokenClaims: false, // what the scopes name stands in the ID token itself
    findAccount,
    loadExistingGrant: grantEverything,
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource },
    },
    renderError: async (ctx, { error, error_description: says }) => {
      ctx.type = "html";
      ctx.body = page("This did not work", `<p>${escaped(error)}: ${escaped(says ?? "")}</p>`);
    },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 3600, Session: 86_400, Grant: 86_400 },
  });
  provider.use(endSessionOfDeactivated);
  return provider;

  async function endSessionOfDeactivated(ctx, next) {
    const session = await provider.Session.get(ctx);
    if (session.accountId && !activePerson(session.accountId)) await session.destroy();
    return next();
  }
}

async function findAccount(_, id) {
  const person = activePerson(id);
  return person && { accountId: id, claims: async () => claimsOf(person) };
}

function claimsOf({ id, email, name, groups, claims = {} }) {
  return { sub: id, email, email_verified: true, name, groups, ...claims };
}

/** Nobody is asked for consent: the company owns both sides. */
async function grantEverything(ctx) {
  const { provider, client, session, result } = ctx.oidc;
  const grantId = result?.consent?.grantId ?? session.grantIdFor(client.clientId);
  if (grantId) return provider.Grant.find(grantId);
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope("openid email profile");
  await grant.save();
  return grant;
}

async function logoutSource(ctx, form) {
  const button = '<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>';
  ctx.body = page("Sign out at the company as well?", form + button);
}

async function postLogoutSuccessSource(ctx) {
  ctx.body = page("You are signed out", "<p>The company's session has ended.</p>");
}

/** The page on which somebody says who they are, and what comes of it. */
export async function interaction(provider, request, response, form) {
  const details = await provider.interactionDetails(request, response);
  if (request.method === "GET") {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(choice(offered("openid"), `/interaction/${details.uid}`));
    return;
  }
  const person = activePerson(form.get("person"));
  const result = person
    ? { login: { accountId: person.id } }
    : { error: "access_denied", error_description: "this person may not sign in" };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}
