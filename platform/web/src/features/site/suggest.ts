// Suggestions below a field while a visitor types, chosen by pointer or keys. The form searches without it.
import Combobox from "@github/combobox-nav";

interface Suggestion {
  readonly kind: string;
  readonly label: string;
  /** Where the search field's suggestions lead. */
  readonly url?: string;
  /** Which of several things of one name the field's completion is. */
  readonly id?: string;
}

const SHORTEST_TEXT = 2;
const INPUT_PAUSE_MILLISECONDS = 150;

/** Only paths of this site are followed, whatever an answer says. */
export function isOwnPath(url: string): boolean {
  return /^\/(?![/\\])/.test(url);
}

/** Suggestions of the search field: a chosen one opens its page. */
export function startSuggest(field: HTMLInputElement): void {
  start(field, field.dataset["suggest"], {
    isOffered: (each) => each.url !== undefined && isOwnPath(each.url),
    choose: (each) => location.assign(each.url ?? ""),
  });
}

/** Completions of a filter's field: a chosen one is filled in, and the form is sent by the visitor. */
export function startCompleting(field: HTMLInputElement): void {
  const chosen = field.dataset["chosen"];
  const forgotten = field.dataset["forgets"];
  const forget = (): void => {
    if (chosen !== undefined) setHidden(field, chosen, undefined);
  };
  field.addEventListener("input", forget);
  start(field, field.dataset["complete"], {
    isOffered: () => true,
    choose: (each, close) => {
      close();
      field.value = each.label;
      if (chosen !== undefined) setHidden(field, chosen, each.id);
      if (forgotten !== undefined) setHidden(field, forgotten, undefined);
    },
  });
}

/** What goes along with the form unseen beside what was typed; nothing takes it away. */
function setHidden(field: HTMLInputElement, name: string, value: string | undefined): void {
  const form = field.form;
  if (form === null) return;
  for (const old of form.querySelectorAll(`input[type=hidden][name="${name}"]`)) old.remove();
  if (value === undefined) return;
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = name;
  input.value = value;
  form.append(input);
}

interface Offer {
  readonly isOffered: (suggestion: Suggestion) => boolean;
  readonly choose: (suggestion: Suggestion, close: () => void) => void;
}

/** Keys and roles are the library's; what is suggested, announced and done is ours. */
function start(field: HTMLInputElement, address: string | undefined, offer: Offer): void {
  const form = field.form;
  if (!address || form === null) return;
  const around = field.closest<HTMLElement>(".search, .field") ?? form;
  const list = suggestionList(field);
  const announcement = document.createElement("p");
  announcement.className = "visually-hidden";
  announcement.setAttribute("role", "status");
  around.append(list, announcement);
  const combobox = new Combobox(field, list, { tabInsertsSuggestions: false });

  let offered: readonly Suggestion[] = [];
  let timer = 0;
  let latest = 0;
  const close = (): void => {
    list.hidden = true;
    combobox.stop();
  };
  const leave = (): void => {
    clearTimeout(timer);
    latest++;
    close();
  };
  const show = (found: readonly Suggestion[]): void => {
    close();
    offered = found;
    list.replaceChildren(...found.map((each, index) => option(`${list.id}-${index}`, each)));
    const text = (found.length === 1 ? field.dataset["one"] : field.dataset["many"]) ?? "";
    announcement.textContent = found.length > 0 ? text.replace("#", String(found.length)) : "";
    if (found.length === 0) return;
    list.hidden = false;
    combobox.start();
  };
  list.addEventListener("combobox-commit", ({ target }) => {
    const chosen = offered[[...list.children].indexOf(target as HTMLElement)];
    if (chosen !== undefined) offer.choose(chosen, leave);
  });
  const suggest = async (): Promise<void> => {
    const request = ++latest;
    const text = field.value.trim();
    if (text.length < SHORTEST_TEXT) return close();
    const found = await fetchSuggestions(address, text, offer.isOffered).catch(() => null);
    if (request !== latest) return;
    if (found === null) return close();
    if (document.activeElement === field) show(found);
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void suggest(), INPUT_PAUSE_MILLISECONDS);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    event.preventDefault();
    close();
  });
  field.addEventListener("blur", close);
}

function suggestionList(field: HTMLInputElement): HTMLElement {
  const list = document.createElement("ul");
  list.id = `${field.id}-list`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels?.[0]?.textContent ?? "");
  // A press on an option leaves the focus in the field, so that the list stays until the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  return list;
}

async function fetchSuggestions(
  address: string,
  text: string,
  isOffered: (suggestion: Suggestion) => boolean,
): Promise<Suggestion[]> {
  const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
  const items = answer.ok ? ((await answer.json()) as { items: Suggestion[] }).items : [];
  return items.filter(isOffered);
}

function option(id: string, suggestion: Suggestion): HTMLElement {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const [label, kind] = [document.createElement("span"), document.createElement("small")];
  label.textContent = suggestion.label;
  kind.textContent = suggestion.kind;
  item.append(label, kind);
  return item;
}
