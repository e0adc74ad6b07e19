// The panel by which messages of “My tickets” come as notifications; it stays away where the browser has none.
import { digestOf, findSubscription, hasPush, isRefused, PushRefused, subscribe } from "../../lib/push";

interface Known {
  readonly key: string;
  /** Of the browsers that are told of these messages. */
  readonly digests: readonly string[];
  readonly token: string;
}

export function startPush(panel: HTMLElement): void {
  const address = panel.dataset["push"] ?? "";
  if (!hasPush()) return;
  void ask(address).then(async (known) => {
    if (known === null || known.key === "") return;
    panel.hidden = false;
    await show(panel, known);
    panel.querySelector("[data-push-on]")?.addEventListener("click", () => void turnOn(panel, address));
    panel.querySelector("[data-push-off]")?.addEventListener("click", () => void turnOff(panel, address));
  });
}

async function ask(address: string, body?: URLSearchParams): Promise<Known | null> {
  const init = body === undefined ? {} : { method: "POST", body };
  const answer = await fetch(address, { ...init, headers: { Accept: "application/json" } }).catch(() => null);
  return answer?.ok === true ? ((await answer.json()) as Known) : null;
}

async function turnOn(panel: HTMLElement, address: string): Promise<void> {
  await change(panel, address, async (known) => {
    const { address: endpoint, keys } = await subscribe(known.key);
    return { do: "on", address: endpoint, ...keys };
  });
}

async function turnOff(panel: HTMLElement, address: string): Promise<void> {
  await change(panel, address, async () => {
    const own = await findSubscription();
    return { do: "off", digest: own === null ? "" : await digestOf(own.endpoint) };
  });
}

async function change(
  panel: HTMLElement,
  address: string,
  said: (known: Known) => Promise<Record<string, string>>,
): Promise<void> {
  const failed = panel.querySelector<HTMLElement>("[data-push-failed]");
  if (failed !== null) failed.hidden = true;
  const before = await ask(address);
  try {
    if (before === null) throw new Error("the server did not answer");
    const body = new URLSearchParams({ ...(await said(before)), form_token: before.token });
    const after = await ask(address, body);
    if (after === null) throw new Error("the server refused");
    await show(panel, after);
  } catch (error) {
    if (failed !== null) failed.hidden = error instanceof PushRefused;
    if (before !== null) await show(panel, before);
  }
}

async function show(panel: HTMLElement, known: Known): Promise<void> {
  const own = await findSubscription();
  const isOn = own !== null && known.digests.includes(await digestOf(own.endpoint));
  const state = isOn ? "on" : (await isRefused()) ? "refused" : "off";
  for (const each of panel.querySelectorAll<HTMLElement>("[data-push-state]"))
    each.hidden = each.dataset["pushState"] !== state;
}
