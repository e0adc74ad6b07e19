// <script src="…/embed/v1/turnout.js" async>: defines the elements, and `Turnout` for scripts.
import { define, openCheckout, setPlatform } from "./elements";

const source = document.currentScript;
if (source instanceof HTMLScriptElement) setPlatform(new URL(source.src).origin);
define();
Object.assign(globalThis, { Turnout: Object.freeze({ openCheckout }) });
