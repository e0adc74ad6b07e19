// A place in a waiting room, live: pushed while somebody listens, asked for where nothing pushes.

/** What the page says now, in the reader's language; `reload` where another page has to come. */
export interface Said {
  readonly reload: boolean;
  readonly title: string;
  readonly text: string;
  readonly details: readonly (readonly [string, string])[];
  /** Seconds. */
  readonly again: number;
  readonly position: number | null;
  /** People who were admitted when the position was right. */
  readonly admitted: number;
}

/** A message of the stream: the same for everybody. */
export interface Told {
  readonly admitted: number;
  readonly state: "open" | "paused" | "sold_out" | "gathering";
}

/** How far somebody stands once so many more were admitted; 0: it is their turn. */
export function positionAfter(said: Said, told: Told): number | null {
  if (said.position === null || told.admitted < said.admitted) return said.position;
  return Math.max(0, said.position - (told.admitted - said.admitted));
}

/** Milliseconds until the next look: spread, so that not all who wait look at the same moment. */
export function nextLook(again: number, chance: number): number {
  return Math.round(again * 1000 * (0.8 + 0.4 * chance));
}

/** How long a screen reader is spared the next number. */
const QUIET = 30_000;
/** How many seconds a page waits that hears everything and is far from its turn. */
const STREAMED = 60;
/** Up to this position it looks when the server says, however much it hears. */
const NEAR = 50;

export function startWaitingRoom(room: HTMLElement): void {
  const { waitingRoom: address, live, again = "10", numbered = "#", soldOutTitle, soldOutText } = room.dataset;
  if (!address) return;
  const part = (name: string): HTMLElement | null => room.querySelector(`[data-${name}]`);
  const [title, text, details, heard] = [part("title"), part("text"), part("details"), part("heard")];
  const page = room.ownerDocument;
  const site = page.title.split(" · ").at(-1) ?? "";
  const format = new Intl.NumberFormat(page.documentElement.lang);
  let said: Said | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let quietUntil = 0;
  let state: Told["state"] | null = null;
  let isStreamed = false;

  const say = (now: string, more: string, urgent: boolean): void => {
    if (title !== null && title.textContent !== now) title.textContent = now;
    if (text !== null && text.textContent !== more) text.textContent = more;
    page.title = `${now} · ${site}`;
    if (heard === null || (!urgent && Date.now() < quietUntil)) return;
    quietUntil = Date.now() + QUIET;
    heard.textContent = `${now} ${more}`;
  };
  const lookIn = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), milliseconds);
  };
  const look = async (): Promise<void> => {
    const found = await asked(address);
    if (found?.reload === true) return location.reload();
    if (found !== null) {
      const isOther = said?.text !== found.text;
      said = found;
      say(found.title, found.text, isOther && !/\d/.test(found.text));
      if (details !== null) fill(details, found.details);
    }
    const pause = found?.again ?? Number(again);
    const isFar = (found?.position ?? 0) > NEAR;
    lookIn(nextLook(isStreamed && isFar ? Math.max(STREAMED, pause) : pause, Math.random()));
  };
  const hear = (told: Told): void => {
    isStreamed = true;
    const before = state;
    state = told.state;
    if (told.state === "sold_out" && soldOutTitle !== undefined && soldOutText !== undefined) {
      say(soldOutTitle, soldOutText, before !== told.state);
      return;
    }
    // Everybody hears of it at once, and looks at a moment of their own.
    if (before !== null && before !== told.state) return lookIn(nextLook(Number(again), Math.random()) / 2);
    if (said === null) return;
    const position = positionAfter(said, told);
    if (position === 0) return lookIn(1000 * Math.random());
    if (position !== null && told.state === "open") {
      say(numbered.replace("#", format.format(position)), text?.textContent ?? "", false);
    }
  };
  if (live !== undefined && live !== "" && typeof EventSource !== "undefined") {
    const stream = new EventSource(live);
    stream.addEventListener("waiting-room", (message: MessageEvent<string>) => hear(JSON.parse(message.data) as Told));
    stream.addEventListener("error", () => {
      // A queue that was lost is put together from those who look: as soon as those without a stream.
      if (isStreamed) lookIn(nextLook(Number(again), Math.random()));
      isStreamed = false;
    });
  }
  lookIn(nextLook(Number(again), Math.random()) / 2);
}

async function asked(address: string): Promise<Said | null> {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as Said) : null;
  } catch {
    return null;
  }
}

function fill(list: HTMLElement, lines: Said["details"]): void {
  const rows = lines.map(([name, value]) => {
    const row = document.createElement("div");
    const [term, told] = [document.createElement("dt"), document.createElement("dd")];
    term.className = "muted small";
    term.textContent = name;
    const strong = document.createElement("strong");
    strong.textContent = value;
    told.append(strong);
    row.append(term, told);
    return row;
  });
  list.replaceChildren(...rows);
}
