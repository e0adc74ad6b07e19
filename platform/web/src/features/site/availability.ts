// Live availability of tickets: pushed while the page is visible, asked for where nothing pushes.
import { spread } from "../../lib/spread";

export interface Stock {
  readonly id: string;
  readonly state: string;
  readonly remaining: number | null;
}

/** The body of `availability.json`, and of each message of the stream. */
interface Left {
  readonly tickets: readonly Stock[];
}

export interface Words {
  readonly few: string;
  readonly left: string;
  readonly none: string;
  readonly some: string;
}

/** What a ticket's label says and which colour it has; null where the server's own text should stay. */
export function stockLabel(stock: Stock, words: Words): { text: string; tone: string } | null {
  if (stock.state === "sold_out") return { text: words.none, tone: "bad" };
  if (stock.state !== "available" && stock.state !== "few") return null;
  if (stock.remaining === null) return { text: words.some, tone: "good" };
  const few = stock.state === "few";
  return { text: (few ? words.few : words.left).replace("#", String(stock.remaining)), tone: few ? "warm" : "good" };
}

/** Ten seconds, doubled after each failure up to five minutes. */
export function nextDelay(failures: number): number {
  return Math.min(10_000 * 2 ** failures, 300_000);
}

export function startAvailability(list: HTMLElement): void {
  const address = list.dataset["availability"];
  if (!address) return;
  const words: Words = {
    few: list.dataset["few"] ?? "#",
    left: list.dataset["left"] ?? "#",
    none: list.dataset["none"] ?? "",
    some: list.dataset["some"] ?? "",
  };
  const ask = (): Promise<boolean> => updateStock(address, list, words);
  const polling = repeatedly(ask);
  const stream = list.dataset["live"];
  if (!stream || typeof EventSource === "undefined") {
    polling.start();
    return;
  }
  listen(stream, {
    hear: (body) => showAll(body, list, words),
    missed: () => void ask(),
    lost: polling.start,
    found: polling.stop,
  });
}

interface Repeated {
  readonly start: () => void;
  readonly stop: () => void;
}

/** Asks now and again while the page is visible, less often while the server fails. */
function repeatedly(ask: () => Promise<boolean>): Repeated {
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let runs = false;
  const turn = async (): Promise<void> => {
    if (!document.hidden) failures = (await ask()) ? 0 : failures + 1;
    if (runs) timer = setTimeout(() => void turn(), nextDelay(failures));
  };
  return {
    start() {
      if (runs) return;
      runs = true;
      void turn();
    },
    stop() {
      runs = false;
      clearTimeout(timer);
    },
  };
}

interface Listener {
  /** A message came. */
  readonly hear: (body: Left) => void;
  /** The stream is there again; what changed meanwhile was not heard. */
  readonly missed: () => void;
  readonly lost: () => void;
  readonly found: () => void;
}

/** A refused stream is tried again after this long at most; one that broke, by the browser itself. */
const REFUSED_DELAY = 60_000;

function listen(address: string, listener: Listener): void {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let wasAway = false;
  const close = (): void => {
    clearTimeout(again);
    source?.close();
    source = undefined;
    wasAway = true;
  };
  const open = (): void => {
    const opened = new EventSource(address);
    source = opened;
    opened.addEventListener("open", () => {
      listener.found();
      if (wasAway) listener.missed();
      wasAway = false;
    });
    opened.addEventListener("tickets", (message: MessageEvent<string>) =>
      listener.hear(JSON.parse(message.data) as Left),
    );
    opened.addEventListener("error", () => {
      wasAway = true;
      listener.lost();
      if (opened.readyState === EventSource.CLOSED) again = setTimeout(open, spread(REFUSED_DELAY));
    });
  };
  const follow = (): void => {
    if (document.hidden) close();
    else if (!source) open();
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}

async function updateStock(address: string, list: HTMLElement, words: Words): Promise<boolean> {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) return false;
    showAll((await answer.json()) as Left, list, words);
    return true;
  } catch {
    return false;
  }
}

function showAll(left: Left, list: HTMLElement, words: Words): void {
  for (const stock of left.tickets) showStock(list, stock, words);
}

function showStock(list: HTMLElement, stock: Stock, words: Words): void {
  const line = list.querySelector<HTMLElement>(`[data-ticket="${CSS.escape(stock.id)}"]`);
  const place = line?.querySelector<HTMLElement>(".ticket__state");
  const said = stockLabel(stock, words);
  if (!line || !place || said === null) return;
  line.classList.toggle("ticket--off", stock.state === "sold_out");
  line.querySelector(".ticket__waitlist")?.toggleAttribute("hidden", stock.state !== "sold_out");
  const label = document.createElement("span");
  label.className = `tag tag--${said.tone} number`;
  label.textContent = said.text;
  place.replaceChildren(label);
}
