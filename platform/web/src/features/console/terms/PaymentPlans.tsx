// In which parts an event's orders may be paid: plans to make, change, switch off and delete.
import { useState, type ReactNode } from "react";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { useLocale } from "../../../ui/language";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useNotSaved } from "../parts/state-change";
import { useAmount, useDigits } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Loaded } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import {
  emptyPlan,
  planBodyOf,
  planFieldOf,
  planFormOf,
  planProblemsOf,
  type PlanField,
  type PlanForm,
} from "./plan-form";
import { PlanFields } from "./PlanFields";
import { PlanPreview } from "./PlanPreview";
import { useDeletePlan, useFetchPlan, usePlans, useSavePlan, type Plan } from "./queries";
import { useTermsTexts } from "./texts";

export interface PaymentPlansProps {
  readonly currency: string;
  readonly samplePrice: number;
}

export function PaymentPlans(props: PaymentPlansProps): ReactNode {
  const t = useTermsTexts();
  const common = useConsoleTexts();
  const editable = useOrganization().may("orders.terms");
  const plans = usePlans();
  const remove = useDeletePlan();
  const setActive = useSetActive();
  const factsOf = usePlanFacts();
  const [opened, setOpened] = useState<Plan | "new" | null>(null);
  const [removed, setRemoved] = useState<Plan | null>(null);
  const actionsOf = (plan: Plan): readonly Action[] => [
    { id: "active", label: t(plan.is_active ? "plan.switchOff" : "plan.switchOn"), onAction: () => setActive(plan) },
    { id: "delete", label: common("delete"), danger: true, onAction: () => setRemoved(plan) },
  ];
  const add = (
    <Button kind="quiet" size="small" onPress={() => setOpened("new")}>
      {t("plans.add")}
    </Button>
  );
  return (
    <Section title={t("plans.title")} lead={t("plans.lead")} {...(editable ? { action: add } : {})}>
      <Loaded query={plans} rows={2}>
        {(all) =>
          all.length === 0 ? (
            <p className="muted">{t("plans.none")}</p>
          ) : (
            <Rows label={t("plans.title")}>
              {all.map((plan) => (
                <Row
                  key={plan.id}
                  title={plan.name}
                  onOpen={() => setOpened(plan)}
                  tags={!plan.is_active && <span className="tag">{t("plan.off")}</span>}
                  facts={factsOf(plan)}
                  actions={editable ? actionsOf(plan) : []}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
      {opened !== null && (
        <PlanPanel
          key={opened === "new" ? "new" : opened.id}
          plan={opened === "new" ? null : opened}
          editable={editable}
          onClose={() => setOpened(null)}
          onDelete={() => setRemoved(opened === "new" ? null : opened)}
          {...props}
        />
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("plan.deleteTitle", { name: removed.name })}
          text={t("plan.deleteText")}
          what={removed}
          remove={remove}
          onDone={t("plan.deleted", { name: removed.name })}
          onClose={() => setRemoved(null)}
          onRemoved={() => setOpened(null)}
          {...(removed.is_active ? { instead: { label: t("plan.switchOff"), onPress: () => setActive(removed) } } : {})}
        />
      )}
    </Section>
  );
}

/** Switches a plan on or off, and says so. */
function useSetActive(): (plan: Plan) => void {
  const t = useTermsTexts();
  const notify = useNotify();
  const notSaved = useNotSaved();
  const save = useSavePlan();
  return (plan) =>
    save.mutate(
      { over: plan, body: { is_active: !plan.is_active } },
      {
        onSuccess: ({ name, is_active }) => notify(t(is_active ? "plan.isOn" : "plan.isOff", { name })),
        onError: notSaved,
      },
    );
}

function usePlanFacts(): (plan: Plan) => readonly ReactNode[] {
  const t = useTermsTexts();
  const amount = useAmount();
  const locale = useLocale();
  const percent = new Intl.NumberFormat([locale, "en"], { style: "percent", maximumFractionDigits: 2 });
  return (plan) => {
    const deposit =
      plan.deposit_minor === null
        ? percent.format((plan.deposit_bp ?? 0) / 10_000)
        : amount(plan.deposit_minor, plan.currency);
    const parts = t("plan.fact", { deposit, number: plan.instalments.length });
    if (plan.minimum_minor === 0) return [parts];
    return [parts, t("plan.from", { amount: amount(plan.minimum_minor, plan.currency) })];
  };
}

interface PlanPanelProps extends PaymentPlansProps {
  /** Null makes one. */
  readonly plan: Plan | null;
  readonly editable: boolean;
  readonly onClose: () => void;
  readonly onDelete: () => void;
}

function PlanPanel({ plan, editable, currency, samplePrice, onClose, onDelete }: PlanPanelProps): ReactNode {
  const t = useTermsTexts();
  const notify = useNotify();
  const digits = useDigits();
  const save = useSavePlan();
  const editing = useEditing<PlanForm, Plan>({
    prefix: "plan",
    entity: plan,
    empty: emptyPlan(currency),
    formOf: (from) => planFormOf(from, digits),
    problemsOf: (form) =>
      new Map([...planProblemsOf(form, digits)].map(([name, wrong]) => [name, t(`wrong.${wrong}`)])),
    fieldOf: planFieldOf,
    current: useFetchPlan(),
    write: (form, changed, over) => {
      const fields = over === null ? (Object.keys(form) as PlanField[]) : changed;
      return save.mutateAsync({ over, body: planBodyOf(form, fields, digits) });
    },
    onSaved: ({ name }) => {
      notify(t("plan.saved", { name }));
      onClose();
    },
  });
  const { form, errors, change } = editing;
  return (
    <EntityPanel
      title={plan?.name ?? t("plans.new")}
      editing={editing}
      editable={editable}
      {...(plan === null ? { submit: t("plans.add") } : {})}
      labelOf={(name) => t(`plan.${name}`, { currency: form.currency })}
      shownOf={shownIn}
      onClose={onClose}
      onDelete={onDelete}
    >
      <PlanFields form={form} errors={errors} editable={editable} change={change} />
      <PlanPreview plan={form} samplePrice={samplePrice} />
    </EntityPanel>
  );
}

function shownIn(form: PlanForm, name: PlanField): string {
  if (name === "instalments")
    return form.instalments.map(({ kind, days, on }) => (kind === "on" ? on : days)).join(", ");
  return String(form[name]);
}
