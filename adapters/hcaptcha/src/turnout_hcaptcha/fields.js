// hCaptcha's widget on a page of ours. Documented at docs.hcaptcha.com/configuration.
let loading = null;

function library(address) {
  if (globalThis.hcaptcha) return Promise.resolve(globalThis.hcaptcha);
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    globalThis.turnoutHcaptchaReady = () => resolve(globalThis.hcaptcha);
    script.src = `${address}?render=explicit&onload=turnoutHcaptchaReady&recaptchacompat=off`;
    script.async = true;
    script.onerror = () => {
      loading = null;
      script.remove();
      reject(new Error("hCaptcha's script did not load"));
    };
    document.head.append(script);
  });
  return loading;
}

export async function mount(place, { options, locale, theme }) {
  const hcaptcha = await library(options.script);
  let widget;
  const token = new Promise((resolve, reject) => {
    const fail = (code) => reject(new Error(`hCaptcha: ${code ?? "failed"}`));
    widget = hcaptcha.render(place, {
      sitekey: options.sitekey,
      theme,
      hl: locale,
      size: place.clientWidth > 0 && place.clientWidth < 303 ? "compact" : "normal",
      callback: resolve,
      "error-callback": fail,
    });
  });
  token.catch(() => undefined);
  return { token, unmount: () => hcaptcha.remove(widget) };
}
