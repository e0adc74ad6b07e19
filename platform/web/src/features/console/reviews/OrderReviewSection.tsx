// On the page of an order that waits for the organizer: why it is held, and the two buttons.
import "./reviews.css";
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { ShortMoment } from "../parts/ShortMoment";
import { useOrganization } from "../shell/organizations";
import { useReview, type Verdict } from "./queries";
import ReviewDialog from "./ReviewDialog";
import { nameOf } from "./ReviewCard";
import { ReviewReasons } from "./ReviewReasons";
import { useReviewTexts } from "./texts";

export interface OrderReviewSectionProps {
  readonly orderId: string;
  readonly zone: string;
}

export default function OrderReviewSection({ orderId, zone }: OrderReviewSectionProps): ReactNode {
  const t = useReviewTexts();
  const { may } = useOrganization();
  const [asked, setAsked] = useState<Verdict | null>(null);
  const review = useReview(orderId, true).data;
  if (review === undefined) return null;
  const isWaiting = review.state === "waiting";
  return (
    <section className="panel stack" aria-labelledby="review-title">
      <div className="order-part">
        <h2 id="review-title">{t("order.title")}</h2>
        <span className="tag">{t(`state.${review.state}`)}</span>
      </div>
      <ReviewReasons review={review} />
      {review.decide_by !== null && (
        <p className="small">
          {t("decideBy")} <ShortMoment at={review.decide_by} zone={zone} />
        </p>
      )}
      {isWaiting && may("orders.approve") && (
        <div className="row">
          <Button size="small" onPress={() => setAsked("approve")}>
            {t("approve.button")}
          </Button>
          <Button kind="quiet" size="small" onPress={() => setAsked("refuse")}>
            {t("refuse.button")}
          </Button>
        </div>
      )}
      {asked !== null && (
        <ReviewDialog verdict={asked} orderIds={[orderId]} name={nameOf(review)} onClose={() => setAsked(null)} />
      )}
    </section>
  );
}
