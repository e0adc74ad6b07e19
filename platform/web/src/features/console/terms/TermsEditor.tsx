// Buyer terms to change, with what buyers will read beside the fields.
import type { ReactNode } from "react";
import { EntityForm } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { useDigits } from "../shell/money";
import { useNotify } from "../shell/notifications";
import type { BuyerTerms, TermsAt } from "./queries";
import { RefundPreview } from "./RefundPreview";
import { termsBodyOf, termsFieldOf, termsFormOf, termsProblemsOf, type TermsForm } from "./terms-form";
import { TermsFields } from "./TermsFields";
import { useTermsTexts } from "./texts";

export interface TermsEditorProps {
  readonly terms: BuyerTerms;
  readonly at: TermsAt;
  readonly editable: boolean;
  /** What the fee and the sample are in. */
  readonly currency: string;
  readonly samplePrice: number;
  /** They are not the event's own yet: saving makes them so, changed or not. */
  readonly isCopy?: boolean;
  readonly onSaved?: () => void;
}

export function TermsEditor(props: TermsEditorProps): ReactNode {
  const { terms, at, editable, currency, samplePrice, isCopy = false, onSaved } = props;
  const t = useTermsTexts();
  const notify = useNotify();
  const digits = useDigits();
  const formOf = (from: BuyerTerms): TermsForm => termsFormOf(from, digits, currency);
  const editing = useEditing<TermsForm, BuyerTerms>({
    prefix: "terms",
    entity: isCopy ? null : terms,
    empty: formOf(terms),
    formOf,
    problemsOf: (form) =>
      new Map([...termsProblemsOf(form, digits)].map(([name, wrong]) => [name, t(`wrong.${wrong}`)])),
    fieldOf: termsFieldOf,
    current: at.fetch,
    write: (form, _changed, over) => at.save.mutateAsync({ body: termsBodyOf(form, digits), over: over ?? terms }),
    onSaved: () => {
      notify(t("terms.saved"));
      onSaved?.();
    },
  });
  const { form, errors, change } = editing;
  const body = termsBodyOf(form, digits);
  const isReadable = termsProblemsOf(form, digits).size === 0;
  return (
    <div className="columns">
      <div>
        <EntityForm
          editing={editing}
          editable={editable}
          {...(isCopy ? { submit: t("terms.saveOwn") } : {})}
          labelOf={(name) => t(`terms.${name}`)}
          shownOf={shownIn}
        >
          <TermsFields form={form} errors={errors} editable={editable} change={change} />
        </EntityForm>
      </div>
      <section className="panel stack" aria-label={t("preview.title")}>
        <p className="view-part__title">{t("preview.title")}</p>
        {isReadable ? (
          <RefundPreview terms={body} priceMinor={samplePrice} currency={body.fee_currency ?? currency} />
        ) : (
          <p className="muted">{t("preview.unreadable")}</p>
        )}
        <p className="muted small">{t("preview.better")}</p>
      </section>
    </div>
  );
}

function shownIn(form: TermsForm, name: keyof TermsForm): string {
  return name === "tiers" ? form.tiers.map(({ days, share }) => `${days}: ${share} %`).join(", ") : form[name];
}
