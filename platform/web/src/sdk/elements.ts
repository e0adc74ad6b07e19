// <turnout-checkout> and <turnout-events>: what stands in a partner's page until our own stands in its frame.
import { FrameDialog } from "./dialog";
import { Frame } from "./frame";
import { dress, make } from "./look";
import { isEvent, isOrganization, type FromFrame } from "./protocol";
import { directionOf, languageOf, wordsIn } from "./words";

/** What travels to the framed page out of an attribute of the same name. */
const PASSED_ON = ["code", "ticket", "partner", "theme"] as const;
const WATCHED = ["event", "organization", "host", "lang", "label", "mode", ...PASSED_ON];

/** Where the platform is: where this script came from, unless the element says otherwise. */
let platform = "";
export function setPlatform(origin: string): void {
  platform = origin;
}

abstract class Embed extends HTMLElement {
  static readonly observedAttributes = WATCHED;
  protected frame: Frame | null = null;
  private isDrawn = false;
  private readonly root = this.attachShadow({ mode: "open" });

  connectedCallback(): void {
    dress(this.root);
    this.redraw();
  }

  disconnectedCallback(): void {
    this.clear();
  }

  attributeChangedCallback(): void {
    if (this.isDrawn) this.redraw();
  }

  protected abstract subject(): string | null;
  protected abstract caption(): string;
  protected abstract fallback(name: string): URL;
  protected abstract draw(name: string): void;

  private redraw(): void {
    this.clear();
    const name = this.subject();
    if (name === null || this.host() === "") return this.showLink(null);
    this.isDrawn = true;
    this.draw(name);
  }

  private clear(): void {
    this.frame?.end();
    this.frame = null;
    this.root.replaceChildren();
    this.isDrawn = false;
  }

  protected host(): string {
    try {
      return new URL(this.getAttribute("host") ?? platform).origin;
    } catch {
      return "";
    }
  }

  protected language(): string {
    const near = this.closest("[lang]")?.getAttribute("lang") ?? document.documentElement.lang;
    return languageOf(near) || languageOf(navigator.language) || "en";
  }

  protected framed(path: string): URL {
    const address = new URL(`/embed/${path}`, this.host());
    address.searchParams.set("lang", this.language());
    for (const name of PASSED_ON) {
      const value = this.getAttribute(name);
      if (value) address.searchParams.set(name, value);
    }
    return address;
  }

  protected add(...children: HTMLElement[]): void {
    for (const child of children) {
      child.lang = this.language();
      child.dir = directionOf(this.language());
    }
    this.root.append(...children);
  }

  protected showFrame(name: string): void {
    const frame = new Frame(this.framed(name), this.caption(), wordsIn(this.language()), {
      hear: (said) => this.hear(said, frame),
      fail: () => this.fail(name),
    });
    this.frame = frame;
    this.add(frame.wait, frame.element);
  }

  protected openDialog(event: string): void {
    const language = this.language();
    const link = (): HTMLElement => this.link(this.fallback(event), language);
    new FrameDialog(
      this.root,
      this.framed(event),
      { language, title: this.caption(), theme: this.getAttribute("theme") ?? "", link },
      {
        hear: (said) => this.hear(said, null),
        fail: () => this.failed(),
        close: () => this.tell("closed", {}),
      },
    );
  }

  /** The page's own link is shown, or one of ours; it opens in a tab of its own. */
  protected fail(name: string): void {
    this.clear();
    this.isDrawn = true;
    this.add(make("p", "note", wordsIn(this.language()).elsewhere));
    this.showLink(this.fallback(name));
    this.failed();
  }

  /** For whoever builds the page: browsers say nothing that a script may read. */
  private failed(): void {
    console.warn(
      `turnout: the frame of ${this.host()} was not shown. Add ${location.origin} to the sites under Embeds in the` +
        " console, and allow the frame in this page's frame-src.",
    );
    this.tell("failed", {});
  }

  private showLink(address: URL | null): void {
    if (this.childElementCount > 0 || address === null) return this.root.append(document.createElement("slot"));
    this.add(this.link(address, this.language()));
  }

  private link(address: URL, language: string): HTMLElement {
    const words = wordsIn(language);
    const link = make("a", "link", this.getAttribute("label") ?? words.tickets);
    link.href = address.href;
    link.target = "_blank";
    link.rel = "noopener";
    link.append(" ", make("span", "visually-hidden", words.newTab));
    return link;
  }

  protected hear(said: FromFrame, frame: Frame | null): void {
    if (said.type === "height" && frame !== null) {
      frame.element.style.blockSize = `${said.height}px`;
    } else if (said.type === "step") {
      if (frame !== null && this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: "start" });
      this.tell("step", { step: said.step });
    } else if (said.type === "ready") this.tell("ready", {});
    else if (said.type === "order-placed") {
      const { event, state, tickets, totalMinor, currency } = said;
      this.tell("order-placed", { event, state, tickets, totalMinor, currency });
    } else if (said.type === "open") this.openDialog(said.event);
  }

  /** For analytics: `turnout:…` on the element, and up through the page. Nothing says who buys. */
  private tell(name: string, detail: Readonly<Record<string, unknown>>): void {
    const said = Object.freeze({ ...detail });
    this.dispatchEvent(new CustomEvent(`turnout:${name}`, { detail: said, bubbles: true, composed: true }));
  }
}

/** `<turnout-checkout event="organization/event">`: the checkout inside the page, or behind a button. */
export class TurnoutCheckout extends Embed {
  /** Opens the checkout in a dialog, also where it stands inside the page. */
  open(): void {
    const name = this.subject();
    if (name !== null) this.openDialog(name);
  }

  protected subject(): string | null {
    const given = this.getAttribute("event") ?? "";
    return isEvent(given) ? given : null;
  }

  protected caption(): string {
    return wordsIn(this.language()).checkout;
  }

  protected fallback(name: string): URL {
    const address = this.framed(name);
    address.pathname = `/${name}/checkout`;
    return address;
  }

  protected draw(name: string): void {
    const mode = this.getAttribute("mode");
    if (mode === "none") return;
    if (mode !== "button") return this.showFrame(name);
    const button = make("button", "button", this.getAttribute("label") ?? wordsIn(this.language()).tickets);
    button.type = "button";
    button.addEventListener("click", () => this.openDialog(name));
    this.add(button);
  }
}

/** `<turnout-events organization="organization">`: the events to come; a press opens the checkout over the page. */
export class TurnoutEvents extends Embed {
  protected subject(): string | null {
    const given = this.getAttribute("organization") ?? "";
    return isOrganization(given) ? given : null;
  }

  protected caption(): string {
    return wordsIn(this.language()).events;
  }

  protected fallback(name: string): URL {
    return new URL(`/${name}`, this.host());
  }

  protected draw(name: string): void {
    this.showFrame(name);
  }
}

/** Makes the elements known to the page; once, however often the script is loaded. */
export function define(): void {
  if (!customElements.get("turnout-checkout")) customElements.define("turnout-checkout", TurnoutCheckout);
  if (!customElements.get("turnout-events")) customElements.define("turnout-events", TurnoutEvents);
}

export interface OpenOptions {
  /** `organization/event`. */
  readonly event: string;
  readonly lang?: string;
  readonly theme?: "light" | "dark" | "contrast";
  readonly code?: string;
  readonly ticket?: string;
  readonly partner?: string;
  readonly host?: string;
}

/** Opens the checkout of an event over the page; the element that tells what happens is the answer. */
export function openCheckout({ event, ...options }: OpenOptions): TurnoutCheckout {
  define();
  const element = document.createElement("turnout-checkout") as TurnoutCheckout;
  element.setAttribute("event", event);
  element.setAttribute("mode", "none");
  for (const [name, value] of Object.entries(options)) if (value !== undefined) element.setAttribute(name, value);
  element.addEventListener("turnout:closed", () => element.remove());
  document.body.append(element);
  element.open();
  return element;
}
