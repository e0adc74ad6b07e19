// import { openCheckout } from "…/embed/v1/turnout.mjs": the same for modules.
import { define, openCheckout, setPlatform, TurnoutCheckout, TurnoutEvents } from "./elements";

setPlatform(new URL(import.meta.url).origin);
define();

export { openCheckout, TurnoutCheckout, TurnoutEvents };
