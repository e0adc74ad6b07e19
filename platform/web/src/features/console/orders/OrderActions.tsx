// What may be done with an order as it stands, by who may do it.
import { lazy, Suspense, useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import type { Verdict } from "../applications/queries";
import { useReview } from "../reviews/queries";
import { NotConfirmed, once } from "../session/connection";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { lazyWithTexts } from "../shell/views";
import { useAwaitedTransfer } from "./bank-lines";
import { useOrderAction, useReturnOffer } from "./order-actions";
import type { Order } from "./queries";
import { missingOf } from "./received";
import { RefundDialog } from "./RefundDialog";
import { useOrderTexts, type OrderKey } from "./texts";

const BankLineDialog = lazy(() => import("./BankLineDialog"));
const DecisionDialog = lazyWithTexts(
  "applications",
  import.meta.glob("../applications/texts/*.json"),
  () => import("../applications/DecisionDialog"),
);
const EventMovePanel = lazy(() => import("./EventMovePanel"));
const MovePanel = lazy(() => import("./MovePanel"));
const PayLinkPanel = lazy(() => import("./PayLinkPanel"));
const ReceivedPanel = lazy(() => import("./ReceivedPanel"));
const ReturnDialog = lazy(() => import("./ReturnDialog"));

const OVER = ["cancelled", "expired"];
const APPLIED = "awaiting_approval";
const REVIEWED = "under_review";
type Asked = Step | Verdict | "refund" | "assign" | "receive" | "link" | "return" | "move" | "move-event";
type Step = "resend" | "cancel" | "accept" | "decline";

const STEPS: readonly string[] = ["resend", "cancel", "accept", "decline"] satisfies readonly Step[];
const isStep = (asked: Asked | null): asked is Step => asked !== null && STEPS.includes(asked);

export interface OrderActionsProps {
  readonly order: Order;
  /** Of the order's event. */
  readonly zone: string;
}

export function OrderActions({ order, zone }: OrderActionsProps): ReactNode {
  const t = useOrderTexts();
  const { may } = useOrganization();
  const [asked, setAsked] = useState<Asked | null>(null);
  const left = order.paid_minor - order.refunded_minor;
  const isToDecide = order.state === APPLIED || order.state === REVIEWED;
  const canCancel = left === 0 && !OVER.includes(order.state) && !isToDecide && may("orders.edit");
  const transfer = useAwaitedTransfer(order.id);
  const review = useReview(order.id, order.state === REVIEWED);
  /** What a fraud rule holds is decided where its reasons stand. */
  const isAccepted = order.state === REVIEWED && !review.isPending && review.data?.state !== "waiting";
  const canReturn = useReturnOffer(order) && may("orders.edit");
  const close = (): void => setAsked(null);
  return (
    <>
      {order.state === APPLIED && may("orders.approve") && (
        <>
          <Button kind="quiet" onPress={() => setAsked("deny")}>
            {t("act.deny")}
          </Button>
          <Button onPress={() => setAsked("approve")}>{t("act.approve")}</Button>
        </>
      )}
      {isAccepted && may("orders.approve") && (
        <>
          <Button kind="quiet" onPress={() => setAsked("decline")}>
            {t("act.decline")}
          </Button>
          <Button onPress={() => setAsked("accept")}>{t("act.accept")}</Button>
        </>
      )}
      {canCancel && (
        <Button kind="quiet" onPress={() => setAsked("cancel")}>
          {t("act.cancel")}
        </Button>
      )}
      {transfer !== undefined && (
        <Button kind="quiet" onPress={() => setAsked("assign")}>
          {t("bank.title")}
        </Button>
      )}
      {order.state === "awaiting_payment" && may("orders.edit") && (
        <Button kind="quiet" onPress={() => setAsked("link")}>
          {t("payLink.title")}
        </Button>
      )}
      {order.state === "confirmed" && may("orders.edit") && may("catalog.read") && (
        <Button kind="quiet" onPress={() => setAsked("move")}>
          {t("move.title")}
        </Button>
      )}
      {order.state === "confirmed" && may("orders.edit") && may("catalog.read") && may("events.read") && (
        <Button kind="quiet" onPress={() => setAsked("move-event")}>
          {t("move.eventTitle")}
        </Button>
      )}
      {canReturn && (
        <Button kind="quiet" onPress={() => setAsked("return")}>
          {t("return.button")}
        </Button>
      )}
      {missingOf(order) > 0 && may("orders.record-payments") && (
        <Button onPress={() => setAsked("receive")}>{t("received.title")}</Button>
      )}
      {left > 0 && may("orders.refund") && (
        <Button kind="quiet" onPress={() => setAsked("refund")}>
          {t("act.refund")}
        </Button>
      )}
      {order.state === "confirmed" && may("notifications.send") && (
        <Button kind="quiet" onPress={() => setAsked("resend")}>
          {t("act.resend")}
        </Button>
      )}
      {asked === "refund" && <RefundDialog order={order} onClose={close} />}
      {asked === "assign" && transfer !== undefined && (
        <Suspense>
          <BankLineDialog order={order} payment={transfer} onClose={close} />
        </Suspense>
      )}
      {asked === "link" && (
        <Suspense>
          <PayLinkPanel order={order} zone={zone} onClose={close} />
        </Suspense>
      )}
      {asked === "move" && (
        <Suspense>
          <MovePanel order={order} onClose={close} />
        </Suspense>
      )}
      {asked === "move-event" && (
        <Suspense>
          <EventMovePanel order={order} onClose={close} />
        </Suspense>
      )}
      {asked === "return" && (
        <Suspense>
          <ReturnDialog order={order} onClose={close} />
        </Suspense>
      )}
      {asked === "receive" && (
        <Suspense>
          <ReceivedPanel order={order} zone={zone} onClose={close} />
        </Suspense>
      )}
      {(asked === "approve" || asked === "deny") && (
        <Suspense>
          <DecisionDialog
            verdict={asked}
            orderIds={[order.id]}
            name={order.buyer_name || order.buyer_email}
            onClose={close}
          />
        </Suspense>
      )}
      {isStep(asked) && <StepDialog order={order} step={asked} onClose={close} />}
    </>
  );
}

function StepDialog({
  order,
  step,
  onClose,
}: {
  readonly order: Order;
  readonly step: Step;
  readonly onClose: () => void;
}): ReactNode {
  const t = useOrderTexts();
  const notify = useNotify();
  const doing = useStep(order);
  const go = (): void =>
    doing.mutate(step, {
      onSuccess: () => {
        onClose();
        notify(t(`act.${step}Done` as OrderKey));
      },
    });
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("act.leave")}
      </Button>
      <Button
        kind={step === "cancel" || step === "decline" ? "danger" : "primary"}
        pending={doing.isPending}
        onPress={go}
      >
        {t(`act.${step}`)}
      </Button>
    </>
  );
  return (
    <Dialog open title={t(`act.${step}`)} onClose={onClose} actions={actions}>
      <div className="stack">
        {doing.isError && !(doing.error instanceof NotConfirmed) && <Failure error={doing.error} />}
        <p>{t(`act.${step}Text` as OrderKey, { name: order.buyer_email || order.buyer_name })}</p>
      </div>
    </Dialog>
  );
}

function useStep(order: Order) {
  const base = "/api/v1/organizations/{organization_id}/orders/{order_id}";
  return useOrderAction(order, (api, params, step: Step) => {
    switch (step) {
      case "resend":
        return api.POST(`${base}/resend-tickets`, { params });
      case "cancel":
        return api.POST(`${base}/cancel`, { params, ...once });
      case "accept":
        return api.POST(`${base}/accept`, { params, body: {}, ...once });
      case "decline":
        return api.POST(`${base}/decline`, { params, body: {}, ...once });
    }
  });
}
