// Starts the scripts of public pages. Every one is an addition: the page works without scripts.
import "../../ui/site.css";
import "./site-pages.css";
import "./programme-pages.css";
import { startAvailability } from "./availability";
import { awaitState } from "./await-state";
import { startBuyBar } from "./buy-bar";
import { startCopying } from "./copy";
import { startFollowing } from "./follow";
import { startHandingOnSource } from "./hand-on-source";
import { startLightbox } from "./lightbox";
import { startMap } from "./map-place";
import { startNear } from "./near";
import { startProgramme } from "./programme";
import { sendFormsOnce } from "./send-once";
import { startAgendaButton } from "./stars";
import { startSharingPage } from "./share-page";
import { startShowingPassword } from "./show-password";
import { startCompleting, startSuggest } from "./suggest";
import { startThemeSwitch } from "./theme-switch";
import { startLocalTime } from "./local-time";
import { startWaitingRoom } from "./waiting-room";

function each<E extends HTMLElement>(selector: string, start: (element: E) => void): void {
  for (const element of document.querySelectorAll<E>(selector)) start(element);
}

startThemeSwitch();
sendFormsOnce(document);
startHandingOnSource();
const wide = matchMedia("(min-width: 64rem)");
each<HTMLDetailsElement>("[data-open-wide]", (panel) => (panel.open = wide.matches));
each("[data-local-time]", startLocalTime);
each("[data-availability]", startAvailability);
each<HTMLButtonElement>("[data-copy]", startCopying);
each("[data-await]", (element) => void awaitState(element));
each("[data-programme]", startProgramme);
each<HTMLButtonElement>("[data-pick]", (button) => void startAgendaButton(button));
each<HTMLInputElement>("[data-suggest]", startSuggest);
each<HTMLInputElement>("[data-complete]", startCompleting);
each<HTMLButtonElement>("[data-near]", startNear);
each<HTMLAnchorElement>("[data-share-page]", startSharingPage);
each<HTMLAnchorElement>("[data-save]", startFollowing);
each("[data-buy-bar]", startBuyBar);
each("[data-map]", startMap);
each("[data-waiting-room]", startWaitingRoom);
each<HTMLFormElement>(
  "form[data-challenge]",
  (form) => void import("./challenge").then((it) => it.startChallenge(form)),
);
each<HTMLFormElement>("form[data-passkey]", (form) => void import("./passkeys").then((it) => it.startPasskey(form)));
each("[data-push]", (panel) => void import("./push").then((it) => it.startPush(panel)));
each("[data-lightbox]", startLightbox);
each<HTMLSelectElement>("[data-send]", (choice) =>
  choice.addEventListener("change", () => choice.form?.requestSubmit()),
);
each<HTMLButtonElement>("[data-show-password]", startShowingPassword);
each<HTMLInputElement>(
  "input[data-time-zone]",
  (field) => (field.value = Intl.DateTimeFormat().resolvedOptions().timeZone),
);
