// The provider's few pages: plain HTML that works without script.
const LETTERS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export const escaped = (text) => String(text).replace(/[&<>"']/g, (letter) => LETTERS[letter]);

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 38rem; margin: 3rem auto; padding: 0 1rem;
  color: #1c2430; background: #f6f7f9; }
h1 { font-size: 1.4rem; } ul { list-style: none; padding: 0; }
button, .button { font: inherit; display: block; width: 100%; box-sizing: border-box; text-align: start;
  padding: 0.75rem 1rem; margin: 0.5rem 0; border: 1px solid #66707f; border-radius: 0.5rem;
  background: #fff; color: inherit; text-decoration: none; cursor: pointer; }
button:focus-visible, a:focus-visible { outline: 3px solid #1f5fbf; outline-offset: 2px; }
small { display: block; color: #4a5462; }
`;

export function page(title, body) {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>${STYLE}</style></head><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`;
}

/** Buttons for everybody, sent to `action` with what else it needs. */
export function choice(people, action, hidden = {}) {
  const kept = Object.entries(hidden).map(([name, value]) => input(name, value));
  const buttons = people.map(
    (each) => `<li><button name="person" value="${escaped(each.id)}">${escaped(each.name)}
<small>${escaped(each.email)} · ${escaped(each.groups.join(", ") || "no groups")}</small></button></li>`,
  );
  const form = `<form method="post" action="${escaped(action)}">${kept.join("")}<ul>${buttons.join("")}</ul></form>`;
  return page("Who are you?", `<p>This provider is for trying things out: nobody needs a password.</p>${form}`);
}

/** A form that sends itself, and has a button where scripts do not run. */
export function sent(action, fields) {
  const inputs = Object.entries(fields).map(([name, value]) => input(name, value));
  return page(
    "One moment",
    `<form method="post" action="${escaped(action)}">${inputs.join("")}<button>Go on</button></form>
<script>document.forms[0].submit()</script>`,
  );
}

export const input = (name, value) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;

export function home({ issuer, metadata, parties, isSignedIn }) {
  const starts = parties.map(
    ({ entityId, name }) =>
      `<li><a class="button" href="/saml/start?party=${encodeURIComponent(entityId)}">${escaped(name)}</a></li>`,
  );
  const started = starts.length ? `<h2>Begin here (SAML)</h2><ul>${starts.join("")}</ul>` : "";
  const out = isSignedIn
    ? '<form method="post" action="/saml/sign-out"><button>Sign out everywhere (SAML)</button></form>'
    : "";
  return page(
    "Company sign-in, for trying things out",
    `<p>OpenID Connect: issuer <code>${escaped(issuer)}</code></p>
<p>SAML 2.0: <a href="/saml/metadata">metadata</a>, <code>${escaped(metadata)}</code></p>${started}${out}
<p><a class="button" href="/session/end">Sign out (OpenID Connect)</a></p>`,
  );
}
