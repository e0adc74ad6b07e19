// Gives the primitives library our words and our style sheet, in place of those that it would bring itself.
import type { i18n, TFunction } from "i18next";

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
    "@react-aria/autocomplete": { collectionLabel: words("suggestions") },
    "@react-aria/searchfield": { "Clear search": words("clearSearch") },
    "@react-aria/combobox": {
      focusAnnouncement: (values) => (values["isSelected"] === true ? chosen(values) : String(values["optionText"])),
      countAnnouncement: ({ optionCount }) => words("options", { count: Number(optionCount) }),
      selectedAnnouncement: chosen,
      buttonLabel: words("showAll"),
      listboxLabel: words("suggestions"),
    },
    "@react-aria/menu": { longPressMessage: words("showAll") },
    "@react-aria/grid": rowSentences(words),
    "@react-aria/dnd": dragSentences(words),
    "@react-aria/overlays": { dismiss: words("close") },
    "react-aria-components": { selectPlaceholder: words("choose") },
  };
  Object.assign(window, { [LOCALE]: texts.language, [STRINGS]: strings });
  preventInlineStyle();
}

type Words = TFunction<"ui">;

function rowSentences(words: Words): Readonly<Record<string, Sentence>> {
  return {
    select: words("choose"),
    longPressToSelect: words("choose"),
    selectedAll: words("selectAll"),
    selectedItem: ({ item }) => words("chosen", { option: item }),
    deselectedItem: ({ item }) => String(item),
    selectedCount: ({ count }) => words("selected", { count }),
  };
}

/** One line is moved at a time, so nothing speaks of several. */
function dragSentences(words: Words): Readonly<Record<string, Sentence>> {
  const [start, touch] = [words("dragStart"), words("dragStartTouch")];
  const [dragging, draggingTouch] = [words("dragging"), words("draggingTouch")];
  return {
    dragItem: ({ itemText }) => words("dragItem", { name: itemText }),
    dragSelectedItems: start,
    dragDescriptionKeyboard: start,
    dragDescriptionKeyboardAlt: start,
    dragDescriptionVirtual: start,
    dragDescriptionTouch: touch,
    dragDescriptionLongPress: touch,
    dragSelectedKeyboard: start,
    dragSelectedKeyboardAlt: start,
    dragSelectedLongPress: touch,
    dragStartedKeyboard: dragging,
    dragStartedVirtual: dragging,
    dragStartedTouch: draggingTouch,
    endDragKeyboard: dragging,
    endDragVirtual: dragging,
    endDragTouch: draggingTouch,
    dropDescriptionKeyboard: words("dropHere"),
    dropDescriptionVirtual: words("dropHere"),
    dropDescriptionTouch: words("dropHereTouch"),
    dropCanceled: words("notDropped"),
    dropComplete: words("dropped"),
    dropIndicator: words("dropPlace"),
    dropOnRoot: words("dropPlace"),
    dropOnItem: ({ itemText }) => words("dropOn", { name: itemText }),
    insertBefore: ({ itemText }) => words("dropBefore", { name: itemText }),
    insertAfter: ({ itemText }) => words("dropAfter", { name: itemText }),
    insertBetween: ({ beforeItemText, afterItemText }) =>
      words("dropBetween", { before: beforeItemText, after: afterItemText }),
  };
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
