// The widget of an organization's challenge service: one try with it, and what its token is worth.
// The module that draws it is served by our own site; the page's policy lets in that service and nothing else.
import { answerTo } from "./challenges";
import { Refused, send } from "./api";

/** How a page shows the widget. */
export interface Widget {
  /** The path of the module at our own origin. */
  readonly module: string;
  readonly options: Readonly<Record<string, string>>;
}

/** A challenge that a token answers. */
export interface Asked {
  readonly challenge: string;
  readonly action: string;
  readonly binding: string;
}

/** `refused`: the service takes it for no person. `unloaded`: its widget did not come, and the service does answer. */
export type Try = { readonly kind: "answer"; readonly answer: string } | { readonly kind: "refused" | "unloaded" };

interface Mounted {
  readonly token: Promise<string>;
  readonly unmount?: () => void;
}

export interface Means {
  readonly load?: (address: string) => Promise<unknown>;
  readonly judge?: (token: string) => Promise<string | null>;
  readonly longest?: number;
  /** The widget stands there, and waits for the person. */
  readonly onShown?: () => void;
}

const LOAD_MILLISECONDS = 10_000;

/** One try: draws the widget into `place`, waits for the person, and has the token judged at `answers`. */
export async function tryWidget(
  place: HTMLElement,
  widget: Widget,
  asked: Asked,
  answers: string,
  {
    load = (address) => import(/* @vite-ignore */ address),
    judge = (token) => judgeToken(answers, asked.challenge, token),
    longest = LOAD_MILLISECONDS,
    onShown,
  }: Means = {},
): Promise<Try> {
  let mounted: Mounted | null = null;
  try {
    mounted = await within(longest, mount(place, widget, asked, load));
    onShown?.();
    const answer = await judge(await mounted.token.catch(failed));
    return answer === null ? { kind: "refused" } : { kind: "answer", answer };
  } catch (error) {
    if (!(error instanceof NotDrawn)) throw error;
    // Only the server says whether the service is away: then it asks for a proof of work instead.
    const answer = await judge("");
    return answer === null ? { kind: "unloaded" } : { kind: "answer", answer };
  } finally {
    mounted?.unmount?.();
    place.replaceChildren();
  }
}

/** The answer that a token is worth; null where the service takes it for no person. */
export async function judgeToken(
  address: string,
  challenge: string,
  token: string,
  solve: typeof answerTo = answerTo,
): Promise<string | null> {
  try {
    const body = JSON.stringify({ challenge, token });
    const found = await send<Judged>(address, { method: "POST", body });
    if (found.answer !== null) return found.answer;
    return found.challenge === null ? null : await solve(found.challenge.challenge, found.challenge.difficulty_bits);
  } catch (error) {
    if (error instanceof Refused && error.problem.errors.some(({ pointer }) => pointer === "/token")) return null;
    throw error;
  }
}

interface Judged {
  readonly answer: string | null;
  readonly challenge: { readonly challenge: string; readonly difficulty_bits: number } | null;
}

class NotDrawn extends Error {}

function failed(): never {
  throw new NotDrawn("the widget failed");
}

async function mount(
  place: HTMLElement,
  widget: Widget,
  { action, binding }: Asked,
  load: (address: string) => Promise<unknown>,
): Promise<Mounted> {
  const address = new URL(widget.module, location.origin);
  if (address.origin !== location.origin) throw new NotDrawn("a module of elsewhere");
  try {
    const module = (await load(address.href)) as {
      mount: (place: HTMLElement, given: object) => Promise<Mounted>;
    };
    const root = document.documentElement;
    const theme = getComputedStyle(root).colorScheme === "dark" ? "dark" : "light";
    return await module.mount(place, { options: widget.options, locale: root.lang, theme, action, binding });
  } catch {
    throw new NotDrawn("the widget did not come");
  }
}

/** A widget that comes after its time is taken away again. */
async function within(milliseconds: number, mounting: Promise<Mounted>): Promise<Mounted> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLate = false;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      reject(new NotDrawn("the widget came too late"));
    }, milliseconds);
  });
  void mounting.then(
    (mounted) => isLate && mounted.unmount?.(),
    () => undefined,
  );
  return Promise.race([mounting, late]).finally(() => clearTimeout(timer));
}
