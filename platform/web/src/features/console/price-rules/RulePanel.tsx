// A price rule beside the list, saved as a whole and never over what others saved.
import type { ReactNode } from "react";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useNotify } from "../shell/notifications";
import type { TicketType } from "../tickets/type-form";
import { useFetchPriceRule, useSavePriceRule, type PriceRule } from "./queries";
import { changesOf, emptyForm, fieldOf, formOf, newOf, problemsOf, type Place, type RuleForm } from "./rule-form";
import { RuleFields } from "./RuleFields";
import { usePriceTexts } from "./texts";

export interface RulePanelProps {
  /** As it was opened; null makes one. */
  readonly rule: PriceRule | null;
  readonly types: readonly TicketType[];
  readonly place: Place;
  readonly onClose: () => void;
  readonly onDelete: (rule: PriceRule) => void;
}

export function RulePanel({ rule, types, place, onClose, onDelete }: RulePanelProps): ReactNode {
  const t = usePriceTexts();
  const notify = useNotify();
  const save = useSavePriceRule();
  const fetchRule = useFetchPriceRule();
  const editing = useEditing<RuleForm, PriceRule>({
    entity: rule,
    empty: emptyForm(types[0]?.id ?? ""),
    formOf: (entity) => formOf(entity, place),
    prefix: "rule",
    problemsOf: (form) => new Map([...problemsOf(form, place)].map(([name, wrong]) => [name, t(`wrong.${wrong}`)])),
    fieldOf,
    current: ({ id }) => fetchRule(id),
    write: (form, changed, over) =>
      save.mutateAsync({ over, body: over === null ? newOf(form, place) : changesOf(form, changed, place) }),
    onSaved: (saved) => {
      notify(t(rule === null ? "made" : "saved", { name: saved.name }));
      onClose();
    },
  });
  return (
    <EntityPanel
      title={rule === null ? t("new") : t("edit", { name: rule.name })}
      editing={editing}
      submit={t(rule === null ? "add" : "save")}
      labelOf={(name) => t(`field.${name}`)}
      onClose={onClose}
      {...(rule === null ? {} : { onDelete: () => onDelete(rule) })}
    >
      <RuleFields editing={editing} types={types} zone={place.timeZone.replaceAll("_", " ")} />
    </EntityPanel>
  );
}
