// What a person's own tickets gain from a script: the code in a dialog, a copy for the door, sharing.
import "../site/main";
import "./tickets.css";
import { startCodeDialogs } from "./code-dialog";
import { startOfflineTickets } from "./offline";
import { startSharing } from "./share";

startCodeDialogs(document);
startOfflineTickets(document);
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-share]")) startSharing(button);
document.querySelector<HTMLElement>("[data-focus]")?.focus();
