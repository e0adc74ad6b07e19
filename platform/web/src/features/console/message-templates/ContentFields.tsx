// Subject, preheader and blocks of a mail, and the variables that stand in them.
import { useState, type ReactNode } from "react";
import { directionOf } from "../../../lib/language";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import type { Block, BlockType, Content, Message } from "./queries";
import { useMessageTemplateTexts } from "./texts";

const WITH_TEXT: readonly BlockType[] = ["heading", "paragraph", "note", "button", "link"];
const WITH_URL: readonly BlockType[] = ["button", "link"];
const LONG: readonly BlockType[] = ["paragraph", "note"];

export interface ContentFieldsProps {
  readonly content: Content;
  readonly message: Message;
  readonly language: string;
  readonly errors: ReadonlyMap<string, string>;
  readonly readOnly: boolean;
  readonly onChange: (content: Content) => void;
}

export function ContentFields(props: ContentFieldsProps): ReactNode {
  const { content, message, language, errors, readOnly, onChange } = props;
  const t = useMessageTemplateTexts();
  const { blocks } = content;
  const setBlocks = (next: readonly Block[]): void => onChange({ ...content, blocks: [...next] });
  const common = { readOnly, maxLength: 500 };
  return (
    <div className="stack" lang={language} dir={directionOf(language)}>
      <Field
        id="template-subject"
        label={t("field.subject")}
        required
        {...common}
        value={content.subject}
        error={errors.get("/content/subject")}
        onChange={(subject) => onChange({ ...content, subject })}
      />
      <Field
        id="template-preheader"
        label={t("field.preheader")}
        hint={t("hint.preheader")}
        {...common}
        value={content.preheader}
        error={errors.get("/content/preheader")}
        onChange={(preheader) => onChange({ ...content, preheader })}
      />
      <ol className="template__blocks" aria-label={t("blocks")}>
        {blocks.map((block, place) => (
          <BlockFields
            key={place}
            block={block}
            place={place}
            errors={errors}
            readOnly={readOnly}
            isLast={place >= blocks.length - 2}
            onChange={(changed) => setBlocks(blocks.map((each, at) => (at === place ? changed : each)))}
            onRemove={() => setBlocks(blocks.filter((_, at) => at !== place))}
            onMove={(by) => setBlocks(moved(blocks, place, by))}
          />
        ))}
      </ol>
      {errors.has("/content/blocks") && <p className="error">{errors.get("/content/blocks")}</p>}
      {!readOnly && <AddBlock message={message} onAdd={(type) => setBlocks(added(blocks, type))} />}
      <Variables message={message} />
    </div>
  );
}

/** Before the footer, which stays the last. */
function added(blocks: readonly Block[], type: BlockType): readonly Block[] {
  const block: Block = { type, text: "", url: "" };
  const end = blocks.findIndex((each) => each.type === "footer");
  return end < 0 ? [...blocks, block] : [...blocks.slice(0, end), block, ...blocks.slice(end)];
}

function moved(blocks: readonly Block[], place: number, by: number): readonly Block[] {
  const next = [...blocks];
  const [block] = next.splice(place, 1);
  if (block !== undefined) next.splice(place + by, 0, block);
  return next;
}

interface BlockFieldsProps {
  readonly block: Block;
  readonly place: number;
  readonly errors: ReadonlyMap<string, string>;
  readonly readOnly: boolean;
  readonly isLast: boolean;
  readonly onChange: (block: Block) => void;
  readonly onRemove: () => void;
  readonly onMove: (by: number) => void;
}

function BlockFields(props: BlockFieldsProps): ReactNode {
  const { block, place, errors, readOnly, isLast, onChange, onRemove, onMove } = props;
  const t = useMessageTemplateTexts();
  const at = `/content/blocks/${place}`;
  const isFixed = readOnly || block.type === "footer";
  const name = `${place + 1}. ${t(`block.${block.type}`)}`;
  const rows = LONG.includes(block.type) ? { rows: 4 } : {};
  return (
    <li className="template__block stack stack--tight">
      <div className="template__head">
        <h3 className="template__name">{name}</h3>
        {!isFixed && (
          <div className="row">
            {place > 0 && (
              <Button kind="quiet" size="small" aria-label={t("up", { name })} onPress={() => onMove(-1)}>
                ↑
              </Button>
            )}
            {!isLast && (
              <Button kind="quiet" size="small" aria-label={t("down", { name })} onPress={() => onMove(1)}>
                ↓
              </Button>
            )}
            <Button kind="quiet" size="small" aria-label={t("remove", { name })} onPress={onRemove}>
              ×
            </Button>
          </div>
        )}
      </div>
      {WITH_TEXT.includes(block.type) && (
        <Field
          id={`template-text-${place}`}
          label={t("field.text")}
          required
          readOnly={readOnly}
          maxLength={4000}
          {...rows}
          value={block.text}
          error={errors.get(`${at}/text`)}
          onChange={(text) => onChange({ ...block, text })}
        />
      )}
      {WITH_URL.includes(block.type) && (
        <Field
          id={`template-url-${place}`}
          label={t("field.url")}
          required
          readOnly={readOnly}
          maxLength={500}
          value={block.url}
          error={errors.get(`${at}/url`)}
          onChange={(url) => onChange({ ...block, url })}
        />
      )}
      {!WITH_TEXT.includes(block.type) && <p className="muted small">{t("block.made")}</p>}
      {errors.has(`${at}/type`) && <p className="error">{errors.get(`${at}/type`)}</p>}
    </li>
  );
}

function AddBlock({
  message,
  onAdd,
}: {
  readonly message: Message;
  readonly onAdd: (type: BlockType) => void;
}): ReactNode {
  const t = useMessageTemplateTexts();
  const kinds = (message.blocks as BlockType[]).filter((each) => each !== "footer");
  const [type, setType] = useState<BlockType>("paragraph");
  return (
    <div className="toolbar">
      <NativeSelect
        id="template-add"
        label={t("add.what")}
        required
        value={type}
        options={kinds.map((value) => ({ value, label: t(`block.${value}`) }))}
        onChange={(value) => setType(value as BlockType)}
      />
      <Button kind="quiet" onPress={() => onAdd(type)}>
        {t("add")}
      </Button>
    </div>
  );
}

function Variables({ message }: { readonly message: Message }): ReactNode {
  const t = useMessageTemplateTexts();
  return (
    <details>
      <summary className="template__more">{t("variables")}</summary>
      <p className="muted small">{t("variables.lead")}</p>
      <dl className="template__variables">
        {message.variables.map(({ path, sample, is_list: isList }) => (
          <div key={path}>
            <dt dir="ltr">
              <code>{isList ? `{% for item in ${path} %}` : `{{ ${path} }}`}</code>
            </dt>
            <dd>
              <bdi>{sample}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
