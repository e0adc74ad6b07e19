// An order is given back for its buyer, as the organizer offered when the event was called off or put off.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Loaded } from "../shell/states";
import { useOrganization } from "../shell/organizations";
import { useNotify } from "../shell/notifications";
import { NotConfirmed } from "../session/connection";
import { useRefundPreview, useReturn } from "./order-actions";
import type { Order } from "./queries";
import { RefundEffect } from "./RefundEffect";
import { useOrderTexts } from "./texts";

export interface ReturnDialogProps {
  readonly order: Order;
  readonly onClose: () => void;
}

export default function ReturnDialog({ order, onClose }: ReturnDialogProps): ReactNode {
  const t = useOrderTexts();
  const notify = useNotify();
  const { may } = useOrganization();
  const returning = useReturn(order);
  const go = (): void =>
    returning.mutate(undefined, {
      onSuccess: () => {
        onClose();
        notify(t("return.done"));
      },
    });
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("act.leave")}
      </Button>
      <Button kind="danger" pending={returning.isPending} onPress={go}>
        {t("return.button")}
      </Button>
    </>
  );
  const isOfOneEvent = order.tickets.every(({ event_id }) => event_id === order.event_id);
  const hasMoney = order.paid_minor > order.refunded_minor;
  return (
    <Dialog open title={t("return.button")} onClose={onClose} actions={actions}>
      <div className="stack">
        {returning.isError && !(returning.error instanceof NotConfirmed) && <Failure error={returning.error} />}
        <p>{t("return.text")}</p>
        {!isOfOneEvent && <p>{t("return.pass")}</p>}
        {isOfOneEvent && hasMoney && may("orders.refund") && <WholeEffect order={order} />}
      </div>
    </Dialog>
  );
}

function WholeEffect({ order }: { readonly order: Order }): ReactNode {
  const t = useOrderTexts();
  const preview = useRefundPreview(order, null, true);
  return (
    <section className="refund-effect" aria-labelledby="effect-title">
      <h2 id="effect-title">{t("refund.effect")}</h2>
      <Loaded query={preview} rows={3}>
        {(found) => <RefundEffect order={order} preview={found} />}
      </Loaded>
    </section>
  );
}
