// Entry of the scanner: takes the joining code out of the address, opens what is kept, and draws.
//
// It starts by itself, not by `app/start`: the widgets of the other areas would come with that, and have no use here.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { pageLanguage } from "../../lib/language";
import { loadTexts } from "../../lib/texts";
import "../../ui/site.css";
import { TextsContext } from "../../ui/translate";
import { App } from "./App";
import { batteryPercent, keepOffline } from "./browser";
import { Door } from "./door";
import "./door.css";
import { takeInvitation } from "./joining";
import { readSettings } from "./settings";
import { DoorStore } from "./store";

const root = document.querySelector<HTMLElement>("[data-door]");
if (root !== null) void open(root);

async function open(place: HTMLElement): Promise<void> {
  const invited = takeInvitation(location, history);
  keepOffline();
  const loading = loadTexts(pageLanguage(), { door: import.meta.glob("./texts/*.json") });
  const store = await DoorStore.open().catch(() => null);
  const door = store === null ? null : new Door(store, batteryPercent);
  await door?.start(readSettings().listId, invited !== null);
  const texts = await loading.catch(() => null);
  if (texts === null) {
    place.querySelector("[data-failed]")?.removeAttribute("hidden");
    place.querySelector("[data-loading]")?.remove();
    return;
  }
  createRoot(place).render(
    <StrictMode>
      <TextsContext value={texts}>
        <App door={door} invited={invited} />
      </TextsContext>
    </StrictMode>,
  );
}
