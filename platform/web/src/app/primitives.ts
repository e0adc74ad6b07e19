// Gives the primitives library our words and our style sheet, in place of those that it would bring itself.
import type { i18n } from "i18next";

const LOCALE = Symbol.for("react-aria.i18n.locale");
const STRINGS = Symbol.for("react-aria.i18n.strings");
const PRESS_STYLE = "react-aria-pressable-style";

type Sentence = string | ((values: Readonly<Record<string, unknown>>) => string);

/** To be called before anything is drawn: the library looks once. */
export function localizePrimitives(texts: i18n): void {
  const words = texts.getFixedT(null, "ui");
  const chosen = ({ optionText }: Readonly<Record<string, unknown>>): string =>
    words("chosen", { option: String(optionText) });
  const strings: Readonly<Record<string, Readonly<Record<string, Sentence>>>> = {
    "@react-aria/combobox": {
      focusAnnouncement: (values) => (values["isSelected"] === true ? chosen(values) : String(values["optionText"])),
      countAnnouncement: ({ optionCount }) => words("options", { count: Number(optionCount) }),
      selectedAnnouncement: chosen,
      buttonLabel: words("showAll"),
      listboxLabel: words("suggestions"),
    },
    "@react-aria/menu": { longPressMessage: words("showAll") },
    "@react-aria/overlays": { dismiss: words("close") },
    "react-aria-components": { selectPlaceholder: words("choose") },
  };
  Object.assign(window, { [LOCALE]: texts.language, [STRINGS]: strings });
  preventInlineStyle();
}

/**
 * The library would put a `<style>` into the page, which the content policy refuses. It leaves that
 * out where an element of this id stands; the rule itself is in `widgets.css`.
 */
function preventInlineStyle(): void {
  if (document.getElementById(PRESS_STYLE) !== null) return;
  const stand = document.createElement("meta");
  stand.id = PRESS_STYLE;
  document.head.append(stand);
}
