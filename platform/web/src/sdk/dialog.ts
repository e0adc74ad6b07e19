// A frame in a dialog over the page: the browser keeps the focus inside and gives it back; Escape closes it.
import { Frame, type Ends } from "./frame";
import { make } from "./look";
import { directionOf, wordsIn } from "./words";

export interface DialogLook {
  readonly language: string;
  readonly title: string;
  /** What the frame is asked for; empty: as the device prefers. */
  readonly theme: string;
  /** What is shown where the frame cannot be. */
  readonly link: () => HTMLElement;
}

export class FrameDialog {
  private readonly element: HTMLDialogElement;
  private readonly frame: Frame;

  constructor(root: ShadowRoot, address: URL, look: DialogLook, ends: Ends & { readonly close: () => void }) {
    const { language, title, theme } = look;
    const words = wordsIn(language);
    this.element = make("dialog", "dialog");
    this.element.dir = directionOf(language);
    this.element.lang = language;
    if (theme === "light" || theme === "dark") this.element.style.colorScheme = theme;
    this.element.setAttribute("aria-label", title);
    const bar = make("div", "bar");
    const close = make("button", "close", "×");
    close.type = "button";
    close.setAttribute("aria-label", words.close);
    close.addEventListener("click", () => this.element.close());
    bar.append(make("p", "title", title), close);
    const body = make("div", "body");
    this.frame = new Frame(address, title, words, {
      hear: (said) => (said.type === "close" ? this.element.close() : ends.hear(said)),
      fail: () => {
        this.frame.end();
        const link = look.link();
        body.classList.add("refused");
        body.append(make("p", "note", words.elsewhere), link);
        link.focus();
        ends.fail();
      },
    });
    body.append(this.frame.wait, this.frame.element);
    this.element.append(bar, body);
    this.element.addEventListener("close", () => {
      this.frame.end();
      this.element.remove();
      ends.close();
    });
    root.append(this.element);
    this.element.showModal();
  }
}
