// What is set of one element: where it stands, how large it is, and how its text looks.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { PictureField } from "../files/PictureField";
import { Section } from "../parts/Section";
import { useAllTicketTypes } from "../tickets/queries";
import { inside, isText, type Design, type Element } from "./design";
import { MillimetreField } from "./MillimetreField";
import { useNameOf, useQuestions } from "./naming";
import { useBadgeTexts } from "./texts";

const ALIGNMENTS: readonly Element["align"][] = ["start", "centre", "end"];
const CONTENTS: readonly Element["content"][] = ["ticket", "badge"];
const MEASURES = ["x_mm", "y_mm", "width_mm", "height_mm"] as const;
const LONGEST_TEXT = 500;

export interface ElementPanelProps {
  readonly design: Design;
  readonly element: Element;
  readonly editable: boolean;
  readonly onChange: (element: Element) => void;
  readonly onRemove: () => void;
}

export function ElementPanel({ design, element, editable, onChange, onRemove }: ElementPanelProps): ReactNode {
  const t = useBadgeTexts();
  const name = useNameOf()(element);
  const set = (more: Partial<Element>): void => onChange(inside({ ...element, ...more }, design));
  const disabled = !editable;
  return (
    <Section
      title={name}
      boxed
      action={
        editable && (
          <Button kind="quiet" size="small" onPress={onRemove}>
            {t("remove")}
          </Button>
        )
      }
    >
      <div className="badge-measures">
        {MEASURES.map((measure) => (
          <MillimetreField
            key={measure}
            id={`badge-${measure}`}
            label={t(measure)}
            value={element[measure]}
            disabled={disabled}
            onChange={(value) => set({ [measure]: value })}
          />
        ))}
      </div>
      {element.kind === "text" && (
        <Field
          id="badge-text"
          label={t("text")}
          required
          maxLength={LONGEST_TEXT}
          value={element.text}
          onChange={(text) => set({ text })}
          disabled={disabled}
          error={element.text.trim() === "" ? t("wrong.text") : undefined}
        />
      )}
      {element.kind === "answer" && <QuestionField element={element} disabled={disabled} set={set} />}
      {element.kind === "qr" && (
        <NativeSelect
          label={t("content")}
          required
          disabled={disabled}
          hint={t(`content.${element.content}.text`)}
          options={CONTENTS.map((value) => ({ value, label: t(`content.${value}`) }))}
          value={element.content}
          onChange={(value) => set({ content: value as Element["content"] })}
        />
      )}
      {element.kind === "picture" && (
        <PictureField
          id="badge-file"
          label={t("kind.picture")}
          shape="logo"
          value={element.file_id ?? ""}
          onChange={(file) => set({ file_id: file === "" ? null : file })}
          disabled={disabled}
        />
      )}
      {isText(element.kind) && <TextFields element={element} disabled={disabled} set={set} />}
      {(isText(element.kind) || element.kind === "band") && (
        <ColourField
          label={t("colour")}
          value={element.colour}
          disabled={disabled}
          onChange={(colour) => set({ colour })}
        />
      )}
      {element.kind === "band" && <BandColours element={element} disabled={disabled} set={set} />}
    </Section>
  );
}

interface PartProps {
  readonly element: Element;
  readonly disabled: boolean;
  readonly set: (more: Partial<Element>) => void;
}

function QuestionField({ element, disabled, set }: PartProps): ReactNode {
  const t = useBadgeTexts();
  const questions = useQuestions();
  return (
    <NativeSelect
      label={t("question")}
      required
      disabled={disabled}
      options={questions.map(({ key, label }) => ({ value: key, label }))}
      value={element.question}
      onChange={(question) => set({ question })}
    />
  );
}

function TextFields({ element, disabled, set }: PartProps): ReactNode {
  const t = useBadgeTexts();
  return (
    <>
      <div className="badge-measures">
        <MillimetreField
          id="badge-size"
          label={t("fontSize")}
          value={element.size_pt}
          least={5}
          most={300}
          disabled={disabled}
          onChange={(size_pt) => set({ size_pt })}
        />
        <MillimetreField
          id="badge-lines"
          label={t("lines")}
          value={element.lines}
          least={1}
          most={10}
          disabled={disabled}
          onChange={(lines) => set({ lines: Math.round(lines) })}
        />
      </div>
      <NativeSelect
        label={t("align")}
        required
        disabled={disabled}
        options={ALIGNMENTS.map((value) => ({ value, label: t(`align.${value}`) }))}
        value={element.align}
        onChange={(align) => set({ align: align as Element["align"] })}
      />
      <Checkbox id="badge-bold" checked={element.is_bold} disabled={disabled} onChange={(is_bold) => set({ is_bold })}>
        {t("bold")}
      </Checkbox>
    </>
  );
}

function BandColours({ element, disabled, set }: PartProps): ReactNode {
  const t = useBadgeTexts();
  const types = (useAllTicketTypes().data ?? []).filter(({ state }) => state !== "archived");
  return (
    <fieldset className="badge-colours">
      <legend className="field__label">{t("typeColours")}</legend>
      {types.map(({ id, name }) => (
        <ColourField
          key={id}
          label={name}
          value={element.colours[id] ?? element.colour}
          disabled={disabled}
          onChange={(colour) => set({ colours: { ...element.colours, [id]: colour } })}
        />
      ))}
    </fieldset>
  );
}

interface ColourFieldProps {
  readonly label: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (colour: string) => void;
}

function ColourField({ label, value, disabled, onChange }: ColourFieldProps): ReactNode {
  return (
    <label className="badge-colour">
      <input type="color" value={value} disabled={disabled} onChange={({ target }) => onChange(target.value)} />
      <bdi>{label}</bdi>
    </label>
  );
}
