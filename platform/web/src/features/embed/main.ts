// The list of events in a page of another site: a press opens the checkout there, or the event in a tab of its own.
import { PageAround, type FrameConfig } from "../../lib/frame";
import "../../ui/site.css";
import "../site/site-pages.css";
import "./embed.css";

const given = document.getElementById("frame-config")?.textContent;
if (given) begin(JSON.parse(given) as FrameConfig);

function begin(config: FrameConfig): void {
  if (window.parent === window) return location.replace(config.outside);
  const around = new PageAround(config);
  around.start();
  // The page around opens the checkout in a dialog, if its script is there to do so.
  void around.origin().then((origin) => {
    if (origin === "") return;
    document.addEventListener("click", (event) => openAround(event, around), { capture: true });
  });
}

function openAround(event: MouseEvent, around: PageAround): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("[data-event] a[href]") : null;
  const name = link?.closest<HTMLElement>("[data-event]")?.dataset["event"];
  if (name === undefined) return;
  event.preventDefault();
  around.tell({ type: "open", event: name });
}
