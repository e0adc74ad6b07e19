// Starts the checkout: reads the configuration in the page, resumes the order if there is one, and renders.
import { startArea } from "../../app/start";
import { pageLanguage } from "../../lib/language";
import { Checkout } from "./Checkout";
import "./checkout.css";
import { Client, type Config } from "./client";
import { pageArrivedAt, clockSkew } from "./clock";
import { soldBy } from "./sold-by";
import { holdOnlyTicket, linkedOrder, startPurchase, PurchaseStorage } from "./start";
import { addressOf, furthestStep, stepOf } from "./steps";

const root = document.querySelector<HTMLElement>("[data-checkout]");
const given = document.getElementById("checkout-config")?.textContent;
if (root !== null && given) void open(root, JSON.parse(given) as Config);

async function open(place: HTMLElement, config: Config): Promise<void> {
  const texts = import.meta.glob("./texts/*.json");
  const language = pageLanguage();
  // Fetched while the order is looked for; whoever needs the texts later finds them here.
  texts[`./texts/${language}.json`]?.().catch(() => undefined);
  const client = new Client(config, sessionStorage, location.origin, soldBy(location.search));
  const memory = new PurchaseStorage(sessionStorage, config.eventId);
  await shown();
  if (config.beginsWith === "attendees") void import("./AttendeesStep");
  const beginning = await startPurchase(config, language, client, memory, location);
  if (beginning.kind === "order-page") return location.replace(beginning.address);
  const isFirstStep = stepOf(location.search) === "tickets" && linkedOrder(location.hash) === null;
  const state =
    beginning.kind === "checkout" && isFirstStep
      ? await holdOnlyTicket(config, client, beginning.state, location.search)
      : beginning.state;
  if (state !== beginning.state)
    history.replaceState(history.state, "", location.pathname + addressOf("attendees", location.search));
  // A link of another device leads to the step that the order has come to; its secret leaves the address.
  if (beginning.kind === "checkout" && location.hash.startsWith("#order="))
    history.replaceState(history.state, "", location.pathname + addressOf(furthestStep(state), location.search));
  const skew = clockSkew(config.servedAt, pageArrivedAt());
  await startArea(place, {
    name: "checkout",
    texts,
    draw: () => (
      <Checkout
        config={config}
        client={client}
        storage={memory}
        start={state}
        isUnreachable={beginning.kind === "unreachable"}
        skew={skew}
      />
    ),
  });
}

/** Resolves once the page is looked at: one that a browser draws in advance holds no tickets. */
function shown(): Promise<void> {
  if (!("prerendering" in document) || !document.prerendering) return Promise.resolve();
  return new Promise((done) => document.addEventListener("prerenderingchange", () => done(), { once: true }));
}
