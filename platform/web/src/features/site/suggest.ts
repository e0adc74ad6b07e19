// Suggestions below the search field while a visitor types, chosen by pointer or keys. The form searches without it.
import Combobox from "@github/combobox-nav";

interface Suggestion {
  readonly kind: string;
  readonly label: string;
  readonly url: string;
}

const SHORTEST_TEXT = 2;
const INPUT_PAUSE_MILLISECONDS = 150;

/** Only paths of this site are followed, whatever an answer says. */
export function isOwnPath(url: string): boolean {
  return /^\/(?![/\\])/.test(url);
}

/** Keys and roles are the library's; what is suggested, announced and opened is ours. */
export function startSuggest(field: HTMLInputElement): void {
  const address = field.dataset["suggest"];
  const form = field.form;
  if (!address || form === null) return;
  const list = suggestionList(field, form);
  const announcement = document.createElement("p");
  announcement.className = "visually-hidden";
  announcement.setAttribute("role", "status");
  form.append(list, announcement);
  const combobox = new Combobox(field, list, { tabInsertsSuggestions: false });

  const close = (): void => {
    list.hidden = true;
    combobox.stop();
  };
  const show = (found: readonly Suggestion[]): void => {
    close();
    list.replaceChildren(...found.map((each, index) => option(`${list.id}-${index}`, each)));
    const text = (found.length === 1 ? field.dataset["one"] : field.dataset["many"]) ?? "";
    announcement.textContent = found.length > 0 ? text.replace("#", String(found.length)) : "";
    if (found.length === 0) return;
    list.hidden = false;
    combobox.start();
  };

  let latest = 0;
  const suggest = async (): Promise<void> => {
    const request = ++latest;
    const text = field.value.trim();
    if (text.length < SHORTEST_TEXT) return close();
    const found = await fetchSuggestions(address, text).catch(() => null);
    if (found === null) return close();
    if (request === latest && document.activeElement === field) show(found);
  };
  let timer = 0;
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

function suggestionList(field: HTMLInputElement, form: HTMLFormElement): HTMLElement {
  const list = document.createElement("ul");
  list.id = `${field.id}-list`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label")?.textContent ?? "");
  // A press on an option leaves the focus in the field, so that the list stays until the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("combobox-commit", ({ target }) => {
    if (target instanceof HTMLElement && target.dataset["url"] !== undefined) location.assign(target.dataset["url"]);
  });
  return list;
}

async function fetchSuggestions(address: string, text: string): Promise<Suggestion[]> {
  const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
  const items = answer.ok ? ((await answer.json()) as { items: Suggestion[] }).items : [];
  return items.filter((each) => isOwnPath(each.url));
}

function option(id: string, suggestion: Suggestion): HTMLElement {
  const item = document.createElement("li");
  item.id = id;
  item.dataset["url"] = suggestion.url;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const [label, kind] = [document.createElement("span"), document.createElement("small")];
  label.textContent = suggestion.label;
  kind.textContent = suggestion.kind;
  item.append(label, kind);
  return item;
}
