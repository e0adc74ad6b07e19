// Saves the event and follows its organizer in place, for who is signed in; others go to the page that asks them to.

type Wish = "saved" | "follows";

interface Interest {
  readonly saved: boolean;
  readonly follows: boolean;
  readonly token: string;
}

const JSON_ONLY = { Accept: "application/json" };
const known = new Map<string, Promise<Interest | null>>();

export function startFollowing(link: HTMLAnchorElement): void {
  const wish = link.dataset["save"];
  if (document.documentElement.dataset["viewer"] !== "person" || (wish !== "saved" && wish !== "follows")) return;
  void interestAt(link.href).then((interest) => {
    if (interest === null) return;
    link.role = "button";
    show(link, interest[wish]);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      void change(link, wish);
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      void change(link, wish);
    });
  });
}

function interestAt(address: string): Promise<Interest | null> {
  const found = known.get(address) ?? ask(address);
  known.set(address, found);
  return found;
}

async function ask(address: string, init: RequestInit = {}): Promise<Interest | null> {
  const answer = await fetch(address, { ...init, headers: JSON_ONLY }).catch(() => null);
  return answer?.ok === true ? ((await answer.json()) as Interest) : null;
}

async function change(link: HTMLAnchorElement, wish: Wish): Promise<void> {
  const now = await interestAt(link.href);
  if (now === null) return;
  const body = new URLSearchParams({ [wish]: now[wish] ? "0" : "1", form_token: now.token });
  const changed = await ask(link.href, { method: "POST", body });
  if (changed === null) return location.assign(link.href);
  known.set(link.href, Promise.resolve(changed));
  show(link, changed[wish]);
}

function show(link: HTMLAnchorElement, isOn: boolean): void {
  link.setAttribute("aria-pressed", String(isOn));
  const label = link.querySelector("span");
  if (label !== null) label.textContent = (isOn ? link.dataset["done"] : link.dataset["undone"]) ?? "";
}
