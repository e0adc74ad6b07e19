// Stars beside the sessions of a programme, which add them to the agenda or remove them.
import { sessionKeyOf, openAgenda, agendaAddresses, type Agenda } from "./agenda";

const BATCH_SIZE = 40;
const STAR = "m12 4 2.5 5.1 5.6.8-4 4 .9 5.6-5-2.7-5 2.7 1-5.6-4.1-4 5.6-.8z";

/** Stars for all items of a list, a few at a time, so that a long programme never holds the page up. */
export async function addStars(root: HTMLElement, changed: () => void): Promise<void> {
  const place = agendaAddresses(root.dataset);
  if (place === null) return;
  const agenda = await openAgenda(place);
  const links = [...root.querySelectorAll<HTMLAnchorElement>("li.talk b a")];
  const work = (): void => {
    for (const link of links.splice(0, BATCH_SIZE)) addStar(link, agenda, root.dataset, changed);
    if (links.length > 0) whenIdle(work);
  };
  work();
}

function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: 500 });
  else setTimeout(work, 16);
}

function addStar(link: HTMLAnchorElement, agenda: Agenda, words: DOMStringMap, changed: () => void): void {
  const key = sessionKeyOf(link.href);
  const item = link.closest("li");
  if (key === null || item === null || item.querySelector(".star") !== null) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "star";
  button.append(starIcon());
  button.setAttribute(
    "aria-label",
    (words["add"] ?? "#").replace("#", () => link.textContent ?? ""),
  );
  const show = (): void => {
    const isPicked = agenda.has(key);
    button.setAttribute("aria-pressed", String(isPicked));
    item.classList.toggle("talk--picked", isPicked);
  };
  button.addEventListener("click", () => {
    void agenda.toggle(key).then(() => {
      show();
      changed();
    });
  });
  show();
  item.append(button);
}

function starIcon(): SVGSVGElement {
  const image = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  image.setAttribute("viewBox", "0 0 24 24");
  image.setAttribute("class", "icon");
  image.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", STAR);
  image.append(path);
  return image;
}

/** The button on an item's own page. */
export async function startAgendaButton(button: HTMLButtonElement): Promise<void> {
  const place = agendaAddresses(button.dataset);
  const key = sessionKeyOf(button.dataset["pick"] ?? "");
  if (place === null || key === null) return;
  const agenda = await openAgenda(place);
  const show = (): void => button.setAttribute("aria-pressed", String(agenda.has(key)));
  show();
  button.addEventListener("click", () => void agenda.toggle(key).then(show));
}
