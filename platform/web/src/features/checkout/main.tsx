// The checkout page: reads what the server put into it, finds an order that was begun, and draws.
import { startArea } from "../../app/start";
import { pageLanguage } from "../../lib/language";
import { startThemeSwitch } from "../site/theme-switch";
import { Checkout } from "./Checkout";
import "./checkout.css";
import { Client, type Config } from "./client";
import { arrival, skewOf } from "./clock";
import { begin, Memory } from "./start";
import { addressOf, furthest } from "./steps";

startThemeSwitch();
const root = document.querySelector<HTMLElement>("[data-checkout]");
const given = document.getElementById("checkout-config")?.textContent;
if (root !== null && given) void open(root, JSON.parse(given) as Config);

async function open(place: HTMLElement, config: Config): Promise<void> {
  const texts = import.meta.glob("./texts/*.json");
  const language = pageLanguage();
  // Fetched while the order is looked for; whoever needs the texts later finds them here.
  texts[`./texts/${language}.json`]?.().catch(() => undefined);
  const client = new Client(config, sessionStorage);
  const memory = new Memory(sessionStorage, config.eventId);
  const beginning = await begin(config, language, client, memory, location);
  if (beginning.kind === "elsewhere") return location.replace(beginning.address);
  const { state } = beginning;
  // A link of another device leads to the step that the order has come to; its secret leaves the address.
  if (beginning.kind === "shop" && location.hash.startsWith("#order="))
    history.replaceState(history.state, "", location.pathname + addressOf(furthest(state), location.search));
  const skew = skewOf(config.servedAt, arrival());
  await startArea(place, {
    name: "checkout",
    texts,
    draw: () => (
      <Checkout
        config={config}
        client={client}
        memory={memory}
        start={state}
        unreached={beginning.kind === "unreached"}
        skew={skew}
      />
    ),
  });
}
