// Where the chosen words lead.
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import { useConsoleTexts } from "../shell/texts";
import { addressOf } from "./extensions";
import { useRichTexts } from "./texts";

export interface LinkDialogProps {
  readonly title: string;
  /** Empty where there is no link yet. */
  readonly address: string;
  readonly onSet: (address: string) => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

export function LinkDialog({ title, address, onSet, onRemove, onClose }: LinkDialogProps): ReactNode {
  const t = useRichTexts();
  const both = useConsoleTexts();
  const id = useId();
  const [typed, setTyped] = useState(address);
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation(); // a dialog stands inside the form in React's eyes
    if (addressOf(typed) === null) setWrong(true);
    else onSet(typed);
  };
  const actions = (
    <>
      {address !== "" && (
        <Button kind="quiet" onPress={onRemove}>
          {t("link.remove")}
        </Button>
      )}
      <Button kind="quiet" onPress={onClose}>
        {both("cancel")}
      </Button>
      <Button type="submit" form={id}>
        {t("link.set")}
      </Button>
    </>
  );
  return (
    <Dialog open title={title} onClose={onClose} actions={actions}>
      <form id={id} noValidate onSubmit={submit}>
        <Field
          label={t("link.address")}
          hint={t("link.hint")}
          type="url"
          required
          maxLength={2_000}
          value={typed}
          onChange={setTyped}
          error={isWrong && addressOf(typed) === null ? t("link.wrong") : undefined}
        />
      </form>
    </Dialog>
  );
}
