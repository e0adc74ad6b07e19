// The latest bulk edits of an event; one that nothing was changed after is undone.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Section } from "../parts/Section";
import { useNotSaved } from "../parts/state-change";
import { useEventTime } from "../shell/event-api";
import { useNotify } from "../shell/notifications";
import { EditedTypes } from "./EditedTypes";
import { useBulkEdits, useUndoEdit, type BulkEdit } from "./queries";
import { useBulkEditTexts } from "./texts";

export function MadeEdits(): ReactNode {
  const t = useBulkEditTexts();
  const edits = useBulkEdits().data ?? [];
  if (edits.length === 0) return null;
  return (
    <Section title={t("made")} lead={t("madeLead")}>
      <ul className="bulk-edit__made">
        {edits.map((edit) => (
          <OneEdit key={edit.id} edit={edit} />
        ))}
      </ul>
    </Section>
  );
}

function OneEdit({ edit }: { readonly edit: BulkEdit }): ReactNode {
  const t = useBulkEditTexts();
  const notify = useNotify();
  const moment = useEventTime();
  const notSaved = useNotSaved();
  const undo = useUndoEdit();
  const at = moment(edit.created_at);
  return (
    <li>
      <details>
        <summary>
          {t("madeAt", { at, number: edit.items.length })}
          {edit.undone_at !== null && <span className="tag">{t("undone")}</span>}
        </summary>
        <EditedTypes items={edit.items} />
      </details>
      {edit.can_undo && (
        <Button
          kind="quiet"
          size="small"
          aria-label={t("undoOf", { at })}
          pending={undo.isPending}
          onPress={() => undo.mutate(edit, { onSuccess: () => notify(t("undoneNow")), onError: notSaved })}
        >
          {t("undo")}
        </Button>
      )}
    </li>
  );
}
