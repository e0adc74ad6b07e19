// One ticket given back by the event's refund terms: what comes back is shown before it is done.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Loaded } from "../shell/states";
import { useAmount } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { NotConfirmed } from "../session/connection";
import { useTicketCancel, useTicketQuote, type TicketQuote } from "./order-actions";
import type { Order } from "./queries";
import { useOrderTexts, type OrderKey } from "./texts";

export interface TicketCancelDialogProps {
  readonly order: Order;
  readonly ticketId: string;
  readonly onClose: () => void;
}

const REFUSALS: Readonly<Record<string, OrderKey>> = {
  "nothing-left": "ticketCancel.refused.nothing",
  "no-refund": "ticketCancel.refused.nothing",
  begun: "ticketCancel.refused.begun",
  inside: "ticketCancel.refused.inside",
  "passed-on": "ticketCancel.refused.passedOn",
};

export default function TicketCancelDialog({ order, ticketId, onClose }: TicketCancelDialogProps): ReactNode {
  const t = useOrderTexts();
  const notify = useNotify();
  const query = useTicketQuote(order, ticketId);
  const cancelling = useTicketCancel(order);
  const quote = query.data;
  const go = (): void => {
    if (quote === undefined) return;
    cancelling.mutate(quote, {
      onSuccess: () => {
        onClose();
        notify(t("ticketCancel.done"));
      },
      onError: () => void query.refetch(),
    });
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("act.leave")}
      </Button>
      {quote?.refusal === null && (
        <Button kind="danger" pending={cancelling.isPending} onPress={go}>
          {t("ticketCancel.button")}
        </Button>
      )}
    </>
  );
  return (
    <Dialog open title={t("ticketCancel.button")} onClose={onClose} actions={actions}>
      <div className="stack">
        {cancelling.isError && !(cancelling.error instanceof NotConfirmed) && <Failure error={cancelling.error} />}
        <Loaded query={query} rows={2}>
          {(found) => <Effect quote={found} />}
        </Loaded>
      </div>
    </Dialog>
  );
}

function Effect({ quote }: { readonly quote: TicketQuote }): ReactNode {
  const t = useOrderTexts();
  const money = useAmount();
  if (quote.refusal !== null) return <p>{t(REFUSALS[quote.refusal] ?? "ticketCancel.refused.other")}</p>;
  return (
    <>
      <p>
        {quote.amount_minor === 0
          ? t("ticketCancel.noMoney")
          : t("ticketCancel.back", { amount: money(quote.amount_minor, quote.currency) })}
      </p>
      {quote.kept_minor > 0 && <p>{t("ticketCancel.kept", { amount: money(quote.kept_minor, quote.currency) })}</p>}
      <p>{t("ticketCancel.effect", { number: quote.ticket_ids.length })}</p>
    </>
  );
}
