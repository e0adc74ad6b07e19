// What may be done with a payment as it stands: collect it, let it go, decide about it.
import { useState, type ReactNode } from "react";
import { minorOf } from "../../../lib/typed-numbers";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { once } from "../session/connection";
import { useAmount, useDigits } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { useConsoleTexts } from "../shell/texts";
import { isHeld } from "./marks";
import { useMoneyChange, type Payment, type PaymentDetails } from "./queries";
import { ReasonDialog } from "./ReasonDialog";
import { useMoneyTexts } from "./texts";

type Step = "capture" | "void" | "approve" | "refuse";
const BASE = "/api/v1/organizations/{organization_id}/payments/{payment_id}";

export function PaymentActions({ details }: { readonly details: PaymentDetails }): ReactNode {
  const t = useMoneyTexts();
  const { may } = useOrganization();
  const [asked, setAsked] = useState<Step | null>(null);
  const { payment, capturable_minor, is_voidable } = details;
  const canDecide = isHeld(payment) && may("payments.review");
  const canCollect = may("payments.collect");
  const close = (): void => setAsked(null);
  return (
    <>
      {is_voidable && canCollect && (
        <Button kind="quiet" onPress={() => setAsked("void")}>
          {t("void.button")}
        </Button>
      )}
      {capturable_minor > 0 && canCollect && <Button onPress={() => setAsked("capture")}>{t("capture.button")}</Button>}
      {canDecide && (
        <Button kind="quiet" onPress={() => setAsked("refuse")}>
          {t("refuse.button")}
        </Button>
      )}
      {canDecide && payment.review_reason !== null && (
        <Button onPress={() => setAsked("approve")}>{t("approve.button")}</Button>
      )}
      {asked === "capture" && <CaptureDialog details={details} onClose={close} />}
      {asked === "void" && <VoidDialog payment={payment} onClose={close} />}
      {(asked === "approve" || asked === "refuse") && <Decide payment={payment} decision={asked} onClose={close} />}
    </>
  );
}

interface DialogOfPayment {
  readonly payment: Payment;
  readonly onClose: () => void;
}

function Decide({
  payment,
  decision,
  onClose,
}: DialogOfPayment & { readonly decision: "approve" | "refuse" }): ReactNode {
  const t = useMoneyTexts();
  const amount = useAmount();
  const deciding = useMoneyChange((api, id, reason: string) => {
    const params = { path: { organization_id: id, payment_id: payment.id } };
    return decision === "approve"
      ? api.POST(`${BASE}/approve`, { params, body: { reason }, ...once })
      : api.POST(`${BASE}/refuse`, { params, body: { reason }, ...once });
  });
  return (
    <ReasonDialog
      title={t(`${decision}.button`)}
      text={t(`${decision}.text`, { amount: amount(payment.captured_minor, payment.currency) })}
      submit={t(`${decision}.button`)}
      isDanger={decision === "refuse"}
      done={t(`${decision}.done`)}
      deciding={deciding}
      onClose={onClose}
    />
  );
}

function VoidDialog({ payment, onClose }: DialogOfPayment): ReactNode {
  const t = useMoneyTexts();
  const words = useConsoleTexts();
  const notify = useNotify();
  const voiding = useMoneyChange((api, id) =>
    api.POST(`${BASE}/void`, { params: { path: { organization_id: id, payment_id: payment.id } }, ...once }),
  );
  const send = (): void =>
    voiding.mutate(undefined, {
      onSuccess: () => {
        onClose();
        notify(t("void.done"));
      },
    });
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {words("cancel")}
      </Button>
      <Button kind="danger" pending={voiding.isPending} onPress={send}>
        {t("void.button")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("void.button")} onClose={onClose} actions={actions}>
      <div className="stack">
        {voiding.isError && <Failure error={voiding.error} />}
        <p>{t("void.text")}</p>
      </div>
    </Dialog>
  );
}

function CaptureDialog({
  details,
  onClose,
}: {
  readonly details: PaymentDetails;
  readonly onClose: () => void;
}): ReactNode {
  const t = useMoneyTexts();
  const words = useConsoleTexts();
  const notify = useNotify();
  const money = useAmount();
  const { payment, capturable_minor: left, is_captured_in_parts } = details;
  const digits = useDigits()(payment.currency);
  const [typed, setTyped] = useState((left / 10 ** digits).toFixed(digits));
  const minor = minorOf(typed, digits);
  const isRight = minor !== null && minor > 0 && minor <= left;
  const capturing = useMoneyChange((api, id, amount: number) =>
    api.POST(`${BASE}/capture`, {
      params: { path: { organization_id: id, payment_id: payment.id }, header: { "Idempotency-Key": "" } },
      body: { amount_minor: amount },
      ...once,
    }),
  );
  const send = (): void => {
    if (!isRight) return;
    capturing.mutate(minor, {
      onSuccess: () => {
        onClose();
        notify(t("capture.done", { amount: money(minor, payment.currency) }));
      },
    });
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {words("cancel")}
      </Button>
      <Button pending={capturing.isPending} isDisabled={!isRight} onPress={send}>
        {isRight ? t("capture.submit", { amount: money(minor, payment.currency) }) : t("capture.button")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("capture.button")} onClose={onClose} actions={actions}>
      <div className="stack">
        {capturing.isError && <Failure error={capturing.error} />}
        <p>{t("capture.text", { amount: money(left, payment.currency) })}</p>
        {is_captured_in_parts && (
          <Field
            label={t("capture.amount", { currency: payment.currency })}
            hint={t("capture.hint")}
            type="number"
            required
            value={typed}
            onChange={setTyped}
            error={isRight ? undefined : t("capture.wrong", { amount: money(left, payment.currency) })}
          />
        )}
      </div>
    </Dialog>
  );
}
