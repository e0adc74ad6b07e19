// A step of an event's life that others hear of: with a reason, and what becomes of the orders.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import type { Event } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useConsoleTexts } from "../shell/texts";
import { useStep, type OrderHandling } from "./life";
import { useEventTexts } from "./texts";

export type ToldStep = "submit" | "send-back" | "cancel" | "postpone";

const HANDLINGS: readonly OrderHandling[] = ["keep", "refund", "ask"];

export interface StepDialogProps {
  readonly event: Event;
  readonly step: ToldStep;
  readonly onClose: () => void;
}

export function StepDialog({ event, step, onClose }: StepDialogProps): ReactNode {
  const t = useEventTexts();
  const common = useConsoleTexts();
  const notify = useNotify();
  const take = useStep(event.id);
  const [reason, setReason] = useState("");
  const [orders, setOrders] = useState<OrderHandling>(step === "cancel" ? "refund" : "keep");
  const isOver = step === "cancel" || step === "postpone";
  const send = (): void =>
    take.mutate(
      { step, reason: reason.trim(), ...(isOver ? { orders } : {}) },
      {
        onSuccess: () => {
          notify(t(`done.${step}`));
          onClose();
        },
      },
    );
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {common("cancel")}
      </Button>
      <Button kind={step === "cancel" ? "danger" : "primary"} pending={take.isPending} onPress={send}>
        {t(`step.${step}`)}
      </Button>
    </>
  );
  return (
    <Dialog open title={t(`ask.${step}`)} onClose={onClose} actions={actions}>
      <div className="stack">
        <p>{t(`askText.${step}`)}</p>
        {take.isError && <Failure error={take.error} />}
        {isOver && (
          <RadioGroup
            label={t("orders.label")}
            required
            look="cards"
            value={orders}
            options={HANDLINGS.map((value) => ({ value, label: t(`orders.${value}`), hint: t(`orders.${value}Hint`) }))}
            onChange={(value) => setOrders(HANDLINGS.find((each) => each === value) ?? "keep")}
          />
        )}
        <Field
          label={t(isOver ? "step.reason" : "step.note")}
          hint={t(isOver ? "step.reasonHint" : "step.noteHint")}
          rows={3}
          maxLength={1_000}
          value={reason}
          onChange={setReason}
        />
      </div>
    </Dialog>
  );
}
