// In a frame of another site: what an order has come to, and the way to what no frame may show.
import { useQuery } from "@tanstack/react-query";
import { useEffect, type ReactNode } from "react";
import type { PageAround } from "../../lib/frame";
import { Button, LinkButton } from "../../ui/Button";
import { Skeleton } from "../../ui/Skeleton";
import { StepHeading } from "../../ui/Steps";
import type { Order } from "./model";
import { useCheckoutTexts, usePurchase } from "./purchase";
import type { TextKey } from "./messages";

const LOOK_AGAIN_MILLISECONDS = 3000;
const WAITING_ROOM = "/waiting-room";

export default function OutsideFrame({
  address,
  around,
}: {
  readonly address: string;
  readonly around: PageAround;
}): ReactNode {
  const { config } = usePurchase();
  const placed = orderAt(address, config.orderUrl);
  if (placed !== null) return <Placed {...placed} address={address} around={around} />;
  if (address.endsWith(WAITING_ROOM)) return <WaitOutside address={address} />;
  return <PayOutside address={address} around={around} />;
}

/** The order whose page an address is; null for any other. */
function orderAt(address: string, orderUrl: string): { readonly id: string; readonly secret: string } | null {
  if (!address.startsWith(`${orderUrl}/`)) return null;
  const [id = "", secret = ""] = address.slice(orderUrl.length + 1).split("/");
  return { id, secret };
}

function useOrder(id: string, secret: string, everyMilliseconds: number | false) {
  const { client } = usePurchase();
  return useQuery({
    queryKey: ["order", id],
    queryFn: () => client.getOrder(id, secret),
    refetchInterval: (query) => (query.state.data && isPlaced(query.state.data) ? false : everyMilliseconds),
    refetchOnWindowFocus: true,
    staleTime: 0,
  });
}

/** Whether the buyer has done their part. */
function isPlaced(order: Order): boolean {
  return (
    !["held", "expired", "cancelled"].includes(order.state) && (isPaid(order) || order.state !== "awaiting_payment")
  );
}

function isPaid(order: Order): boolean {
  return order.total_minor === 0 || order.paid_minor > 0;
}

interface PlacedProps {
  readonly id: string;
  readonly secret: string;
  readonly address: string;
  readonly around: PageAround;
}

function Placed({ id, secret, address, around }: PlacedProps): ReactNode {
  const t = useCheckoutTexts();
  const { config } = usePurchase();
  const order = useOrder(id, secret, false).data;
  useEffect(() => {
    if (order === undefined) return;
    around.tell({
      type: "order-placed",
      event: config.eventId,
      state: order.state,
      tickets: order.attendees.length,
      totalMinor: order.total_minor,
      currency: order.currency,
    });
  }, [around, order, config.eventId]);
  if (order === undefined) return <Skeleton rows={2} label={t("loading")} />;
  return (
    <>
      <StepHeading focus>{t("frame.placed")}</StepHeading>
      <p className="lead">{t(outcomeOf(order), { email: order.buyer_email })}</p>
      <p className="row">
        <Outside address={address}>{t("frame.open")}</Outside>
        <Button kind="quiet" onPress={() => location.reload()}>
          {t("frame.again")}
        </Button>
      </p>
    </>
  );
}

function outcomeOf(order: Order): TextKey {
  if (order.state === "confirmed") return "frame.mailed";
  return order.state === "awaiting_payment" ? "frame.unpaid" : "frame.decided";
}

/** Paying: the provider's page, or its fields, on a page whose address the buyer can see. */
function PayOutside({ address, around }: { readonly address: string; readonly around: PageAround }): ReactNode {
  const t = useCheckoutTexts();
  const { config, state, actions } = usePurchase();
  const { order, secret } = state;
  const { data: now } = useOrder(order?.id ?? "", secret, LOOK_AGAIN_MILLISECONDS);
  if (order !== null && now !== undefined && isPlaced(now))
    return (
      <Placed id={order.id} secret={secret} address={`${config.orderUrl}/${order.id}/${secret}`} around={around} />
    );
  return (
    <>
      <StepHeading focus>{t("frame.payOutside")}</StepHeading>
      <p className="lead">{t("frame.payOutsideText")}</p>
      <p className="row">
        <Outside address={address}>{t("frame.toPayment")}</Outside>
        <Button kind="quiet" onPress={actions.comeBack}>
          {t("frame.back")}
        </Button>
      </p>
      <p className="muted" role="status">
        {t("frame.waiting")}
      </p>
    </>
  );
}

function WaitOutside({ address }: { readonly address: string }): ReactNode {
  const t = useCheckoutTexts();
  return (
    <>
      <StepHeading focus>{t("frame.waitOutside")}</StepHeading>
      <p className="lead">{t("frame.waitOutsideText")}</p>
      <p>
        <Outside address={address}>{t("frame.toWaitingRoom")}</Outside>
      </p>
    </>
  );
}

function Outside({ address, children }: { readonly address: string; readonly children: string }): ReactNode {
  const t = useCheckoutTexts();
  return (
    <LinkButton href={address} target="_blank">
      {children} <span className="visually-hidden">{t("frame.newTab")}</span>
    </LinkButton>
  );
}
