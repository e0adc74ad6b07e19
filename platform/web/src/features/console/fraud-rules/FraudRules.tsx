// The fraud rules of an event: made, changed, paused, and what each of them stopped.
import { useState, type ReactNode } from "react";
import { intlLocale } from "../../../lib/language";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { useLocale } from "../../../ui/language";
import { useAskedNew } from "../parts/asked";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { useStateChange } from "../parts/state-change";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { useDeleteFraudRule, useFraudRules, useRiskRule, useSaveFraudRule, type FraudRule } from "./queries";
import { RiskRule } from "./RiskRule";
import { periodOf } from "./rule-form";
import { RulePanel } from "./RulePanel";
import { useFraudTexts } from "./texts";

export default function FraudRules(): ReactNode {
  const t = useFraudTexts();
  const editable = useOrganization().may("fraud_rules.edit");
  const rules = useFraudRules();
  const [isAsked, forgetAsked] = useAskedNew();
  const [opened, setOpened] = useState<FraudRule | "new" | null>(isAsked && editable ? "new" : null);
  const open = (rule: FraudRule | "new" | null): void => {
    forgetAsked();
    setOpened(rule);
  };
  const add = editable ? <Button onPress={() => open("new")}>{t("add")}</Button> : null;
  return (
    <Page title={t("title")} help="fraud-rules" lead={t("lead")} {...(add === null ? {} : { actions: add })}>
      <div className="stack">
        <Loaded query={rules}>
          {(all) => <Listed rules={all} add={add} editable={editable} opened={opened} onOpen={open} />}
        </Loaded>
        <Loaded query={useRiskRule()}>{(rule) => <RiskRule rule={rule} />}</Loaded>
      </div>
    </Page>
  );
}

interface ListedProps {
  readonly rules: readonly FraudRule[];
  readonly add: ReactNode;
  readonly editable: boolean;
  readonly opened: FraudRule | "new" | null;
  readonly onOpen: (rule: FraudRule | "new" | null) => void;
}

function Listed({ rules, add, editable, opened, onOpen }: ListedProps): ReactNode {
  const t = useFraudTexts();
  const [removed, setRemoved] = useState<FraudRule | null>(null);
  const remove = useDeleteFraudRule();
  const setState = useSetState();
  const actionsOf = (rule: FraudRule): readonly Action[] =>
    editable
      ? [
          { id: "edit", label: t("change"), onAction: () => onOpen(rule) },
          rule.state === "active"
            ? { id: "pause", label: t("pause"), onAction: () => setState(rule, "paused") }
            : { id: "resume", label: t("resume"), onAction: () => setState(rule, "active") },
          { id: "delete", label: t("delete"), danger: true, onAction: () => setRemoved(rule) },
        ]
      : [];
  return (
    <div className="stack">
      {rules.length === 0 ? (
        <Empty icon="warning" title={t("none")} actions={add}>
          {t("noneText")}
        </Empty>
      ) : (
        <Rows label={t("title")}>
          {rules.map((rule) => (
            <RuleRow
              key={rule.id}
              rule={rule}
              actions={actionsOf(rule)}
              {...(editable ? { onOpen: () => onOpen(rule) } : {})}
            />
          ))}
        </Rows>
      )}
      {opened !== null && (
        <RulePanel
          key={opened === "new" ? "new" : opened.id}
          rule={opened === "new" ? null : opened}
          onClose={() => onOpen(null)}
          onDelete={setRemoved}
        />
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("deleteTitle", { name: removed.name })}
          text={t("deleteText")}
          what={removed}
          remove={remove}
          onDone={t("deleted", { name: removed.name })}
          onClose={() => setRemoved(null)}
          onRemoved={() => onOpen(null)}
        />
      )}
    </div>
  );
}

interface RuleRowProps {
  readonly rule: FraudRule;
  readonly actions: readonly Action[];
  readonly onOpen?: () => void;
}

/** One rule: what it lets through, what it does beyond that, and how often it did. */
function RuleRow({ rule, actions, onOpen }: RuleRowProps): ReactNode {
  const t = useFraudTexts();
  const { challenged, reviewed, refused, measure, subject, outcome, state } = rule;
  const limit = t(`limit.${measure}`, { count: rule.most, period: usePeriod(rule.period_seconds) });
  const stopped = { challenge: challenged, review: reviewed, refuse: refused }[outcome];
  const decided = t("decided", { approved: rule.approved, declined: rule.declined });
  return (
    <Row
      title={rule.name}
      {...(onOpen === undefined ? {} : { onOpen })}
      tags={state === "active" ? undefined : <span className="tag">{t("state.paused")}</span>}
      facts={[`${t(`subject.${subject}`)} · ${limit}`, t(`beyond.${outcome}`)]}
      end={
        <p className="muted small">
          {t(`stopped.${outcome}`, { count: stopped })}
          {outcome === "review" && stopped > 0 && ` · ${decided}`}
        </p>
      }
      actions={actions}
    />
  );
}

/** A time in the reader's language: "1 hour", "30 days". */
function usePeriod(seconds: number): string {
  const { period, unit } = periodOf(seconds);
  const shown = new Intl.NumberFormat([intlLocale(useLocale()), "en"], {
    style: "unit",
    unit: unit.slice(0, -1),
    unitDisplay: "long",
  });
  return shown.format(period);
}

/** Pauses or resumes, says so, and offers the way back. */
function useSetState(): (rule: FraudRule, state: FraudRule["state"]) => void {
  const t = useFraudTexts();
  const save = useSaveFraudRule();
  return useStateChange<FraudRule, FraudRule["state"]>({
    write: (over, state) => save.mutateAsync({ over, body: { state } }),
    stateOf: ({ state }) => state,
    done: ({ name }, state) => t(`done.${state}`, { name }),
  });
}
