// Starts the scripts of a person's own tickets: the code in a dialog, offline copies, sharing.
import "../site/main";
import "./tickets.css";
import { startCodeDialogs } from "./code-dialog";
import { startFollowUpQuestions } from "./follow-up-questions";
import { startOfflineTickets } from "./offline";
import { startSharing } from "./share";

startCodeDialogs(document);
startOfflineTickets(document);
startFollowUpQuestions(document);
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-share]")) startSharing(button);
document.querySelector<HTMLElement>("[data-focus]")?.focus();
