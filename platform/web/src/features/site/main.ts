// What a public page gains from a script. Everything here is an addition: the page stands without it.
import "../../ui/site.css";
import { startAvailability } from "./availability";
import { awaitState } from "./await-state";
import { startCopying } from "./copy";
import { startProgramme } from "./programme-view";
import { startThemeSwitch } from "./theme-switch";
import { startTimes } from "./times";

startThemeSwitch();
const wide = matchMedia("(min-width: 64rem)");
for (const panel of document.querySelectorAll<HTMLDetailsElement>("[data-open-wide]")) panel.open = wide.matches;
for (const element of document.querySelectorAll<HTMLElement>("[data-local-time]")) startTimes(element);
for (const element of document.querySelectorAll<HTMLElement>("[data-availability]")) startAvailability(element);
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) startCopying(button);
for (const element of document.querySelectorAll<HTMLElement>("[data-await]")) void awaitState(element);
for (const element of document.querySelectorAll<HTMLElement>("[data-programme]")) startProgramme(element);
