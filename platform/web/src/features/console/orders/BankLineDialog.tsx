// A transfer that came in at the bank and says too little: the team says that it is for this order.
import { useState, type ReactNode } from "react";
import { formatDay } from "../../../lib/when";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { RadioGroup } from "../../../ui/RadioGroup";
import { Skeleton } from "../../../ui/Skeleton";
import { useLocale } from "../../../ui/language";
import { NotConfirmed, once } from "../session/connection";
import { useAmount } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { useOpenLines, type BankLine } from "./bank-lines";
import { useOrderAction, type Payment } from "./order-actions";
import type { Order } from "./queries";
import { useOrderTexts, type OrderKey } from "./texts";

export interface BankLineDialogProps {
  readonly order: Order;
  /** The transfer that is waited for. */
  readonly payment: Payment;
  readonly onClose: () => void;
}

export default function BankLineDialog({ order, payment, onClose }: BankLineDialogProps): ReactNode {
  const t = useOrderTexts();
  const money = useAmount();
  const locale = useLocale();
  const notify = useNotify();
  const lines = useOpenLines(payment.connection_id ?? "");
  const [chosen, setChosen] = useState("");
  const line = lines.data?.find(({ id }) => id === chosen);
  const due = payment.amount_minor - payment.captured_minor;
  const assigning = useOrderAction(order, (api, { path }, id: string) =>
    api.POST("/api/v1/organizations/{organization_id}/payment-statement-lines/{line_id}/assign", {
      params: { path: { organization_id: path.organization_id, line_id: id } },
      body: { payment_id: payment.id },
      ...once,
    }),
  );
  const send = (): void =>
    assigning.mutate(chosen, {
      onSuccess: () => {
        onClose();
        notify(t("bank.done"));
      },
      onError: () => void lines.refetch(),
    });
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("act.leave")}
      </Button>
      <Button pending={assigning.isPending} isDisabled={line === undefined} onPress={send}>
        {t("bank.assign")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("bank.title")} onClose={onClose} actions={actions}>
      <div className="stack">
        {assigning.isError && !(assigning.error instanceof NotConfirmed) && <Failure error={assigning.error} />}
        <p>{t("bank.text", { amount: money(due, payment.currency) })}</p>
        {lines.isPending && <Skeleton rows={3} />}
        {lines.isError && <Failure error={lines.error} onRetry={() => void lines.refetch()} />}
        {lines.data?.length === 0 && <p className="muted">{t("bank.none")}</p>}
        {lines.data !== undefined && lines.data.length > 0 && (
          <RadioGroup
            label={t("bank.lines")}
            look="cards"
            value={chosen}
            onChange={setChosen}
            options={lines.data.map((each) => ({
              value: each.id,
              label: [formatDay(`${each.booked_on}T12:00:00Z`, "UTC", locale), each.party, each.text]
                .filter(Boolean)
                .join(" · "),
              aside: money(each.amount_minor, each.currency),
            }))}
          />
        )}
        {line !== undefined && (
          <section className="refund-effect" aria-labelledby="effect-title" aria-live="polite">
            <h2 id="effect-title">{t("refund.effect")}</h2>
            <p>{t(effectOf(line, payment, due), { amount: money(due - line.amount_minor, payment.currency) })}</p>
          </section>
        )}
      </div>
    </Dialog>
  );
}

/** What becomes of the order: as with a transfer that named it. */
function effectOf(line: BankLine, payment: Payment, due: number): OrderKey {
  if (line.currency !== payment.currency || line.amount_minor > due) return "bank.held";
  return line.amount_minor < due ? "bank.part" : "bank.paid";
}
