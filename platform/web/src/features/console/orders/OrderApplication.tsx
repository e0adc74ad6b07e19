// The application that an order began with: how it stands, and what was written to whoever applied.
import type { ReactNode } from "react";
import { useApplicationTexts } from "../applications/texts";
import { STATES, useApplication } from "../applications/queries";
import { ShortMoment } from "../parts/ShortMoment";
import { useDecider } from "./OrderDenied";
import { useOrderTexts } from "./texts";

export interface OrderApplicationProps {
  readonly orderId: string;
  readonly zone: string;
}

const LOOKS: Readonly<Record<string, string>> = { waiting: "tag--accent", approved: "tag--good", denied: "tag--bad" };

export default function OrderApplication({ orderId, zone }: OrderApplicationProps): ReactNode {
  const t = useOrderTexts();
  const says = useApplicationTexts();
  const application = useApplication(orderId).data;
  const decider = useDecider(application?.decision?.decided_by);
  if (application === undefined) return null;
  const { decision } = application;
  const state = STATES.find((each) => each === application.state);
  return (
    <section className="panel stack" aria-labelledby="application-title">
      <div className="order-part">
        <h2 id="application-title">{t("application.title")}</h2>
        <span className={`tag ${LOOKS[application.state] ?? ""}`}>
          {state === undefined ? application.state : says(`state.${state}`)}
        </span>
      </div>
      <dl className="order-facts">
        <div>
          <dt>{t("application.applied")}</dt>
          <dd>
            <ShortMoment at={application.applied_at} zone={zone} />
          </dd>
        </div>
        {decision !== null && (
          <div>
            <dt>{t("application.decided")}</dt>
            <dd>
              <ShortMoment at={decision.decided_at} zone={zone} />
            </dd>
          </div>
        )}
        {decider !== "" && (
          <div>
            <dt>{t("application.decidedBy")}</dt>
            <dd>
              <bdi>{decider}</bdi>
            </dd>
          </div>
        )}
        {decision === null && application.expires_at !== null && (
          <div>
            <dt>{t("application.until")}</dt>
            <dd>
              <ShortMoment at={application.expires_at} zone={zone} />
            </dd>
          </div>
        )}
        {decision !== null && decision.message !== "" && (
          <div>
            <dt>{t("application.message")}</dt>
            <dd>
              <bdi>{decision.message}</bdi>
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
