// One frame of ours in a partner's page: it is believed where its window and its origin are the platform's.
import { make } from "./look";
import { PROTOCOL, read, type FromFrame } from "./protocol";
import type { Words } from "./words";

/** How long a page that has arrived may take to answer; one that the browser refused never does. */
const ANSWER_MILLISECONDS = 4000;
/** How long it may take to arrive. */
const ARRIVAL_MILLISECONDS = 20_000;

export interface Ends {
  readonly hear: (said: FromFrame) => void;
  /** It cannot be shown here: this site is not allowed, or its policy forbids the frame. */
  readonly fail: () => void;
}

export class Frame {
  readonly element: HTMLIFrameElement;
  readonly wait: HTMLParagraphElement;
  private isReady = false;
  private timer: ReturnType<typeof setTimeout>;
  private readonly listener = (event: MessageEvent<unknown>): void => this.hear(event);

  constructor(
    address: URL,
    title: string,
    words: Words,
    private readonly ends: Ends,
  ) {
    this.origin = address.origin;
    this.element = make("iframe", "frame");
    this.element.title = title;
    this.element.src = address.href;
    this.element.referrerPolicy = "strict-origin";
    this.element.addEventListener("load", () => this.arrived());
    this.wait = make("p", "wait", words.loading);
    this.wait.setAttribute("role", "status");
    addEventListener("message", this.listener);
    this.timer = setTimeout(() => this.ends.fail(), ARRIVAL_MILLISECONDS);
  }

  private readonly origin: string;

  end(): void {
    clearTimeout(this.timer);
    removeEventListener("message", this.listener);
    this.element.remove();
    this.wait.remove();
  }

  private arrived(): void {
    this.wait.hidden = true;
    this.greet();
    if (this.isReady) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ends.fail(), ANSWER_MILLISECONDS);
  }

  private greet(): void {
    this.element.contentWindow?.postMessage({ turnout: PROTOCOL, type: "hello" }, this.origin);
  }

  private hear({ source, origin, data }: MessageEvent<unknown>): void {
    if (source === null || source !== this.element.contentWindow || origin !== this.origin) return;
    const said = read(data);
    if (said === null) return;
    if (said.type === "ready" && !this.isReady) {
      this.isReady = true;
      clearTimeout(this.timer);
      this.greet();
    } else if (said.type === "ready") return;
    this.ends.hear(said);
  }
}
