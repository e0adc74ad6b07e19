// Taking an address off the suppression list: with the reason, which stays on record.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { useNotify } from "../shell/notifications";
import { useConsoleTexts } from "../shell/texts";
import { useRemove, type Suppression } from "./queries";
import { useSuppressionTexts } from "./texts";

export interface RemoveSuppressionProps {
  readonly entry: Suppression;
  readonly onClose: () => void;
}

export function RemoveSuppression({ entry, onClose }: RemoveSuppressionProps): ReactNode {
  const t = useSuppressionTexts();
  const words = useConsoleTexts();
  const notify = useNotify();
  const remove = useRemove();
  const [note, setNote] = useState("");
  const [isTried, setIsTried] = useState(false);
  const { email } = entry;
  const send = (): void => {
    setIsTried(true);
    if (note.trim() === "") return;
    remove.mutate(
      { entry, note: note.trim() },
      {
        onSuccess: () => {
          notify(t("removed", { email }));
          onClose();
        },
      },
    );
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {words("cancel")}
      </Button>
      <Button kind="danger" onPress={send} pending={remove.isPending}>
        {t("remove")}
      </Button>
    </>
  );
  return (
    <Dialog open alert title={t("removeTitle", { email })} onClose={onClose} actions={actions}>
      <p>{t(entry.reason === "bounced" ? "removeGone" : "removeText")}</p>
      {remove.isError && <Failure error={remove.error} />}
      <Field
        id="suppression-removal-note"
        label={t("field.why")}
        hint={t("hint.why")}
        required
        maxLength={500}
        value={note}
        error={isTried && note.trim() === "" ? t("wrong.note") : undefined}
        onChange={setNote}
      />
    </Dialog>
  );
}
