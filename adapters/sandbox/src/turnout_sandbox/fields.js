// The sandbox's card fields on a shop's page: a frame of the sandbox, spoken to by messages.
// What is typed stays in the frame; the shop's page and server never see it.
const SLOWEST_CONFIRMATION_MILLISECONDS = 600_000;
const TALLEST_PIXELS = 900;

export async function mount(place, { token, options, locale, title, look }) {
  const address = new URL(options.frame);
  const frame = document.createElement("iframe");
  const waiting = new Map();
  let asked = 0;

  const hear = (event) => {
    if (event.origin !== address.origin || event.source !== frame.contentWindow) return;
    const { kind, id, ...said } = event.data ?? {};
    if (kind === "height" && said.height > 0) frame.height = String(Math.min(Math.ceil(said.height), TALLEST_PIXELS));
    waiting.get(id ?? kind)?.(said);
  };
  const answer = (name, start) =>
    new Promise((resolve) => {
      waiting.set(name, resolve);
      start();
    }).finally(() => waiting.delete(name));
  const tell = (message) => frame.contentWindow.postMessage(message, address.origin);

  addEventListener("message", hear);
  frame.title = `Test card fields: ${title}`;
  frame.height = "240";
  frame.src = address.href;
  await answer("loaded", () => place.append(frame));
  await answer("ready", () => tell({ kind: "open", token, locale, look }));

  return {
    async confirm() {
      asked += 1;
      const id = `confirm-${asked}`;
      const late = new Promise((resolve) => setTimeout(resolve, SLOWEST_CONFIRMATION_MILLISECONDS, { outcome: "again", message: "" }));
      return Promise.race([answer(id, () => tell({ kind: "confirm", id })), late]);
    },
    unmount() {
      removeEventListener("message", hear);
      frame.remove();
    },
  };
}
