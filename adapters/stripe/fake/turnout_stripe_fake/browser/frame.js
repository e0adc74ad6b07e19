// Inside the stand-in's frame: the card goes from here to the API and nowhere else.
const find = (id) => document.getElementById(id);

async function ask(what, { key, stripeAccount, clientSecret }, more = {}) {
  const body = new URLSearchParams({ key, client_secret: clientSecret, ...(stripeAccount ? { _stripe_account: stripeAccount } : {}), ...more });
  const answer = await fetch(`https://api.stripe.com/v1/payment_intents/${clientSecret.split("_secret_")[0]}/${what}`, { method: "POST", body });
  return answer.json();
}

addEventListener("message", async ({ origin, source, data }) => {
  if (source !== parent) return;
  const tell = (said) => parent.postMessage(said.error ? { error: said.error } : { paymentIntent: said }, origin);
  const said = await ask("confirm", data, { "payment_method_data[type]": "card", "payment_method_data[card][number]": find("number").value });
  if (said.status !== "requires_action") return tell(said);
  find("asked").hidden = false;
  find("complete").onclick = async () => {
    find("asked").hidden = true;
    tell(await ask("authenticate", data));
  };
});
