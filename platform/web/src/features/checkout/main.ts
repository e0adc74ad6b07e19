// The checkout page: reads what the server put into the page and starts the purchase.
import "../../ui/site.css";
import "./checkout.css";
import { startThemeSwitch } from "../site/theme-switch";
import { Checkout } from "./checkout";
import type { Config } from "./client";

startThemeSwitch();
const root = document.querySelector<HTMLElement>("[data-checkout]");
const config = document.getElementById("checkout-config")?.textContent;
if (root !== null && config) {
  void new Checkout(root, JSON.parse(config) as Config).start();
}
