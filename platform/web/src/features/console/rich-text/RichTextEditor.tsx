// Edits a text as it will look; as HTML where it holds what the editor does not know, so that nothing is lost.
import { EditorContent, useEditor, type Editor } from "@tiptap/react";
import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from "react";
import { directionOf } from "../../../lib/language";
import { classNames } from "../../../ui/class-names";
import { useWords } from "../../../ui/language";
import { extensions, pastedHtml, throughEditor } from "./extensions";
import { saysTheSame } from "./html";
import type { RichTextFieldProps } from "./field-props";
import { HtmlSource } from "./HtmlSource";
import { useRichTexts } from "./texts";
import { Toolbar } from "./Toolbar";

export default function RichTextEditor(props: RichTextFieldProps): ReactNode {
  const { id, label, hint, value, onChange, error, disabled = false, required = false, language } = props;
  const t = useRichTexts();
  const words = useWords();
  const toolbar = useRef<HTMLDivElement>(null);
  const own = useId();
  const said = { label: `${own}-label`, hint: `${own}-hint`, keys: `${own}-keys`, error: `${own}-error` };
  const shownError = error === undefined ? "" : said.error;
  const toTools = (): void => toolbar.current?.querySelector<HTMLElement>("button:not(:disabled)")?.focus();
  const editor = useShown(
    { value, onChange, toTools },
    {
      id,
      role: "textbox",
      class: "rich-text__page prose",
      lang: language,
      dir: directionOf(language),
      "aria-multiline": "true",
      "aria-labelledby": said.label,
      "aria-describedby": [hint === undefined ? "" : said.hint, said.keys, shownError].filter(Boolean).join(" "),
      "aria-invalid": String(error !== undefined),
      "aria-readonly": String(disabled),
    },
  );
  useEffect(() => editor.setEditable(!disabled, false), [editor, disabled]);
  const [isSource, setSource] = useState(false);
  const isKnown = useMemo(() => value === "" || saysTheSame(value, throughEditor(value)), [value]);
  if (isSource || !isKnown) {
    return (
      <HtmlSource {...props} isKnown={isKnown} onVisual={() => setSource(false)} onTyped={() => setSource(true)} />
    );
  }
  return (
    <div className="field">
      <span id={said.label} className="field__label">
        {label} {!required && <span className="muted">({words("optional")})</span>}
      </span>
      {hint !== undefined && (
        <span id={said.hint} className="field__hint">
          {hint}
        </span>
      )}
      <div className={classNames("rich-text", error !== undefined && "rich-text--wrong")}>
        {!disabled && <Toolbar editor={editor} label={t("tools", { label })} toolbarRef={toolbar} />}
        <EditorContent editor={editor} />
      </div>
      <span id={said.keys} className="visually-hidden">
        {t("keys")}
      </span>
      {error !== undefined && (
        <span id={said.error} className="field__error">
          {error}
        </span>
      )}
    </div>
  );
}

interface Shown {
  readonly value: string;
  readonly onChange: (html: string) => void;
  readonly toTools: () => void;
}

/** An editor that shows a value from outside, and tells of every change. */
function useShown({ value, onChange, toTools }: Shown, attributes: Readonly<Record<string, string>>): Editor {
  const last = useRef(value);
  const told = useRef(onChange);
  const editor = useEditor({
    extensions: extensions(),
    content: value,
    injectCSS: false,
    editorProps: {
      attributes,
      transformPastedHTML: pastedHtml,
      handleKeyDown: (_view, event) => {
        const isAsked = event.key === "F10" && event.altKey;
        if (isAsked) toTools();
        return isAsked;
      },
      // Tab leaves the editor, in lists as well: whoever writes by keyboard gets on to the next field.
      handleDOMEvents: { keydown: (_view, event) => event.key === "Tab" },
    },
    onUpdate: ({ editor: changed }) => {
      last.current = changed.isEmpty ? "" : changed.getHTML();
      told.current(last.current);
    },
  });
  useEffect(() => {
    told.current = onChange;
  }, [onChange]);
  useEffect(() => {
    if (value === last.current) return;
    last.current = value;
    editor.commands.setContent(value, { emitUpdate: false });
  }, [editor, value]);
  return editor;
}
