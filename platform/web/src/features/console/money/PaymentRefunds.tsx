// The refunds of a payment; one that goes over the bank by hand is marked as sent.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { once } from "../session/connection";
import { useAmount, useColumnAmount } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { useConsoleTexts } from "../shell/texts";
import { ProvidersWord, RefundState } from "./marks";
import { useMoneyChange, type PaymentDetails, type Refund } from "./queries";
import { useMoneyTexts } from "./texts";

const UNDER_WAY = ["requested", "pending"];

export function PaymentRefunds({ details }: { readonly details: PaymentDetails }): ReactNode {
  const t = useMoneyTexts();
  const amount = useColumnAmount();
  const zone = useListZone();
  const { may } = useOrganization();
  const [sent, setSent] = useState<Refund | null>(null);
  if (details.refunds.length === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="refunds-title">
      <h2 id="refunds-title">{t("refunds.title")}</h2>
      <ul className="money-lines">
        {details.refunds.map((refund) => (
          <li key={refund.id}>
            <span className="money-lines__what">
              <RefundState state={refund.state} /> <bdi>{refund.reason}</bdi>
              <span className="list-name__more">
                <ShortMoment at={refund.requested_at} zone={zone} />
              </span>
              {refund.error_code !== null && <ProvidersWord word={refund.error_code} />}
            </span>
            {refund.is_manual && UNDER_WAY.includes(refund.state) && may("accounting.import") && (
              <Button kind="quiet" size="small" onPress={() => setSent(refund)}>
                {t("sent.button")}
              </Button>
            )}
            <span className="number">{amount(refund.amount_minor, refund.currency)}</span>
          </li>
        ))}
      </ul>
      {sent !== null && <SentDialog paymentId={details.payment.id} refund={sent} onClose={() => setSent(null)} />}
    </section>
  );
}

interface SentDialogProps {
  readonly paymentId: string;
  readonly refund: Refund;
  readonly onClose: () => void;
}

function SentDialog({ paymentId, refund, onClose }: SentDialogProps): ReactNode {
  const t = useMoneyTexts();
  const words = useConsoleTexts();
  const notify = useNotify();
  const amount = useAmount();
  const marking = useMoneyChange((api, id) =>
    api.POST("/api/v1/organizations/{organization_id}/payments/{payment_id}/refunds/{refund_id}/sent", {
      params: { path: { organization_id: id, payment_id: paymentId, refund_id: refund.id } },
      ...once,
    }),
  );
  const send = (): void =>
    marking.mutate(undefined, {
      onSuccess: () => {
        onClose();
        notify(t("sent.done"));
      },
    });
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {words("cancel")}
      </Button>
      <Button pending={marking.isPending} onPress={send}>
        {t("sent.button")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("sent.button")} onClose={onClose} actions={actions}>
      <div className="stack">
        {marking.isError && <Failure error={marking.error} />}
        <p>{t("sent.text", { amount: amount(refund.amount_minor, refund.currency) })}</p>
      </div>
    </Dialog>
  );
}
