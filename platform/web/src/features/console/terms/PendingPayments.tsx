// How long a payment that is under way may keep places.
import type { ReactNode } from "react";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { EntityForm } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { Section } from "../parts/Section";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Loaded } from "../shell/states";
import { secondsShown } from "./durations";
import { useFetchPaymentTerms, usePaymentTerms, useSavePaymentTerms, type PaymentTerms } from "./queries";
import { useTermsTexts } from "./texts";

const HOUR = 3_600;
const LENGTHS = [HOUR, 24 * HOUR, 72 * HOUR, 120 * HOUR, 168 * HOUR, 240 * HOUR, 336 * HOUR, 720 * HOUR];
const AS_ALLOWED = "allowed";

interface PendingForm {
  readonly longest: string;
}

function formOf({ longest_pending_seconds: seconds }: PaymentTerms): PendingForm {
  return { longest: seconds === null ? AS_ALLOWED : String(seconds) };
}

export function PendingPayments(): ReactNode {
  const t = useTermsTexts();
  const query = usePaymentTerms();
  return (
    <Section title={t("pending.title")} lead={t("pending.lead")}>
      <Loaded query={query} rows={2}>
        {(terms) => <PendingEditor terms={terms} />}
      </Loaded>
    </Section>
  );
}

function PendingEditor({ terms }: { readonly terms: PaymentTerms }): ReactNode {
  const t = useTermsTexts();
  const locale = useLocale();
  const notify = useNotify();
  const editable = useOrganization().may("orders.terms");
  const save = useSavePaymentTerms();
  const editing = useEditing<PendingForm, PaymentTerms>({
    prefix: "pending",
    entity: terms,
    empty: formOf(terms),
    formOf,
    problemsOf: () => new Map(),
    fieldOf: () => "longest",
    current: useFetchPaymentTerms(),
    write: ({ longest }, _changed, over) =>
      save.mutateAsync({ seconds: longest === AS_ALLOWED ? null : Number(longest), over: over ?? terms }),
    onSaved: () => notify(t("pending.saved")),
  });
  const { form, errors, change } = editing;
  const own = Number(form.longest);
  const lengths =
    form.longest === AS_ALLOWED || LENGTHS.includes(own) ? LENGTHS : [...LENGTHS, own].sort((a, b) => a - b);
  const shown = (value: string): string =>
    value === AS_ALLOWED ? t("pending.allowed") : secondsShown(Number(value), locale);
  return (
    <div className="terms-short">
      <EntityForm
        editing={editing}
        editable={editable}
        labelOf={() => t("pending.longest")}
        shownOf={({ longest }) => shown(longest)}
      >
        <NativeSelect
          id="pending-longest"
          label={t("pending.longest")}
          required
          disabled={!editable}
          value={form.longest}
          options={[AS_ALLOWED, ...lengths.map(String)].map((value) => ({ value, label: shown(value) }))}
          onChange={(longest) => change({ longest: longest || AS_ALLOWED })}
          error={errors.get("longest")}
        />
      </EntityForm>
    </div>
  );
}
