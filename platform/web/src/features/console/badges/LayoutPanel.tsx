// What is set of a whole layout: its name, whom it is for, its paper, and whether it has a back.
import type { ReactNode } from "react";
import { Checkbox, CheckboxGroup } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Section } from "../parts/Section";
import { useAllTicketTypes } from "../tickets/queries";
import { onPaper, paperOf, PAPERS, type Design, type LabelSheet } from "./design";
import { MillimetreField } from "./MillimetreField";
import { useBadgeTexts, type BadgeKey } from "./texts";

const SIDES: readonly Design["sides"][] = ["one", "double", "folded"];
const GRID: readonly (keyof LabelSheet)[] = [
  "columns",
  "rows",
  "left_mm",
  "top_mm",
  "gap_x_mm",
  "gap_y_mm",
  "width_mm",
  "height_mm",
];
const COUNTED: ReadonlySet<keyof LabelSheet> = new Set(["columns", "rows"]);
const OWN = "own";

/** A layout while it is worked on. */
export interface Draft {
  readonly name: string;
  readonly isDefault: boolean;
  readonly types: readonly string[];
  readonly design: Design;
}

export interface LayoutPanelProps {
  readonly draft: Draft;
  readonly editable: boolean;
  readonly onChange: (draft: Draft) => void;
}

export function LayoutPanel({ draft, editable, onChange }: LayoutPanelProps): ReactNode {
  const t = useBadgeTexts();
  const disabled = !editable;
  const types = (useAllTicketTypes().data ?? []).filter(({ state }) => state !== "archived");
  const { design } = draft;
  const redesign = (next: Design): void => onChange({ ...draft, design: next });
  return (
    <Section title={t("layout")} boxed>
      <Field
        id="badge-layout-name"
        label={t("name")}
        required
        maxLength={80}
        value={draft.name}
        onChange={(name) => onChange({ ...draft, name })}
        disabled={disabled}
      />
      <Checkbox
        id="badge-default"
        checked={draft.isDefault}
        disabled={disabled}
        onChange={(isDefault) => onChange({ ...draft, isDefault })}
      >
        {t("isDefault")}
      </Checkbox>
      {types.length > 0 && (
        <CheckboxGroup
          label={t("types")}
          options={types.map(({ id, name }) => ({ value: id, label: name }))}
          values={draft.types}
          disabled={disabled}
          onChange={(chosen) => onChange({ ...draft, types: chosen })}
        />
      )}
      <PaperFields design={design} disabled={disabled} onChange={redesign} />
      <NativeSelect
        label={t("sides")}
        required
        disabled={disabled}
        hint={t(`sides.${design.sides}.text`)}
        options={SIDES.map((value) => ({ value, label: t(`sides.${value}`) }))}
        value={design.sides}
        onChange={(sides) => redesign({ ...design, sides: sides as Design["sides"] })}
      />
    </Section>
  );
}

interface PaperFieldsProps {
  readonly design: Design;
  readonly disabled: boolean;
  readonly onChange: (design: Design) => void;
}

function PaperFields({ design, disabled, onChange }: PaperFieldsProps): ReactNode {
  const t = useBadgeTexts();
  const { sheet } = design;
  const papers = PAPERS.map(({ id }) => ({ value: id, label: t(`paper.${id}` as BadgeKey) }));
  const size = (width: number, height: number): void => onChange(onPaper(design, { id: OWN, width, height, sheet }));
  return (
    <>
      <NativeSelect
        label={t("paper")}
        required
        disabled={disabled}
        options={[...papers, { value: OWN, label: t("paper.own") }]}
        value={paperOf(design)?.id ?? OWN}
        onChange={(id) => {
          const paper = PAPERS.find((each) => each.id === id);
          if (paper !== undefined) onChange(onPaper(design, paper));
        }}
      />
      <div className="badge-measures">
        <MillimetreField
          id="badge-width"
          label={t("badgeWidth")}
          least={10}
          most={450}
          value={design.width_mm}
          disabled={disabled}
          onChange={(width) => size(width, design.height_mm)}
        />
        <MillimetreField
          id="badge-height"
          label={t("badgeHeight")}
          least={10}
          most={450}
          value={design.height_mm}
          disabled={disabled}
          onChange={(height) => size(design.width_mm, height)}
        />
      </div>
      {sheet !== null && (
        <fieldset className="badge-colours">
          <legend className="field__label">{t("grid")}</legend>
          <div className="badge-measures">
            {GRID.map((measure) => (
              <MillimetreField
                key={measure}
                id={`badge-grid-${measure}`}
                label={t(`grid.${measure}` as BadgeKey)}
                least={COUNTED.has(measure) ? 1 : 0}
                value={sheet[measure]}
                disabled={disabled}
                onChange={(value) =>
                  onChange({
                    ...design,
                    sheet: { ...sheet, [measure]: COUNTED.has(measure) ? Math.round(value) : value },
                  })
                }
              />
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}
