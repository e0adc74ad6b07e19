// One order under review: who ordered what, why it is held, what else they ordered, and the two buttons.
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button";
import { Checkbox } from "../../../ui/Checkbox";
import { MoneyStateMark, OrderStateMark } from "../orders/marks";
import { usePathHere } from "../orders/places";
import { ShortMoment } from "../parts/ShortMoment";
import { useEvent } from "../shell/event";
import { useAmount } from "../shell/money";
import { useReview, type OrderReview, type Verdict } from "./queries";
import { ReviewReasons } from "./ReviewReasons";
import { useReviewTexts } from "./texts";

export interface ReviewCardProps {
  readonly review: OrderReview;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  /** Left out where nothing may be decided. */
  readonly onDecide?: ((verdict: Verdict) => void) | undefined;
}

export const nameOf = ({ buyer_name, buyer_email, number }: OrderReview): string => buyer_name || buyer_email || number;

export function ReviewCard({ review, isChosen, onChoose, onDecide }: ReviewCardProps): ReactNode {
  const t = useReviewTexts();
  const pathHere = usePathHere();
  const amount = useAmount();
  const { time_zone: zone } = useEvent();
  const name = nameOf(review);
  /** Keys of the card's own controls, whichever of them has the focus. */
  const onKeyDown = (event: KeyboardEvent): void => {
    const isTyped = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
    if (onDecide === undefined || isTyped || event.metaKey || event.ctrlKey || event.altKey) return;
    const verdict = { a: "approve", r: "refuse" }[event.key] as Verdict | undefined;
    if (verdict !== undefined) {
      event.preventDefault();
      onDecide(verdict);
    }
  };
  const keys = { onKeyDown };
  return (
    <li className="panel review" {...keys}>
      <div className="review__who">
        {onDecide !== undefined && (
          <Checkbox checked={isChosen} onChange={onChoose}>
            <span className="visually-hidden">{t("choose", { name })}</span>
          </Checkbox>
        )}
        <div>
          <h2 className="review__name">
            <Link to={pathHere(`orders/${review.order_id}`)}>
              <bdi>{name}</bdi>
            </Link>
          </h2>
          <p className="muted small">
            <bdi>{review.buyer_email}</bdi> · <ShortMoment at={review.opened_at} zone={zone} />
          </p>
          <p className="small">
            <bdi>{review.lines.map((line) => `${line.quantity} × ${line.name}`).join(", ")}</bdi>
            {" · "}
            {review.total_minor === 0 ? (
              t("free")
            ) : (
              <bdi className="number">{amount(review.total_minor, review.currency)}</bdi>
            )}
          </p>
          <p className="row">
            <OrderStateMark state={review.order_state} />
            {review.total_minor > 0 && <MoneyStateMark state={review.money_state} />}
          </p>
        </div>
      </div>
      <ReviewReasons review={review} />
      {review.decide_by !== null && (
        <p className="small">
          {t("decideBy")} <ShortMoment at={review.decide_by} zone={zone} />
        </p>
      )}
      {review.former_count > 0 && <Former review={review} zone={zone} />}
      {review.decision !== null && review.decision.reason !== "" && (
        <p className="review__words">
          <bdi>{review.decision.reason}</bdi>
        </p>
      )}
      {onDecide !== undefined && (
        <div className="row">
          <Button size="small" aria-label={t("approve.one", { name })} onPress={() => onDecide("approve")}>
            {t("approve.button")}
          </Button>
          <Button kind="quiet" size="small" aria-label={t("refuse.one", { name })} onPress={() => onDecide("refuse")}>
            {t("refuse.button")}
          </Button>
        </div>
      )}
    </li>
  );
}

/** The buyer's other orders, asked for when somebody wants to see them. */
function Former({ review, zone }: { readonly review: OrderReview; readonly zone: string }): ReactNode {
  const t = useReviewTexts();
  const pathHere = usePathHere();
  const amount = useAmount();
  const [isOpen, setOpen] = useState(false);
  const found = useReview(review.order_id, isOpen).data?.former ?? [];
  return (
    <details className="review__former" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("former", { count: review.former_count })}</summary>
      <ul aria-label={t("former.title")}>
        {found.map((each) => (
          <li key={each.order_id} className="row small">
            {each.is_same_event ? (
              <Link to={pathHere(`orders/${each.order_id}`)}>
                <bdi className="number">{each.number}</bdi>
              </Link>
            ) : (
              <span>
                <bdi className="number">{each.number}</bdi> {t("former.elsewhere")}
              </span>
            )}
            <ShortMoment at={each.placed_at} zone={zone} />
            <bdi className="number">{amount(each.total_minor, each.currency)}</bdi>
            <OrderStateMark state={each.order_state} />
            {each.total_minor > 0 && <MoneyStateMark state={each.money_state} />}
          </li>
        ))}
      </ul>
    </details>
  );
}
