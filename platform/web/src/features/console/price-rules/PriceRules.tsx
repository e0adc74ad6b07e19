// The price rules of an event, by ticket type: made, changed, paused, and how a price comes about.
import { useState, type ReactNode } from "react";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { useAskedNew } from "../parts/asked";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useStateChange } from "../parts/state-change";
import { useEvent } from "../shell/event";
import { useAmount, useDigits } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { useCurrency } from "../tickets/currency";
import { useAllTicketTypes } from "../tickets/queries";
import type { TicketType } from "../tickets/type-form";
import { useDemandPrices, type DemandPrice } from "./demand-queries";
import { DemandPrices } from "./DemandPrices";
import { ExplainPrice } from "./ExplainPrice";
import { useDeletePriceRule, usePriceRules, useSavePriceRule, type PriceRule } from "./queries";
import { RulePanel } from "./RulePanel";
import { RuleRow } from "./RuleRow";
import { usePriceTexts } from "./texts";

export default function PriceRules(): ReactNode {
  const t = usePriceTexts();
  const editable = useOrganization().may("price_rules.edit");
  const types = useAllTicketTypes();
  const rules = usePriceRules();
  const demand = useDemandPrices();
  const [isAsked, forgetAsked] = useAskedNew();
  const [opened, setOpened] = useState<PriceRule | "new" | null>(isAsked && editable ? "new" : null);
  const priced = (types.data ?? []).filter(({ kind, state }) => kind === "paid" && state !== "archived");
  const add = editable && priced.length > 0 ? <Button onPress={() => setOpened("new")}>{t("add")}</Button> : null;
  return (
    <Page title={t("title")} help="price-rules" lead={t("lead")} {...(add === null ? {} : { actions: add })}>
      <Loaded query={types}>
        {() => (
          <Loaded query={rules}>
            {(all) => (
              <Loaded query={demand}>
                {(moved) => (
                  <Listed
                    rules={all}
                    demand={moved}
                    types={priced}
                    add={add}
                    editable={editable}
                    opened={opened}
                    onOpen={(rule) => {
                      forgetAsked();
                      setOpened(rule);
                    }}
                  />
                )}
              </Loaded>
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

interface ListedProps {
  readonly rules: readonly PriceRule[];
  readonly demand: readonly DemandPrice[];
  readonly types: readonly TicketType[];
  readonly add: ReactNode;
  readonly editable: boolean;
  readonly opened: PriceRule | "new" | null;
  readonly onOpen: (rule: PriceRule | "new" | null) => void;
}

function Listed({ rules, demand, types, add, editable, opened, onOpen }: ListedProps): ReactNode {
  const t = usePriceTexts();
  const event = useEvent();
  const currency = useCurrency(types);
  const digits = useDigits();
  const amount = useAmount();
  const [removed, setRemoved] = useState<PriceRule | null>(null);
  const remove = useDeletePriceRule();
  const setState = useSetState();
  const place = { timeZone: event.time_zone, digits: digits(currency), digitsOf: digits };
  const actionsOf = (rule: PriceRule): readonly Action[] =>
    editable
      ? [
          { id: "edit", label: t("change"), onAction: () => onOpen(rule) },
          rule.state === "active"
            ? { id: "pause", label: t("pause"), onAction: () => setState(rule, "paused") }
            : { id: "resume", label: t("resume"), onAction: () => setState(rule, "active") },
          { id: "delete", label: t("delete"), danger: true, onAction: () => setRemoved(rule) },
        ]
      : [];
  const ruled = types.filter(({ id }) => rules.some(({ ticket_type_id }) => ticket_type_id === id));
  return (
    <div className="stack">
      {ruled.length === 0 && (
        <Empty icon="ticket" title={t(types.length > 0 ? "none" : "noTypes")} actions={add}>
          {t(types.length > 0 ? "noneText" : "noTypesText")}
        </Empty>
      )}
      {ruled.map((type) => (
        <Section key={type.id} title={type.name} lead={t("listPrice", { price: amount(type.price_minor, currency) })}>
          <Rows label={type.name}>
            {rules
              .filter(({ ticket_type_id }) => ticket_type_id === type.id)
              .map((rule) => (
                <RuleRow
                  key={rule.id}
                  rule={rule}
                  currency={currency}
                  zone={event.time_zone}
                  actions={actionsOf(rule)}
                  {...(editable ? { onOpen: () => onOpen(rule) } : {})}
                />
              ))}
          </Rows>
        </Section>
      ))}
      {types.length > 0 && (
        <DemandPrices prices={demand} types={types} currency={currency} place={place} editable={editable} />
      )}
      {types.length > 0 && ruled.length + demand.length > 0 && (
        <ExplainPrice types={types} timeZone={event.time_zone} rules={rules} />
      )}
      {opened !== null && (
        <RulePanel
          key={opened === "new" ? "new" : opened.id}
          rule={opened === "new" ? null : opened}
          types={types}
          place={place}
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

/** Pauses or resumes, says so, and offers the way back. */
function useSetState(): (rule: PriceRule, state: PriceRule["state"]) => void {
  const t = usePriceTexts();
  const save = useSavePriceRule();
  return useStateChange<PriceRule, PriceRule["state"]>({
    write: (over, state) => save.mutateAsync({ over, body: { state } }),
    stateOf: ({ state }) => state,
    done: ({ name }, state) => t(`done.${state}`, { name }),
  });
}
