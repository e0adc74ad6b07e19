// What holds for every event of the organization that says nothing else.
import "./terms.css";
import type { ReactNode } from "react";
import { useDigits } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { useCurrency } from "../tickets/currency";
import { useOrganizationTerms } from "./queries";
import { SAMPLE } from "./sample";
import { TermsEditor } from "./TermsEditor";
import { useTermsTexts } from "./texts";

export default function OrganizationTerms(): ReactNode {
  const t = useTermsTexts();
  const here = useOrganization();
  const at = useOrganizationTerms();
  const currency = useCurrency([]);
  const digits = useDigits();
  // Who sees only some events may not say what holds for all.
  const editable = here.may("orders.buyer-terms") && here.event_ids === null;
  return (
    <Page title={t("organization.title")} help="cancellation-and-transfers" lead={t("organization.lead")}>
      <Loaded query={at.query} rows={5}>
        {(terms) => (
          <TermsEditor
            key={currency}
            terms={terms}
            at={at}
            editable={editable}
            currency={currency}
            samplePrice={SAMPLE * 10 ** digits(currency)}
          />
        )}
      </Loaded>
    </Page>
  );
}
