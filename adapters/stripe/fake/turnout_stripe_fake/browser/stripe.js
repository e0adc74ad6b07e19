// A stand-in for Stripe's browser script, for tests. It is not Stripe's, and no money moves.
const HOME = "https://js.stripe.com";

globalThis.Stripe = (key, { stripeAccount = "" } = {}) => ({
  elements({ clientSecret }) {
    const frame = document.createElement("iframe");
    const hears = {};
    const element = {
      on: (name, hear) => (hears[name] = hear),
      mount(place) {
        frame.title = "Secure payment input frame";
        frame.onload = () => hears.ready?.();
        frame.src = `${HOME}/endive/frame.html`;
        place.append(frame);
      },
      destroy: () => frame.remove(),
    };
    return { clientSecret, frame, create: () => element };
  },
  confirmPayment({ elements }) {
    return new Promise((resolve) => {
      const hear = ({ origin, source, data }) => {
        if (origin !== HOME || source !== elements.frame.contentWindow) return;
        removeEventListener("message", hear);
        resolve(data);
      };
      addEventListener("message", hear);
      elements.frame.contentWindow.postMessage({ key, stripeAccount, clientSecret: elements.clientSecret }, HOME);
    });
  },
});
