// Live availability of tickets: asked for again while the page is visible.

export interface Stock {
  readonly id: string;
  readonly state: string;
  readonly remaining: number | null;
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
  let failures = 0;
  const refresh = async (): Promise<void> => {
    if (!document.hidden) {
      failures = (await updateStock(address, list, words)) ? 0 : failures + 1;
    }
    setTimeout(() => void refresh(), nextDelay(failures));
  };
  void refresh();
}

async function updateStock(address: string, list: HTMLElement, words: Words): Promise<boolean> {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) return false;
    const body = (await answer.json()) as { tickets: Stock[] };
    for (const stock of body.tickets) showStock(list, stock, words);
    return true;
  } catch {
    return false;
  }
}

function showStock(list: HTMLElement, stock: Stock, words: Words): void {
  const line = list.querySelector<HTMLElement>(`[data-ticket="${CSS.escape(stock.id)}"]`);
  const place = line?.querySelector<HTMLElement>(".ticket__state");
  const said = stockLabel(stock, words);
  if (!line || !place || said === null) return;
  line.classList.toggle("ticket--off", stock.state === "sold_out");
  const label = document.createElement("span");
  label.className = `tag tag--${said.tone} number`;
  label.textContent = said.text;
  place.replaceChildren(label);
}
