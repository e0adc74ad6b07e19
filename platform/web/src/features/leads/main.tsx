// Entry of the page of a sponsor's stand member: takes the link out of the address, opens what is kept, and draws.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { pageLanguage } from "../../lib/language";
import { loadTexts } from "../../lib/texts";
import "../../ui/site.css";
import { TextsContext } from "../../ui/translate";
import "../door/door.css";
import { App } from "./App";
import "./leads.css";
import { takeLink } from "./link";
import { Stand, StandStore } from "./stand";

const root = document.querySelector<HTMLElement>("[data-leads]");
if (root !== null) void open(root);

async function open(place: HTMLElement): Promise<void> {
  const link = takeLink(location, history);
  const loading = loadTexts(pageLanguage(), {
    leads: import.meta.glob("./texts/*.json"),
    door: import.meta.glob("../door/texts/*.json"),
  });
  const store = await StandStore.open().catch(() => null);
  const stand = store === null ? null : new Stand(store);
  const starting = stand?.start(link);
  const texts = await loading.catch(() => null);
  if (texts === null) {
    place.querySelector("[data-failed]")?.removeAttribute("hidden");
    place.querySelector("[data-loading]")?.remove();
    return;
  }
  void starting?.catch(() => undefined);
  createRoot(place).render(
    <StrictMode>
      <TextsContext value={texts}>
        <App stand={stand} />
      </TextsContext>
    </StrictMode>,
  );
}
