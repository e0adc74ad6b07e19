// The rule about the payment provider's warning: whether it holds orders, from which risk on, and what it did.
import type { ReactNode } from "react";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useEditing } from "../parts/editing";
import { EntityForm } from "../parts/EntityForm";
import { Section } from "../parts/Section";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { useFetchRiskRule, useSaveRiskRule, type RiskRule as Rule } from "./queries";
import { useFraudTexts } from "./texts";

const CHOICES = ["off", "elevated", "highest"] as const;

interface RiskForm {
  readonly choice: (typeof CHOICES)[number];
}

const formOf = ({ state, level }: Rule): RiskForm => ({ choice: state === "active" ? level : "off" });

export function RiskRule({ rule }: { readonly rule: Rule }): ReactNode {
  const t = useFraudTexts();
  const notify = useNotify();
  const editable = useOrganization().may("fraud_rules.edit");
  const save = useSaveRiskRule();
  const editing = useEditing<RiskForm, Rule>({
    prefix: "risk-rule",
    entity: rule,
    empty: formOf(rule),
    formOf,
    problemsOf: () => new Map(),
    fieldOf: () => "choice",
    current: useFetchRiskRule(),
    write: ({ choice }, _changed, over) =>
      save.mutateAsync({
        over: over ?? rule,
        body: choice === "off" ? { state: "paused", level: rule.level } : { state: "active", level: choice },
      }),
    onSaved: ({ state }) => notify(t(`risk.saved.${state}`)),
  });
  const { approved, declined } = rule;
  return (
    <Section title={t("risk.title")} lead={t("risk.lead")} boxed>
      <EntityForm editing={editing} editable={editable} labelOf={() => t("risk.choice")}>
        <RadioGroup
          id="risk-rule-choice"
          label={t("risk.choice")}
          hint={t("risk.choiceHint")}
          value={editing.form.choice}
          disabled={!editable}
          options={CHOICES.map((value) => ({ value, label: t(`risk.${value}`) }))}
          onChange={(choice) => editing.change({ choice: choice as RiskForm["choice"] })}
        />
      </EntityForm>
      {rule.reviewed > 0 && (
        <p className="muted small">
          {t("stopped.review", { count: rule.reviewed })} · {t("decided", { approved, declined })}
        </p>
      )}
    </Section>
  );
}
