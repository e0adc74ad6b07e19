// Starts the checkout: reads the configuration in the page, resumes the order if there is one, and renders.
import { startArea } from "../../app/start";
import { pageLanguage } from "../../lib/language";
import { frameStorage, PageAround } from "../../lib/frame";
import { Checkout } from "./Checkout";
import "./checkout.css";
import { Client, type Config } from "./client";
import { pageArrivedAt, clockSkew } from "./clock";
import { byPartner, soldBy, soldIn, type SoldBy } from "./sold-by";
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
  if (config.frame !== undefined && window.parent === window) return location.replace(config.frame.outside);
  const around = config.frame === undefined ? null : new PageAround(config.frame);
  around?.start();
  const store = around === null ? sessionStorage : frameStorage();
  const client = new Client(config, store, location.origin, await whereSold(config, around));
  const memory = new PurchaseStorage(store, config.eventId);
  await shown();
  if (config.beginsWith === "attendees") void import("./AttendeesStep");
  const beginning = await startPurchase(config, language, client, memory, location);
  if (beginning.kind === "other-currency") return location.replace(beginning.address);
  if (beginning.kind === "order-page" && around === null) return location.replace(beginning.address);
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
        around={around}
        leavesFor={beginning.kind === "order-page" ? beginning.address : null}
      />
    ),
  });
}

/** What an order says about where it was sold: in a frame, by the page around it too. */
async function whereSold(config: Config, around: PageAround | null): Promise<SoldBy> {
  const { partner, source } = config;
  const said = { ...byPartner(soldBy(location.search), partner), ...(source === undefined ? {} : { source }) };
  if (around === null || config.frame?.isPreview === true) return said;
  return soldIn(said, await around.origin());
}

/** Resolves once the page is looked at: one that a browser draws in advance holds no tickets. */
function shown(): Promise<void> {
  if (!("prerendering" in document) || !document.prerendering) return Promise.resolve();
  return new Promise((done) => document.addEventListener("prerenderingchange", () => done(), { once: true }));
}
