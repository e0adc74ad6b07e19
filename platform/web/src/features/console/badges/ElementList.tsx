// The elements of a badge from top to bottom: chosen, brought forward, and added.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Section } from "../parts/Section";
import { added, KINDS, MOST_ELEMENTS, reordered, type Design, type Kind } from "./design";
import { useNameOf, useQuestions } from "./naming";
import { useBadgeTexts } from "./texts";

export interface ElementListProps {
  readonly design: Design;
  readonly chosen: number | null;
  readonly editable: boolean;
  readonly onChoose: (place: number) => void;
  readonly onChange: (design: Design) => void;
}

export function ElementList({ design, chosen, editable, onChoose, onChange }: ElementListProps): ReactNode {
  const t = useBadgeTexts();
  const nameOf = useNameOf();
  const move = (place: number, by: 1 | -1): void => {
    onChange(reordered(design, place, by));
    onChoose(place + by);
  };
  const last = design.elements.length - 1;
  return (
    <Section title={t("elements")} boxed>
      {design.elements.length === 0 && <p className="muted">{t("noElements")}</p>}
      <ul className="badge-elements" aria-label={t("elements")}>
        {design.elements.map((element, place) => (
          <li key={place} className={chosen === place ? "badge-element badge-element--chosen" : "badge-element"}>
            <button
              type="button"
              className="badge-element__name"
              aria-pressed={chosen === place}
              onClick={() => onChoose(place)}
            >
              <bdi>{nameOf(element)}</bdi>
              <span className="muted small">{t("short", { x: element.x_mm, y: element.y_mm })}</span>
            </button>
            {editable && chosen === place && (
              <span className="badge-element__moves">
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t("backward")}
                  disabled={place === 0}
                  onClick={() => move(place, -1)}
                >
                  <Icon name="minus" />
                </button>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t("forward")}
                  disabled={place === last}
                  onClick={() => move(place, 1)}
                >
                  <Icon name="plus" />
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {editable && last + 1 < MOST_ELEMENTS && (
        <AddElement
          onAdd={(kind, question) => {
            onChange(added(design, kind, question));
            onChoose(design.elements.length);
          }}
        />
      )}
    </Section>
  );
}

function AddElement({ onAdd }: { readonly onAdd: (kind: Kind, question: string) => void }): ReactNode {
  const t = useBadgeTexts();
  const questions = useQuestions();
  const [kind, setKind] = useState<Kind>("name");
  const kinds = questions.length > 0 ? KINDS : KINDS.filter((each) => each !== "answer");
  return (
    <div className="badge-add">
      <NativeSelect
        label={t("addWhat")}
        required
        options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        value={kind}
        onChange={(value) => setKind(value as Kind)}
      />
      <Button kind="quiet" onPress={() => onAdd(kind, kind === "answer" ? (questions[0]?.key ?? "") : "")}>
        {t("addElement")}
      </Button>
    </div>
  );
}
