// Razorpay's Standard Checkout over a shop's page: a window of Razorpay's that the pay button opens.
// Documented at razorpay.com/docs: payments/payment-gateway/web-integration/standard.
const SCRIPT = "https://checkout.razorpay.com/v1/checkout.js";

let loading = null;

function library() {
  if (globalThis.Razorpay) return Promise.resolve(globalThis.Razorpay);
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const fail = () => {
      loading = null;
      script.remove();
      reject(new Error("Razorpay's script did not load"));
    };
    script.src = SCRIPT;
    script.async = true;
    script.onload = () => (globalThis.Razorpay ? resolve(globalThis.Razorpay) : fail());
    script.onerror = fail;
    document.head.append(script);
  });
  return loading;
}

export async function mount(place, { token, options, title, look }) {
  const Razorpay = await library();
  const logo = document.createElement("p");
  logo.textContent = "Razorpay";
  logo.translate = false;
  place.append(logo);
  let opened = null;

  /** Its window takes further tries by itself; it closes when one went through or the buyer gives up. */
  const confirm = () =>
    new Promise((resolve) => {
      let refused = "";
      opened = new Razorpay({
        key: options.key_id,
        order_id: token,
        amount: options.amount,
        currency: options.currency,
        name: title,
        theme: { color: look.accent },
        handler: () => resolve({ outcome: "done", message: "" }),
        modal: { ondismiss: () => resolve({ outcome: "again", message: refused }) },
      });
      opened.on("payment.failed", ({ error }) => {
        refused = error?.description ?? "";
      });
      opened.open();
    });

  return { confirm, unmount: () => (opened?.close(), logo.remove()) };
}
