// How embeds look on a partner's page: one sheet for all, made through the CSSOM, which no policy stops.

const RULES = `
:host { display: block; position: relative; }
:host([hidden]) { display: none; }
:host([mode="button"]) { display: inline-block; }
.frame { display: block; inline-size: 100%; border: 0; color-scheme: normal; background: transparent;
  block-size: var(--turnout-min-height, 30rem); border-radius: var(--turnout-radius, 0.75rem); }
.frame[hidden], slot[hidden], .wait[hidden], .link[hidden] { display: none; }
.wait { position: absolute; inset: 0 0 auto; margin: 0; padding: 1.5rem; text-align: center;
  font: var(--turnout-font, inherit); }
.button, .link { display: inline-flex; align-items: center; justify-content: center; box-sizing: border-box;
  min-block-size: 2.75rem; padding: 0.625rem 1.25rem; border: 0; cursor: pointer; text-decoration: none;
  border-radius: var(--turnout-radius, 0.75rem); font: var(--turnout-font, 600 1rem/1.25 system-ui, sans-serif);
  background: var(--turnout-accent, #3f3ac6); color: var(--turnout-on-accent, #fff); }
.button:focus-visible, .link:focus-visible, .close:focus-visible {
  outline: 3px solid var(--turnout-focus, #1a73e8); outline-offset: 2px; }
.dialog { inline-size: min(100vw, var(--turnout-dialog-width, 60rem)); block-size: min(100dvh, 56rem);
  max-inline-size: 100vw; max-block-size: 100dvh; padding: 0; border: 0; overflow: hidden;
  color-scheme: light dark;
  border-radius: var(--turnout-radius, 0.75rem); background: Canvas; color: CanvasText; }
.dialog:not([open]) { display: none; }
.dialog[open] { display: flex; flex-direction: column; }
.dialog::backdrop { background: rgb(0 0 0 / 60%); }
.bar { display: flex; align-items: center; justify-content: space-between; gap: 1rem; flex: none;
  padding-inline-start: 1rem; font: 600 1rem/1.25 system-ui, sans-serif; }
.bar p { margin: 0; }
.close { inline-size: 3rem; block-size: 3rem; border: 0; background: none; color: inherit; cursor: pointer;
  font: 1.5rem/1 system-ui, sans-serif; }
.body { position: relative; flex: 1; min-block-size: 0; overflow: auto; }
.note { margin: 0 0 0.75rem; font: var(--turnout-font, inherit); }
.body.refused { padding: 1.5rem 1rem; }
.body .frame { block-size: 100%; border-radius: 0; }
.visually-hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
@media (max-width: 40rem) {
  .dialog { inline-size: 100vw; block-size: 100dvh; margin: 0; border-radius: 0; }
}
`;
let sheet: CSSStyleSheet | null = null;

/** Gives a shadow root the sheet. */
export function dress(root: ShadowRoot): void {
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(RULES);
  }
  root.adoptedStyleSheets = [sheet];
}

/** An element with its class and the part by which the page's own sheet names it. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, name: string, text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = name;
  made.setAttribute("part", name);
  if (text !== "") made.textContent = text;
  return made;
}
