// Reloads an order's page once the payment that it waits for has changed the order.

const PAUSES = [1000, 1500, 2000, 3000, 5000] as const;
const ATTEMPTS = 120;

export async function awaitState(element: HTMLElement): Promise<void> {
  const { await: address, state, mark } = element.dataset;
  if (!address) return;
  const isLeaving = watchLeaving(element.ownerDocument);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSES[Math.min(attempt, PAUSES.length - 1)]));
    const now = await fetchState(address);
    if (isLeaving()) return;
    if (now !== null && (now.mark ?? now.state) !== (mark ?? state) && !isWriting(element)) return location.reload();
  }
}

/** Whether a form was sent: its answer is on the way (to the provider's page), and a reload would cancel it. */
function watchLeaving(page: Document): () => boolean {
  let leaving = false;
  page.addEventListener("submit", (event) => (leaving ||= !event.defaultPrevented));
  return () => leaving;
}

/** A form that somebody is filling in is not thrown away. */
function isWriting(element: HTMLElement): boolean {
  const focused = document.activeElement;
  return focused instanceof HTMLInputElement && focused.type !== "radio" && element.contains(focused);
}

interface OrderState {
  readonly state: string;
  readonly mark?: string;
}

async function fetchState(address: string): Promise<OrderState | null> {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as OrderState) : null;
  } catch {
    return null;
  }
}
