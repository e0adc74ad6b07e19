// The programme on the page: filters the list that the server wrote, and lays it out as a grid of rooms.
import { fold, layOut, matches, SLOT_MINUTES, type Filter, type Item } from "./programme";

interface Shown extends Item {
  readonly element: HTMLElement;
  readonly start: number;
  readonly end: number;
}

export function startProgramme(root: HTMLElement): void {
  const form = root.querySelector("form");
  const days = [...root.querySelectorAll<HTMLElement>("[data-day]")];
  if (form === null) return;
  const items = days.flatMap((day) => [...day.querySelectorAll<HTMLElement>(".talk")].map((element) => read(element, day.dataset["day"] ?? "")));
  let view: "list" | "grid" = "list";

  const update = (): void => {
    const filter = readFilter(form);
    let shown = 0;
    for (const item of items) {
      const visible = matches(item, filter);
      item.element.hidden = !visible;
      if (visible) shown += 1;
    }
    for (const day of days) {
      day.hidden = day.querySelector(".talk:not([hidden])") === null;
      if (!day.hidden) draw(day, items.filter((item) => item.day === day.dataset["day"] && !item.element.hidden), view, form);
    }
    say(root, shown, items.length);
    remember(filter);
  };

  // The server has already filtered when the address carried a filter: then only a new request shows the rest.
  const serverFiltered = new URLSearchParams(location.search);
  const partial = ["day", "track", "room", "text"].some((name) => serverFiltered.get(name));
  root.querySelector("[data-without-script]")?.classList.toggle("is-needed", partial);
  if (!partial) {
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", update);
  }

  const toggle = root.querySelector<HTMLElement>("[data-view-switch]");
  toggle?.removeAttribute("hidden");
  toggle?.addEventListener("click", (event) => {
    const button = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-view]") : null;
    if (button === null) return;
    view = button.dataset["view"] === "grid" ? "grid" : "list";
    for (const other of toggle.querySelectorAll("[data-view]")) other.setAttribute("aria-pressed", String(other === button));
    for (const day of days) draw(day, items.filter((item) => item.day === day.dataset["day"] && !item.element.hidden), view, form);
  });
}

function read(element: HTMLElement, day: string): Shown {
  return {
    element,
    day,
    track: element.dataset["t"] ?? "",
    room: element.dataset["r"] ?? "",
    text: fold(element.querySelector("div")?.textContent ?? ""),
    start: Number(element.dataset["s"]),
    end: Number(element.dataset["e"]),
  };
}

function readFilter(form: HTMLFormElement): Filter {
  const data = new FormData(form);
  const value = (name: string): string => String(data.get(name) ?? "");
  return { day: value("day"), track: value("track"), room: value("room"), text: value("text") };
}

function say(root: HTMLElement, shown: number, total: number): void {
  const count = root.querySelector<HTMLElement>("[data-count]");
  if (count !== null) count.textContent = (count.dataset["text"] ?? "#1 / #2").replace("#1", String(shown)).replace("#2", String(total));
  root.querySelector("[data-nothing]")?.toggleAttribute("hidden", shown > 0);
}

/** Keeps the address shareable without adding a step to the history. */
function remember(filter: Filter): void {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(filter)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  history.replaceState(null, "", address);
}

function draw(day: HTMLElement, items: readonly Shown[], view: "list" | "grid", form: HTMLFormElement): void {
  const list = day.querySelector<HTMLElement>(".talks");
  if (list === null) return;
  for (const label of list.querySelectorAll(".grid-room, .grid-hour, .grid-line")) label.remove();
  list.classList.toggle("talks--grid", view === "grid");
  const frame = list.parentElement;
  if (view === "list") {
    list.style.gridTemplateColumns = "";
    list.style.minInlineSize = "";
    if (frame?.classList.contains("grid-scroll")) frame.replaceWith(list);
    return;
  }
  if (frame !== null && !frame.classList.contains("grid-scroll")) wrap(list, day);
  place(list, items, form);
}

function wrap(list: HTMLElement, day: HTMLElement): void {
  const frame = document.createElement("div");
  frame.className = "grid-scroll";
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", day.querySelector("h3")?.textContent ?? "");
  list.replaceWith(frame);
  frame.append(list);
}

function place(list: HTMLElement, items: readonly Shown[], form: HTMLFormElement): void {
  const names = [...(form.elements.namedItem("room") as HTMLSelectElement).options];
  const { rooms, firstHour, lastHour, places } = layOut(items);
  list.style.gridTemplateColumns = `3.75rem repeat(${rooms.length}, minmax(0, 1fr))`;
  list.style.minInlineSize = `${3.75 + 12 * rooms.length}rem`;
  list.style.gridTemplateRows = "auto";
  rooms.forEach((room, index) => {
    label(list, "grid-room", names.find((option) => option.value === room)?.text ?? "–", index + 2, 1);
  });
  label(list, "grid-room", "", 1, 1);
  for (let hour = firstHour; hour < lastHour; hour += 1) {
    const row = ((hour - firstHour) * 60) / SLOT_MINUTES + 2;
    label(list, "grid-hour", `${String(hour % 24).padStart(2, "0")}:00`, 1, row).style.gridRowEnd = `span ${60 / SLOT_MINUTES}`;
    const line = label(list, "grid-line", "", 2, row);
    line.style.gridColumnEnd = "-1";
  }
  items.forEach((item, index) => {
    const spot = places[index];
    if (spot === undefined) return;
    item.element.style.gridColumn = String(spot.column);
    item.element.style.gridRow = `${spot.row} / span ${spot.span}`;
  });
}

function label(list: HTMLElement, name: string, text: string, column: number, row: number): HTMLElement {
  const element = document.createElement("li");
  element.className = name;
  element.textContent = text;
  element.setAttribute("aria-hidden", "true");
  element.style.gridColumn = String(column);
  element.style.gridRow = String(row);
  list.append(element);
  return element;
}
