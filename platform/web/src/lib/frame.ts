// A page of ours in a frame of another site: it speaks with the page around it, and with no other.

/** What the server says about the frame. */
export interface FrameConfig {
  /** The sites that the organization allowed. */
  readonly origins: readonly string[];
  /** The same page by itself. */
  readonly outside: string;
  /** Shown in the console beside the code: nobody's page is around it. */
  readonly isPreview?: boolean;
}

/** What is told to the page around: nothing that says who buys. */
export type Told =
  | { readonly type: "ready" }
  | { readonly type: "height"; readonly height: number }
  | { readonly type: "step"; readonly step: string }
  | ({ readonly type: "order-placed" } & PlacedOrder)
  | { readonly type: "open"; readonly event: string }
  | { readonly type: "close" };

export interface PlacedOrder {
  readonly event: string;
  readonly state: string;
  readonly tickets: number;
  readonly totalMinor: number;
  readonly currency: string;
}

/** What the page around says. */
interface Hello {
  readonly turnout: 1;
  readonly type: "hello";
}

const HANDSHAKE_MILLISECONDS = 1500;
const KNOWN_AT_ONCE = 0;

export class PageAround {
  private heard: string | null = null;
  private readonly waiting: ((origin: string) => void)[] = [];

  constructor(
    private readonly config: FrameConfig,
    private readonly page: Window = window,
  ) {}

  /** Begins to listen, to say how high the page is, and to open what leads elsewhere in a tab of its own. */
  start(): void {
    this.page.addEventListener("message", (event) => this.hear(event));
    const { document } = this.page;
    document.addEventListener("click", (event) => openElsewhere(event, this.page), { capture: true });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.tell({ type: "close" });
    });
    new ResizeObserver(() => this.tellHeight()).observe(document.documentElement);
    this.tell({ type: "ready" });
  }

  /** The site around this frame, as the browser says; "" where it is none of those that are allowed. */
  async origin(): Promise<string> {
    if (this.heard !== null) return this.heard;
    const told =
      [...(this.page.location.ancestorOrigins ?? [])][KNOWN_AT_ONCE] ?? originOf(this.page.document.referrer);
    const said = new Promise<string>((found) => this.waiting.push(found));
    const late = new Promise<string>((found) =>
      setTimeout(() => found(this.isAllowed(told) ? told : ""), HANDSHAKE_MILLISECONDS),
    );
    return Promise.race([said, late]);
  }

  /** Goes to those of the allowed sites whose page is around this one; browsers give it to nobody else. */
  tell(told: Told): void {
    if (this.page.parent === this.page) return;
    for (const origin of this.heard === null ? this.listeners() : [this.heard])
      this.page.parent.postMessage({ turnout: 1, ...told }, origin);
  }

  private hear(event: MessageEvent<unknown>): void {
    if (event.source !== this.page.parent || !this.isAllowed(event.origin) || !isHello(event.data)) return;
    this.heard = event.origin;
    for (const found of this.waiting.splice(0)) found(event.origin);
    this.tell({ type: "ready" });
    this.tellHeight();
  }

  private tellHeight(): void {
    const { height } = this.page.document.documentElement.getBoundingClientRect();
    this.tell({ type: "height", height: Math.ceil(height) });
  }

  private isAllowed(origin: string): boolean {
    return this.listeners().includes(origin);
  }

  private listeners(): readonly string[] {
    return this.config.isPreview === true ? [this.page.location.origin] : this.config.origins;
  }
}

/** Links to other pages open beside the page around: none of them may be framed. */
function openElsewhere(event: MouseEvent, page: Window): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  if (link === null || link.target !== "") return;
  const isHere = link.origin === page.location.origin && link.pathname === page.location.pathname;
  if (isHere) return;
  link.target = "_blank";
  link.rel = "noopener";
}

function isHello(data: unknown): data is Hello {
  return typeof data === "object" && data !== null && "turnout" in data && "type" in data && data.type === "hello";
}

function originOf(address: string): string {
  try {
    return new URL(address).origin;
  } catch {
    return "";
  }
}

/** The tab's storage, or one that forgets: browsers that block what frames keep refuse even to name it. */
export function frameStorage(page: Pick<Window, "sessionStorage"> = window): Storage {
  try {
    const { sessionStorage: kept } = page;
    kept.getItem("turnout");
    return kept;
  } catch {
    return new ForgetfulStorage();
  }
}

class ForgetfulStorage implements Storage {
  private readonly kept = new Map<string, string>();
  get length(): number {
    return this.kept.size;
  }
  clear(): void {
    this.kept.clear();
  }
  getItem(name: string): string | null {
    return this.kept.get(name) ?? null;
  }
  key(index: number): string | null {
    return [...this.kept.keys()][index] ?? null;
  }
  removeItem(name: string): void {
    this.kept.delete(name);
  }
  setItem(name: string, value: string): void {
    this.kept.set(name, value);
  }
}
