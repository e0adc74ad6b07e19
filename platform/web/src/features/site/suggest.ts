// Suggestions below the search field while a visitor types, chosen by pointer or keys. The form searches without it.

interface Suggestion {
  readonly kind: string;
  readonly label: string;
  readonly url: string;
}

const LEAST = 2;
const PAUSE = 150;

/** The place that the arrow keys lead to; -1 is the field itself. */
export function nextPlace(place: number, count: number, key: string): number {
  if (count === 0) return -1;
  if (key === "ArrowDown") return place + 1 >= count ? -1 : place + 1;
  if (key === "ArrowUp") return place < 0 ? count - 1 : place - 1;
  return place;
}

/** Only paths of this site are followed, whatever an answer says. */
export function isOwnPath(url: string): boolean {
  return /^\/(?![/\\])/.test(url);
}

export function startSuggest(field: HTMLInputElement): void {
  const address = field.dataset["suggest"];
  const frame = field.form;
  if (!address || frame === null) return;
  const list = document.createElement("ul");
  list.id = `${field.id}-list`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", frame.querySelector("label")?.textContent ?? "");
  const voice = document.createElement("p");
  voice.className = "visually-hidden";
  voice.setAttribute("role", "status");
  frame.append(list, voice);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  }))
    field.setAttribute(name, value);

  let found: Suggestion[] = [];
  let place = -1;
  let timer = 0;
  let asked = 0;

  const close = (): void => {
    list.hidden = true;
    place = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const mark = (): void => {
    [...list.children].forEach((line, index) => line.setAttribute("aria-selected", String(index === place)));
    if (place < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `${list.id}-${place}`);
  };
  const draw = (): void => {
    list.replaceChildren(...found.map((each, index) => line(list.id, each, index)));
    place = -1;
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(found.length > 0));
    const words = (found.length === 1 ? field.dataset["one"] : field.dataset["many"]) ?? "";
    voice.textContent = found.length > 0 ? words.replace("#", String(found.length)) : "";
  };
  const ask = async (): Promise<void> => {
    const turn = ++asked;
    const typed = field.value.trim();
    if (typed.length < LEAST) return close();
    try {
      const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`, {
        headers: { Accept: "application/json" },
      });
      const items = answer.ok ? ((await answer.json()) as { items: Suggestion[] }).items : [];
      if (turn !== asked || document.activeElement !== field) return;
      found = items.filter((each) => isOwnPath(each.url));
      draw();
    } catch {
      close();
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      place = nextPlace(place, found.length, event.key);
      mark();
    } else if (event.key === "Enter") {
      const target = found[place];
      if (target === undefined) return;
      event.preventDefault();
      location.assign(target.url);
    }
  });
  field.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => {
    const chosen = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-place]") : null;
    const target = found[Number(chosen?.dataset["place"])];
    if (target === undefined) return;
    event.preventDefault();
    location.assign(target.url);
  });
}

function line(id: string, each: Suggestion, index: number): HTMLElement {
  const item = document.createElement("li");
  item.id = `${id}-${index}`;
  item.dataset["place"] = String(index);
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const [label, kind] = [document.createElement("span"), document.createElement("small")];
  label.textContent = each.label;
  kind.textContent = each.kind;
  item.append(label, kind);
  return item;
}
