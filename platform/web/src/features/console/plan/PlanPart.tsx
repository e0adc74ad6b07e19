// A part of the plan: its heading, its lines, the panel of the opened one, and the question before one is deleted.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import type { Lines } from "./queries";
import { usePlanTexts } from "./texts";

export interface Opening<Line> {
  /** Left out for who only looks. */
  readonly onOpen?: () => void;
  readonly actions: readonly { id: string; label: string; danger?: boolean; onAction: () => void }[];
  readonly line: Line;
}

export interface PlanPartProps<Line, Body> {
  readonly title: string;
  /** Said where there is none. */
  readonly none: string;
  readonly add: string;
  readonly items: readonly Line[];
  readonly lines: Lines<Line, Body>;
  readonly editable: boolean;
  readonly nameOf: (line: Line) => string;
  readonly row: (opening: Opening<Line>) => ReactNode;
  readonly panel: (line: Line | null, onClose: () => void, onDelete: (line: Line) => void) => ReactNode;
}

export function PlanPart<Line extends { readonly id: string }, Body>(props: PlanPartProps<Line, Body>): ReactNode {
  const { title, none, add, items, lines, editable, nameOf, row, panel } = props;
  const t = usePlanTexts();
  const [opened, setOpened] = useState<Line | "new" | null>(null);
  const [removed, setRemoved] = useState<Line | null>(null);
  const openingOf = (line: Line): Opening<Line> =>
    editable
      ? {
          line,
          onOpen: () => setOpened(line),
          actions: [
            { id: "edit", label: t("edit"), onAction: () => setOpened(line) },
            { id: "delete", label: t("delete.button"), danger: true, onAction: () => setRemoved(line) },
          ],
        }
      : { line, actions: [] };
  return (
    <Section
      title={title}
      {...(editable
        ? {
            action: (
              <Button kind="quiet" size="small" onPress={() => setOpened("new")}>
                {add}
              </Button>
            ),
          }
        : {})}
    >
      {items.length === 0 ? (
        <p className="muted">{none}</p>
      ) : (
        <Rows label={title}>{items.map((line) => row(openingOf(line)))}</Rows>
      )}
      {opened !== null && panel(opened === "new" ? null : opened, () => setOpened(null), setRemoved)}
      {removed !== null && (
        <RemoveDialog
          title={t("delete.title", { name: nameOf(removed) })}
          text={t("delete.text")}
          what={removed}
          remove={lines.remove}
          onDone={t("delete.done", { name: nameOf(removed) })}
          onClose={() => setRemoved(null)}
          onRemoved={() => setOpened(null)}
        />
      )}
    </Section>
  );
}
