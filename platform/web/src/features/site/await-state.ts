// An order page that waits for its payment: it loads again by itself once the order has moved on.

const PAUSES = [1000, 1500, 2000, 3000, 5000] as const;
const ATTEMPTS = 120;

export async function awaitState(element: HTMLElement): Promise<void> {
  const { await: address, state } = element.dataset;
  if (!address) return;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSES[Math.min(attempt, PAUSES.length - 1)]));
    const now = await ask(address);
    if (now !== null && now !== state) return location.reload();
  }
}

async function ask(address: string): Promise<string | null> {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as { state: string }).state : null;
  } catch {
    return null;
  }
}
