// Payment and refunds of an event: what buyers may do by themselves, how long payments may take, and in which parts.
import "./terms.css";
import { useState, type ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button";
import { useTicketTypes, type TicketType } from "../events/queries";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useDigits } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { useCurrency } from "../tickets/currency";
import { PaymentPlans } from "./PaymentPlans";
import { PendingPayments } from "./PendingPayments";
import { useEventTerms, useFollowOrganization, type BuyerTerms } from "./queries";
import { RefundPreview } from "./RefundPreview";
import { SAMPLE } from "./sample";
import { TermsEditor } from "./TermsEditor";
import { termsBodyOf, termsFormOf } from "./terms-form";
import { useTermsTexts } from "./texts";
import { useUntil } from "./until";

export default function EventTerms(): ReactNode {
  const t = useTermsTexts();
  const { id } = useEvent();
  const here = useOrganization();
  const types = useTicketTypes(here.may("catalog.read") ? id : "");
  const currency = useCurrency(types.data ?? []);
  const digits = useDigits();
  const price = samplePriceOf(types.data ?? [], currency) ?? SAMPLE * 10 ** digits(currency);
  return (
    <Page title={t("title")} help="payment-options-and-plans" lead={t("lead")}>
      <BuyerTermsOfEvent key={currency} currency={currency} samplePrice={price} />
      <PaymentPlans currency={currency} samplePrice={price} />
      <PendingPayments />
    </Page>
  );
}

function samplePriceOf(types: readonly TicketType[], currency: string): number | null {
  const sold = types.find((type) => type.kind === "paid" && type.state !== "archived" && type.currency === currency);
  return sold?.price_minor ?? null;
}

interface OfEventProps {
  readonly currency: string;
  readonly samplePrice: number;
}

function BuyerTermsOfEvent(props: OfEventProps): ReactNode {
  const t = useTermsTexts();
  const here = useOrganization();
  const at = useEventTerms();
  const follow = useFollowOrganization();
  const [isOwning, setOwning] = useState(false);
  const [given, setGiven] = useState<BuyerTerms | null>(null);
  const editable = here.may("orders.buyer-terms");
  const isOwn = at.query.data?.is_own ?? false;
  const followAgain = (
    <Button kind="quiet" size="small" onPress={() => setGiven(at.query.data ?? null)}>
      {t("terms.follow")}
    </Button>
  );
  return (
    <Section
      title={t("terms.title")}
      lead={t(isOwn ? "terms.isOwn" : "terms.follows")}
      {...(isOwn && editable ? { action: followAgain } : {})}
    >
      <Loaded query={at.query} rows={4}>
        {(terms) =>
          terms.is_own || isOwning ? (
            <TermsEditor
              key={String(terms.is_own)}
              terms={terms}
              at={at}
              editable={editable}
              isCopy={!terms.is_own}
              onSaved={() => setOwning(false)}
              {...props}
            />
          ) : (
            <Followed terms={terms} {...props} {...(editable ? { onOwn: () => setOwning(true) } : {})} />
          )
        }
      </Loaded>
      {given !== null && (
        <RemoveDialog
          title={t("terms.followTitle")}
          text={t("terms.followText")}
          confirm={t("terms.follow")}
          what={given}
          remove={follow}
          onDone={t("terms.followed")}
          onClose={() => setGiven(null)}
        />
      )}
    </Section>
  );
}

interface FollowedProps extends OfEventProps {
  readonly terms: BuyerTerms;
  /** Left out for who may not. */
  readonly onOwn?: () => void;
}

/** What the organization says, to read; and the way to other terms. */
function Followed({ terms, currency, samplePrice, onOwn }: FollowedProps): ReactNode {
  const t = useTermsTexts();
  const digits = useDigits();
  const until = useUntil();
  const { slug } = useOrganization();
  return (
    <div className="panel stack">
      <RefundPreview
        terms={termsBodyOf(termsFormOf(terms, digits, currency), digits)}
        priceMinor={samplePrice}
        currency={terms.fee_currency ?? currency}
      />
      <dl className="terms-deadlines">
        {(["changes", "transfers"] as const).map((name) => (
          <div key={name}>
            <dt>{t(`terms.${name}`)}</dt>
            <dd>{until(terms[`${name}_close_hours`])}</dd>
          </div>
        ))}
      </dl>
      <div className="row">
        {onOwn !== undefined && (
          <Button kind="quiet" onPress={onOwn}>
            {t("terms.own")}
          </Button>
        )}
        <Link to={organizationPath(slug, "settings/terms")}>{t("terms.general")}</Link>
      </div>
    </div>
  );
}
