// One order: what was bought, by whom, what was paid, and who comes.
import "../parts/lists.css";
import "./orders.css";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { Link, useParams } from "react-router";
import { Button } from "../../../ui/Button";
import { OrderBilling } from "../money/late";
import { useEventIfAny, useEventQuery } from "../shell/event";
import { useAmount } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { lazyWithTexts } from "../shell/views";
import { ShortMoment } from "../parts/ShortMoment";
import { MoneyStateMark, OrderStateMark } from "./marks";
import { OrderActions } from "./OrderActions";
import { OrderDocuments } from "./OrderDocuments";
import { OrderLines } from "./OrderLines";
import { OrderMoney } from "./OrderMoney";
import { OrderNotes } from "./OrderNotes";
import { OrderPeople } from "./OrderPeople";
import { usePathHere } from "./places";
import { useOrder, type Order } from "./queries";
import { useOrderTexts } from "./texts";
import { Timeline } from "./Timeline";

const BuyerPanel = lazy(() => import("./BuyerPanel"));
const OrderFiles = lazy(() => import("./OrderFiles"));
const OrderDenied = lazy(() => import("./OrderDenied"));
const OrderApplication = lazyWithTexts(
  "applications",
  import.meta.glob("../applications/texts/*.json"),
  () => import("./OrderApplication"),
);
const OrderReviewSection = lazyWithTexts(
  "reviews",
  import.meta.glob("../reviews/texts/*.json"),
  () => import("../reviews/OrderReviewSection"),
);

export default function OrderPage(): ReactNode {
  const { order: orderId = "" } = useParams();
  const query = useOrder(orderId);
  return <Loaded query={query}>{(order) => <OneOrder order={order} />}</Loaded>;
}

function OneOrder({ order }: { readonly order: Order }): ReactNode {
  const t = useOrderTexts();
  const amount = useAmount();
  const pathHere = usePathHere();
  const { may } = useOrganization();
  const here = useEventIfAny();
  const event = useEventQuery(here === null ? order.event_id : "").data ?? here;
  const zone = event?.time_zone ?? "UTC";
  return (
    <Page
      title={t("order.title", { number: order.number })}
      tags={
        <>
          <OrderStateMark state={order.state} />
          {order.total_minor > 0 && order.money_state !== "unpaid" && <MoneyStateMark state={order.money_state} />}
        </>
      }
      lead={<AboutEvent eventId={order.event_id} />}
      actions={<OrderActions order={order} zone={zone} />}
      back={{ to: pathHere("orders"), label: t("list.title") }}
    >
      {order.state === "cancelled" && order.applied_at !== null && (
        <Suspense>
          <OrderDenied orderId={order.id} zone={zone} />
        </Suspense>
      )}
      <dl className="order-figures">
        <Figure name={t("column.total")} value={amount(order.total_minor, order.currency)} />
        <Figure name={t("column.paid")} value={amount(order.paid_minor, order.currency)} />
        {order.refunded_minor > 0 && (
          <Figure name={t("column.refunded")} value={amount(order.refunded_minor, order.currency)} />
        )}
      </dl>
      <div className="columns">
        <div className="stack">
          <OrderLines order={order} />
          <OrderPeople order={order} zone={zone} />
          <Suspense>
            <OrderFiles order={order} zone={zone} />
          </Suspense>
          <OrderMoney orderId={order.id} zone={zone} />
          <Timeline orderId={order.id} zone={zone} />
        </div>
        <div className="stack">
          <Buyer order={order} zone={zone} />
          {order.applied_at !== null && (
            <Suspense>
              <OrderApplication orderId={order.id} zone={zone} />
            </Suspense>
          )}
          {order.state === "under_review" && (
            <Suspense>
              <OrderReviewSection orderId={order.id} zone={zone} />
            </Suspense>
          )}
          <OrderDocuments order={order} />
          {may("invoices.read") && (
            <Suspense>
              <OrderBilling orderId={order.id} isConfirmed={order.state === "confirmed"} />
            </Suspense>
          )}
          <OrderNotes
            subject={{ orderId: order.id, attendeeId: null }}
            zone={zone}
            nameOf={(id) => order.attendees.find((each) => each.id === id)?.name ?? ""}
          />
        </div>
      </div>
    </Page>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="number">{value}</dd>
    </div>
  );
}

/** The event of an order, where the page does not stand in it. */
function AboutEvent({ eventId }: { readonly eventId: string }): ReactNode {
  const { slug } = useOrganization();
  const isHere = useEventIfAny() !== null;
  const event = useEventQuery(isHere ? "" : eventId).data;
  if (event === undefined) return null;
  return (
    <Link to={eventPath(slug, event.id)}>
      <bdi>{event.title}</bdi>
    </Link>
  );
}

function Buyer({ order, zone }: { readonly order: Order; readonly zone: string }): ReactNode {
  const t = useOrderTexts();
  const { may } = useOrganization();
  const [isCorrected, setCorrected] = useState(false);
  return (
    <section className="panel stack" aria-labelledby="buyer-title">
      <div className="order-part">
        <h2 id="buyer-title">{t("column.buyer")}</h2>
        {order.state === "confirmed" && may("orders.edit") && (
          <Button kind="bare" size="small" aria-label={t("correct.buyer")} onPress={() => setCorrected(true)}>
            {t("correct.button")}
          </Button>
        )}
      </div>
      {isCorrected && (
        <Suspense>
          <BuyerPanel order={order} onClose={() => setCorrected(false)} />
        </Suspense>
      )}
      <dl className="order-facts">
        <div>
          <dt>{t("buyer.name")}</dt>
          <dd>
            <bdi>{order.buyer_name || "–"}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t("column.email")}</dt>
          <dd>
            <bdi>{order.buyer_email || "–"}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t("column.placed")}</dt>
          <dd>
            <ShortMoment at={order.placed_at} zone={zone} />
          </dd>
        </div>
        {order.confirmed_at !== null && (
          <div>
            <dt>{t("column.confirmed")}</dt>
            <dd>
              <ShortMoment at={order.confirmed_at} zone={zone} />
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
