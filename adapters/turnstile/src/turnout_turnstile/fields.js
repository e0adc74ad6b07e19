// Turnstile's widget on a page of ours. Documented at developers.cloudflare.com/turnstile/get-started/client-side-rendering.
let loading = null;

function library(address) {
  if (globalThis.turnstile) return Promise.resolve(globalThis.turnstile);
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    globalThis.turnoutTurnstileReady = () => resolve(globalThis.turnstile);
    script.src = `${address}?render=explicit&onload=turnoutTurnstileReady`;
    script.async = true;
    script.onerror = () => {
      loading = null;
      script.remove();
      reject(new Error("Turnstile's script did not load"));
    };
    document.head.append(script);
  });
  return loading;
}

/** Languages that Turnstile speaks, of those of our pages; another one is left to the browser. */
const LANGUAGES = new Set(["ar", "de", "en", "es", "fr", "hi"]);

export async function mount(place, { options, locale, theme, action, binding }) {
  const turnstile = await library(options.script);
  let widget;
  const token = new Promise((resolve, reject) => {
    const fail = (code) => {
      reject(new Error(`Turnstile: ${code ?? "failed"}`));
      return true;
    };
    widget = turnstile.render(place, {
      sitekey: options.sitekey,
      action,
      cData: binding,
      theme,
      language: LANGUAGES.has(locale) ? locale : "auto",
      size: place.clientWidth > 0 && place.clientWidth < 300 ? "compact" : "flexible",
      retry: "never",
      "response-field": false,
      callback: resolve,
      "error-callback": fail,
      "timeout-callback": fail,
      "unsupported-callback": fail,
    });
  });
  token.catch(() => undefined);
  return { token, unmount: () => turnstile.remove(widget) };
}
