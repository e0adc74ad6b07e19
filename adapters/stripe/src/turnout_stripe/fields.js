// Stripe's Payment Element on a shop's page. Stripe wants its script from its own origin, in no bundle.
// Documented at docs.stripe.com/js: including, elements_object/create, payment_intents/confirm_payment.
const SCRIPT = "https://js.stripe.com/endive/stripe.js";
const LANGUAGES = new Set("ar bg cs da de el en es et fi fil fr he hr hu id it ja ko lt lv ms mt nb nl no pl pt ro ru sk sl sv th tr vi zh".split(" "));
/** Errors whose words are written for buyers. */
const FOR_BUYERS = new Set(["card_error", "validation_error"]);
const ACCEPTED = new Set(["succeeded", "processing", "requires_capture"]);

let loading = null;

function library() {
  if (globalThis.Stripe) return Promise.resolve(globalThis.Stripe);
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const fail = () => {
      loading = null;
      script.remove();
      reject(new Error("Stripe's script did not load"));
    };
    script.src = SCRIPT;
    script.async = true;
    script.onload = () => (globalThis.Stripe ? resolve(globalThis.Stripe) : fail());
    script.onerror = fail;
    document.head.append(script);
  });
  return loading;
}

function appearanceOf(look) {
  return {
    theme: "stripe",
    variables: {
      colorText: look.text,
      colorBackground: look.background,
      colorPrimary: look.accent,
      colorDanger: look.danger,
      fontFamily: look.font,
      borderRadius: look.radius,
    },
    rules: { ".Input": { borderColor: look.line }, ".Tab": { borderColor: look.line } },
  };
}

function outcomeOf({ error, paymentIntent }) {
  const status = (paymentIntent ?? error?.payment_intent)?.status;
  if (ACCEPTED.has(status)) return { outcome: "done", message: "" };
  if (status === "canceled") return { outcome: "over", message: "" };
  return { outcome: "again", message: FOR_BUYERS.has(error?.type) ? (error.message ?? "") : "" };
}

export async function mount(place, { token, options, locale, returnUrl, look }) {
  const Stripe = await library();
  const account = options.account ? { stripeAccount: options.account } : {};
  const stripe = Stripe(options.publishable_key, { ...account, locale: LANGUAGES.has(locale) ? locale : "auto" });
  const elements = stripe.elements({ clientSecret: token, appearance: appearanceOf(look) });
  // Wallets would ask for the Payment Request API, which pages of ours do not allow.
  const element = elements.create("payment", { wallets: { applePay: "never", googlePay: "never" } });
  await new Promise((resolve, reject) => {
    element.on("ready", resolve);
    element.on("loaderror", (event) => reject(new Error(event?.error?.message ?? "The element did not load")));
    element.mount(place);
  });
  return {
    confirm: async () => outcomeOf(await stripe.confirmPayment({ elements, confirmParams: { return_url: returnUrl }, redirect: "if_required" })),
    unmount: () => element.destroy(),
  };
}
