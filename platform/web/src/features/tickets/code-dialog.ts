// Opens a ticket's code in a dialog that fills the screen; without a script the link opens the same page.

const WAKE = "wakeLock" in navigator;

export function startCodeDialogs(root: ParentNode): void {
  if (typeof HTMLDialogElement !== "function" || typeof HTMLDialogElement.prototype.showModal !== "function") return;
  for (const link of root.querySelectorAll<HTMLAnchorElement>("a[data-code]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      void open(link);
    });
  }
}

async function open(link: HTMLAnchorElement): Promise<void> {
  const page = await read(link.href);
  const code = page?.querySelector<HTMLElement>(".full-code");
  if (page === null || code === null || code === undefined) {
    location.assign(link.href);
    return;
  }
  code.querySelectorAll(".no-print").forEach((each) => {
    each.remove();
  });
  const dialog = document.createElement("dialog");
  dialog.className = "code-dialog";
  const title = code.querySelector("h1");
  if (title !== null) {
    title.id = "code-dialog-title";
    dialog.setAttribute("aria-labelledby", title.id);
  }
  const bar = document.createElement("div");
  bar.className = "code-dialog__bar";
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button--quiet";
  close.textContent = closeWord(page);
  close.addEventListener("click", () => {
    dialog.close();
  });
  bar.append(close);
  dialog.append(bar, document.importNode(code, true));
  const awake = stayAwake();
  dialog.addEventListener("close", () => {
    void awake.then((lock) => lock?.release());
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

async function read(url: string): Promise<Document | null> {
  try {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null;
  }
}

/** The server says the word in the page's language. */
function closeWord(page: Document): string {
  return page.querySelector<HTMLElement>("[data-ticket]")?.dataset["close"] ?? "×";
}

/** The screen does not go dark while somebody waits at the door. */
async function stayAwake(): Promise<WakeLockSentinel | null> {
  if (!WAKE) return null;
  try {
    return await navigator.wakeLock.request("screen");
  } catch {
    return null;
  }
}
