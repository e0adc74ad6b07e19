// Starts the scripts of a person's own tickets: the code in a dialog, offline copies, sharing.
import "../site/main";
import "./tickets.css";
import { startCodeDialogs } from "./code-dialog";
import { startCountdown } from "./deadline";
import { startFollowUpQuestions } from "./follow-up-questions";
import { startOfflineTickets } from "./offline";
import { startSharing } from "./share";

/** Milliseconds after which an order that ran out has been closed by a worker. */
const RELOAD_AFTER = 5000;
startCodeDialogs(document);
startOfflineTickets(document);
startFollowUpQuestions(document);
for (const clock of document.querySelectorAll<HTMLElement>("[data-countdown]"))
  startCountdown(clock, () => clock.closest("[data-await]") && setTimeout(() => location.reload(), RELOAD_AFTER));
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-share]")) startSharing(button);
document.querySelector<HTMLElement>("[data-focus]")?.focus();
