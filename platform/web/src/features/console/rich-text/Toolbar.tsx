// The tools of the editor: one stop of the Tab key, arrows between them, each a button that says whether it is on.
import { useEditorState, type Editor } from "@tiptap/react";
import { useState, type ReactNode, type Ref } from "react";
import { Separator, ToggleButton, Toolbar as Tools } from "react-aria-components";
import { addressOf } from "./extensions";
import { LinkDialog } from "./LinkDialog";
import { useRichTexts, type RichTextKey } from "./texts";
import { ToolIcon, type Tool } from "./ToolIcon";

export interface ToolbarProps {
  readonly editor: Editor;
  readonly label: string;
  readonly toolbarRef: Ref<HTMLDivElement>;
}

interface Command {
  readonly tool: Tool;
  readonly isOn: (editor: Editor) => boolean;
  readonly run: (editor: Editor) => void;
}

const heading = (tool: Tool, level: 2 | 3): Command => ({
  tool,
  isOn: (editor) => editor.isActive("heading", { level }),
  run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
});

const GROUPS: readonly (readonly Command[])[] = [
  [heading("heading", 2), heading("subheading", 3)],
  [
    { tool: "bold", isOn: (on) => on.isActive("bold"), run: (on) => on.chain().focus().toggleBold().run() },
    { tool: "italic", isOn: (on) => on.isActive("italic"), run: (on) => on.chain().focus().toggleItalic().run() },
  ],
  [
    {
      tool: "bullets",
      isOn: (on) => on.isActive("bulletList"),
      run: (on) => on.chain().focus().toggleBulletList().run(),
    },
    {
      tool: "numbers",
      isOn: (on) => on.isActive("orderedList"),
      run: (on) => on.chain().focus().toggleOrderedList().run(),
    },
    {
      tool: "quote",
      isOn: (on) => on.isActive("blockquote"),
      run: (on) => on.chain().focus().toggleBlockquote().run(),
    },
  ],
];

export function Toolbar({ editor, label, toolbarRef }: ToolbarProps): ReactNode {
  const t = useRichTexts();
  const [isLinking, setLinking] = useState(false);
  const state = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      on: GROUPS.flat()
        .filter(({ isOn }) => isOn(now))
        .map(({ tool }) => tool),
      link: now.isActive("link"),
      canUndo: now.can().undo(),
      canRedo: now.can().redo(),
    }),
  });
  const close = (): void => {
    setLinking(false);
    editor.commands.focus();
  };
  return (
    <>
      <Tools ref={toolbarRef} aria-label={label} className="rich-text__tools">
        {GROUPS.map((group) => (
          <div key={group[0]?.tool} className="rich-text__group" role="presentation">
            {group.map(({ tool, run }) => (
              <ToolButton key={tool} tool={tool} isOn={state.on.includes(tool)} onPress={() => run(editor)} />
            ))}
            <Separator orientation="vertical" className="rich-text__line" />
          </div>
        ))}
        <ToolButton tool="link" isOn={state.link} onPress={() => setLinking(true)} />
        <Separator orientation="vertical" className="rich-text__line" />
        <ToolButton tool="undo" isDisabled={!state.canUndo} onPress={() => editor.chain().focus().undo().run()} />
        <ToolButton tool="redo" isDisabled={!state.canRedo} onPress={() => editor.chain().focus().redo().run()} />
      </Tools>
      {isLinking && (
        <LinkDialog
          title={t("tool.link")}
          address={String(editor.getAttributes("link")["href"] ?? "")}
          onRemove={() => {
            editor.chain().extendMarkRange("link").unsetLink().run();
            close();
          }}
          onSet={(typed) => {
            setLink(editor, addressOf(typed) ?? typed);
            close();
          }}
          onClose={close}
        />
      )}
    </>
  );
}

/** On the words that are chosen; where none are, the address itself is written. */
function setLink(editor: Editor, href: string): void {
  if (editor.state.selection.empty && !editor.isActive("link")) {
    const marks = [{ type: "link", attrs: { href } }];
    editor
      .chain()
      .insertContent({ type: "text", text: href.replace(/^mailto:/, ""), marks })
      .run();
  } else {
    editor.chain().extendMarkRange("link").setLink({ href }).run();
  }
}

interface ToolButtonProps {
  readonly tool: Tool;
  readonly onPress: () => void;
  /** Left out for what is done and not switched on. */
  readonly isOn?: boolean;
  readonly isDisabled?: boolean;
}

function ToolButton({ tool, onPress, isOn = false, isDisabled = false }: ToolButtonProps): ReactNode {
  const name = useRichTexts()(`tool.${tool}` as RichTextKey);
  return (
    <ToggleButton
      className="rich-text__tool"
      aria-label={name}
      isSelected={isOn}
      isDisabled={isDisabled}
      onPress={onPress}
    >
      <ToolIcon tool={tool} />
    </ToggleButton>
  );
}
