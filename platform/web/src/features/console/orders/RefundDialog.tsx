// A refund, in full or in part: what it does is shown before it is done.
import { useDeferredValue, useState, type ReactNode } from "react";
import { minorOf } from "../../../lib/typed-numbers";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { Skeleton } from "../../../ui/Skeleton";
import { NotConfirmed } from "../session/connection";
import { useAmount, useDigits } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { useRefund, useRefundPreview } from "./order-actions";
import type { Order } from "./queries";
import { RefundEffect } from "./RefundEffect";
import { useOrderTexts } from "./texts";

export function RefundDialog({ order, onClose }: { readonly order: Order; readonly onClose: () => void }): ReactNode {
  const t = useOrderTexts();
  const money = useAmount();
  const digits = useDigits()(order.currency);
  const notify = useNotify();
  const left = order.paid_minor - order.refunded_minor;
  const [typed, setTyped] = useState((left / 10 ** digits).toFixed(digits));
  const [reason, setReason] = useState("");
  const refund = useRefund(order);
  const minor = minorOf(typed, digits);
  const isRight = minor !== null && minor > 0 && minor <= left;
  const asked = useDeferredValue(isRight ? minor : null);
  const amount = asked === left ? null : asked;
  const preview = useRefundPreview(order, amount, asked !== null);
  const isReady = isRight && asked === minor && preview.isSuccess && !preview.isPlaceholderData;
  const send = (): void => {
    if (preview.data === undefined) return;
    refund.mutate(
      { amount, reason: reason.trim(), token: preview.data.preview_token },
      {
        onSuccess: () => {
          onClose();
          notify(t("refund.done", { amount: money(minor ?? 0, order.currency) }));
        },
        onError: () => void preview.refetch(),
      },
    );
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("act.leave")}
      </Button>
      <Button kind="danger" pending={refund.isPending} isDisabled={!isReady} onPress={send}>
        {isRight ? t("refund.button", { amount: money(minor, order.currency) }) : t("act.refund")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("act.refund")} onClose={onClose} actions={actions}>
      <div className="stack">
        {refund.isError && !(refund.error instanceof NotConfirmed) && <Failure error={refund.error} />}
        <Field
          label={t("refund.amount", { currency: order.currency })}
          hint={t("refund.atMost", { amount: money(left, order.currency) })}
          type="number"
          required
          value={typed}
          onChange={setTyped}
          error={isRight ? undefined : t("refund.wrong", { amount: money(left, order.currency) })}
        />
        <Field label={t("refund.reason")} hint={t("refund.reasonHint")} value={reason} onChange={setReason} />
        <section className="refund-effect" aria-labelledby="effect-title" aria-live="polite" aria-busy={!isReady}>
          <h2 id="effect-title">{t("refund.effect")}</h2>
          {preview.isError && <Failure error={preview.error} />}
          {isRight && preview.isPending && <Skeleton rows={3} />}
          {preview.data !== undefined && <RefundEffect order={order} preview={preview.data} />}
        </section>
      </div>
    </Dialog>
  );
}
