// A wording as what readers get: its words, or the address that they are sent to.
import type { Wording } from "./queries";

/** HTML to compare; empty for a language that a version has not. */
export function shownHtml(wording: Wording | undefined): string {
  if (wording === undefined) return "";
  const { html = "", url = "" } = wording;
  return url === "" ? html : `<p>${url.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`;
}
