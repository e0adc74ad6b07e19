// A dispute: what the bank asks back and until when, the evidence that is prepared for it, and what was sent.
import "../money/money.css";
import "./disputes.css";
import { useState, type ReactNode } from "react";
import { Link, useParams } from "react-router";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { DisputeMark, DisputeReason } from "../money/marks";
import { LinkToDispute } from "../money/ProviderLinks";
import { useProviderName } from "../money/provider-name";
import { RespondBy } from "../money/RespondBy";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { useAmount } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { AnswerDialog } from "./AnswerDialog";
import { EvidenceEditor } from "./EvidenceEditor";
import { useDisputeCase, type DisputeCase } from "./queries";
import { Responses } from "./Responses";
import { useDisputeTexts } from "./texts";

export default function DisputePage(): ReactNode {
  const { dispute = "" } = useParams();
  return <Loaded query={useDisputeCase(dispute)}>{(found) => <Shown found={found} />}</Loaded>;
}

function Shown({ found }: { readonly found: DisputeCase }): ReactNode {
  const t = useDisputeTexts();
  const { slug, may } = useOrganization();
  const [isAccepting, setAccepting] = useState(false);
  const { dispute } = found;
  const mayAnswer = may("payments.answer-disputes");
  return (
    <Page
      title={t("title", { order: dispute.description })}
      tags={<DisputeMark state={dispute.state} />}
      help="take-payments"
      back={{ to: organizationPath(slug, "money/disputes"), label: t("all") }}
      narrow
      {...(found.can_accept && mayAnswer
        ? {
            actions: (
              <Button kind="quiet" onPress={() => setAccepting(true)}>
                {t("accept.button")}
              </Button>
            ),
          }
        : {})}
    >
      <div className="stack">
        <Facts found={found} />
        {found.obstacle !== null && <Notice>{t(`obstacle.${found.obstacle}`)}</Notice>}
        {found.responses.length > 0 && <Responses responses={found.responses} />}
        {found.can_submit && mayAnswer && <EvidenceEditor key={dispute.id} found={found} />}
        {found.can_submit && !mayAnswer && <p className="muted">{t("notYours")}</p>}
      </div>
      {isAccepting && <AnswerDialog found={found} step="accept" onClose={() => setAccepting(false)} />}
    </Page>
  );
}

/** What is at stake, and until when. */
function Facts({ found: { dispute } }: { readonly found: DisputeCase }): ReactNode {
  const t = useDisputeTexts();
  const amount = useAmount();
  const zone = useListZone();
  const providerOf = useProviderName();
  const { slug } = useOrganization();
  const said: readonly { key: string; label: string; value: ReactNode }[] = [
    { key: "amount", label: t("fact.amount"), value: amount(dispute.amount_minor, dispute.currency) },
    { key: "until", label: t("fact.until"), value: <RespondBy dispute={dispute} /> },
    { key: "reason", label: t("fact.reason"), value: <DisputeReason reason={dispute.reason} /> },
    { key: "asked", label: t("fact.asked"), value: <ShortMoment at={dispute.opened_at} zone={zone} /> },
    {
      key: "payment",
      label: t("fact.payment"),
      value: (
        <Link to={organizationPath(slug, `money/payments/${dispute.payment_id}`)}>
          <bdi>{dispute.description}</bdi>
        </Link>
      ),
    },
    {
      key: "provider",
      label: t("fact.provider"),
      value: (
        <>
          <bdi>{[providerOf(dispute.connection_id), dispute.provider_ref].filter(Boolean).join(" · ")}</bdi>{" "}
          <LinkToDispute paymentId={dispute.payment_id} name={dispute.provider_ref} />
        </>
      ),
    },
  ];
  return (
    <dl className="dispute-facts panel">
      {said.map(({ key, label, value }) => (
        <div key={key}>
          <dt className="muted small">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
