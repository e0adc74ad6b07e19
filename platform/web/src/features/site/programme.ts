// The programme without reloading the page: its form and links fetch the part that changes.
import { sessionKeyOf, openAgenda, agendaAddresses } from "./agenda";
import { startNowLines } from "./now-line";
import { showPlaces } from "./places";
import { addStars } from "./stars";

const INPUT_PAUSE_MILLISECONDS = 250;

/** The address that a form with method GET would open. */
export function formAddress(action: string, fields: Iterable<[string, FormDataEntryValue]>, base: string): URL {
  const address = new URL(action, base);
  address.search = "";
  for (const [name, value] of fields)
    if (typeof value === "string" && value !== "") address.searchParams.append(name, value);
  return address;
}

/** The same address for the programme alone. */
export function partAddress(address: URL): URL {
  const part = new URL(address);
  part.searchParams.set("part", "programme");
  part.hash = "";
  return part;
}

export function startProgramme(root: HTMLElement): void {
  const form = root.querySelector("form");
  if (form === null) return;
  let asked = 0;
  let timer = 0;

  const stars = (): void => {
    void addStars(root, () => void showAgendaSize(root));
    void showPlaces(root);
    startNowLines(root, root.dataset["now"] ?? "");
  };

  const show = async (address: URL, change: (part: HTMLElement) => void = () => undefined): Promise<boolean> => {
    const turn = ++asked;
    root.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(partAddress(address), { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const part = new DOMParser()
        .parseFromString(await answer.text(), "text/html")
        .querySelector<HTMLElement>("[data-programme]");
      if (part === null) throw new Error("no programme");
      if (turn !== asked) return false;
      change(part);
      replaceContent(root, part, "[data-result]");
      replaceContent(root, part, "[data-count]");
      return true;
    } catch {
      if (turn === asked) location.assign(address);
      return false;
    } finally {
      if (turn === asked) root.removeAttribute("aria-busy");
    }
  };

  const open = async (address: URL, push: boolean): Promise<void> => {
    if (!(await show(address))) return;
    if (push) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    stars();
    void showAgendaSize(root);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    void open(formAddress(form.action, new FormData(form), location.href), false);
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => form.requestSubmit(), INPUT_PAUSE_MILLISECONDS);
  });
  root.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("[data-agenda]")) return void showAgenda(root, show, stars);
    if (target?.closest("[data-agenda-feed]")) return void subscribe(root, event);
    const link = target?.closest<HTMLAnchorElement>("a[data-swap]");
    if (!link) return;
    event.preventDefault();
    const address = new URL(link.href);
    fillForm(form, address);
    void open(address, true).then(() =>
      root
        .querySelector<HTMLElement>(`a[data-swap][href="${CSS.escape(link.getAttribute("href") ?? "")}"]`)
        ?.focus({ preventScroll: true }),
    );
  });
  addEventListener("popstate", () => {
    const address = new URL(location.href);
    fillForm(form, address);
    void show(address).then(stars);
  });
  stars();
  void showAgendaSize(root);
}

function replaceContent(root: HTMLElement, part: HTMLElement, what: string): void {
  const [old, fresh] = [root.querySelector(what), part.querySelector(what)];
  if (old !== null && fresh !== null) old.replaceChildren(...fresh.childNodes);
}

/** The form says what the address says, also when a link or the way back led there. */
function fillForm(form: HTMLFormElement, address: URL): void {
  for (const name of ["text", "track", "room"]) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement)
      field.value = address.searchParams.get(name) ?? "";
  }
  form.querySelector('[name="view"]')?.remove();
  if (address.searchParams.get("view") === "grid") {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "view", value: "grid" });
    form.append(field);
  }
}

async function showAgendaSize(root: HTMLElement): Promise<void> {
  const button = root.querySelector<HTMLButtonElement>("[data-agenda]");
  const place = agendaAddresses(root.dataset);
  if (button === null || place === null) return;
  const { size } = await openAgenda(place);
  const number = button.querySelector("[data-agenda-count]");
  if (number !== null) number.textContent = size > 0 ? String(size) : "";
}

type Show = (address: URL, change: (part: HTMLElement) => void) => Promise<boolean>;

/** Only what is picked, of every day; the links above lead back. */
async function showAgenda(root: HTMLElement, show: Show, stars: () => void): Promise<void> {
  const place = agendaAddresses(root.dataset);
  const whole = root.dataset["whole"];
  if (place === null || !whole) return;
  const mine = await openAgenda(place);
  const shown = await show(new URL(whole, location.href), (part) => keepPicked(part, (key) => mine.has(key)));
  if (!shown) return;
  root.querySelector("[data-agenda]")?.setAttribute("aria-pressed", "true");
  for (const link of root.querySelectorAll("[data-swap][aria-current]")) link.removeAttribute("aria-current");
  root.querySelector("[data-agenda-empty]")?.toggleAttribute("hidden", mine.size > 0);
  const about = root.querySelector<HTMLElement>("[data-agenda-about]");
  const words = about?.querySelector<HTMLElement>("[data-guest]");
  about?.toggleAttribute("hidden", mine.size === 0);
  if (words) words.textContent = (mine.isOwn ? words.dataset["person"] : words.dataset["guest"]) ?? "";
  about?.querySelector("[data-agenda-feed]")?.removeAttribute("hidden");
  stars();
  await showAgendaSize(root);
}

/** Takes away what is not picked, and the hours and days that are left empty. */
export function keepPicked(part: ParentNode, isPicked: (key: string) => boolean): void {
  for (const item of part.querySelectorAll("li.talk")) {
    const key = sessionKeyOf(item.querySelector("a")?.getAttribute("href") ?? "");
    if (key === null || !isPicked(key)) item.remove();
  }
  for (const what of [".slot", ".day"]) {
    for (const group of part.querySelectorAll(what)) if (group.querySelector("li.talk") === null) group.remove();
  }
}

async function subscribe(root: HTMLElement, event: Event): Promise<void> {
  event.preventDefault();
  const place = agendaAddresses(root.dataset);
  const address = place === null ? null : await (await openAgenda(place)).feed().catch(() => null);
  if (address !== null) location.assign(address.replace(/^https?:/, "webcal:"));
}
