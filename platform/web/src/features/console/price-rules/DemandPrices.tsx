// The prices of an event that demand moves: between what, how far they are, and when they may move next.
import { useState, type ReactNode } from "react";
import { intlLocale } from "../../../lib/language";
import { formatMoment } from "../../../lib/moment";
import { Button } from "../../../ui/Button";
import { useLocale } from "../../../ui/language";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useStateChange } from "../parts/state-change";
import { useAmount } from "../shell/money";
import type { TicketType } from "../tickets/type-form";
import { useDeleteDemandPrice, useSaveDemandPrice, type DemandPrice } from "./demand-queries";
import { DemandPanel } from "./DemandPanel";
import type { Place } from "./rule-form";
import { usePriceTexts } from "./texts";

export interface DemandPricesProps {
  readonly prices: readonly DemandPrice[];
  /** The ticket types with a price. */
  readonly types: readonly TicketType[];
  readonly currency: string;
  readonly place: Place;
  readonly editable: boolean;
}

export function DemandPrices({ prices, types, currency, place, editable }: DemandPricesProps): ReactNode {
  const t = usePriceTexts();
  const [opened, setOpened] = useState<DemandPrice | "new" | null>(null);
  const [removed, setRemoved] = useState<DemandPrice | null>(null);
  const remove = useDeleteDemandPrice();
  const nameOf = ({ ticket_type_id: id }: DemandPrice): string => types.find((type) => type.id === id)?.name ?? "";
  const setState = useSetState(nameOf);
  const free = types.filter(({ id }) => prices.every(({ ticket_type_id }) => ticket_type_id !== id));
  const add = editable && free.length > 0 && (
    <Button kind="quiet" onPress={() => setOpened("new")}>
      {t("demand.add")}
    </Button>
  );
  return (
    <Section title={t("demand.title")} lead={t("demand.lead")} action={add || undefined}>
      {prices.length === 0 ? (
        <p className="muted">{t("demand.none")}</p>
      ) : (
        <Rows label={t("demand.title")}>
          {prices.map((price) => (
            <DemandRow
              key={price.id}
              price={price}
              name={nameOf(price)}
              currency={currency}
              zone={place.timeZone}
              {...(editable
                ? { onOpen: () => setOpened(price), onRemove: () => setRemoved(price), onState: setState }
                : {})}
            />
          ))}
        </Rows>
      )}
      {opened !== null && (
        <DemandPanel
          key={opened === "new" ? "new" : opened.id}
          price={opened === "new" ? null : opened}
          types={opened === "new" ? free : types}
          place={place}
          onClose={() => setOpened(null)}
          onDelete={setRemoved}
        />
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("demand.deleteTitle", { name: nameOf(removed) })}
          text={t("demand.deleteText")}
          what={removed}
          remove={remove}
          onDone={t("demand.deleted", { name: nameOf(removed) })}
          onClose={() => setRemoved(null)}
          onRemoved={() => setOpened(null)}
        />
      )}
    </Section>
  );
}

interface DemandRowProps {
  readonly price: DemandPrice;
  readonly name: string;
  readonly currency: string;
  readonly zone: string;
  readonly onOpen?: () => void;
  readonly onRemove?: () => void;
  readonly onState?: (price: DemandPrice, state: DemandPrice["state"]) => void;
}

function DemandRow({ price, name, currency, zone, onOpen, onRemove, onState }: DemandRowProps): ReactNode {
  const t = usePriceTexts();
  const amount = useAmount();
  const change = useChange();
  const locale = useLocale();
  const isOn = price.state === "active";
  const { floor_minor: floor, ceiling_minor: ceiling, next_look_at: next } = price;
  const actions =
    onOpen === undefined || onRemove === undefined || onState === undefined
      ? []
      : [
          { id: "edit", label: t("change"), onAction: onOpen },
          isOn
            ? { id: "pause", label: t("pause"), onAction: () => onState(price, "paused") }
            : { id: "resume", label: t("resume"), onAction: () => onState(price, "active") },
          { id: "delete", label: t("delete"), danger: true, onAction: onRemove },
        ];
  return (
    <Row
      title={name}
      {...(onOpen === undefined ? {} : { onOpen })}
      tags={isOn ? undefined : <span className="tag">{t("state.paused")}</span>}
      facts={[
        t("demand.range", { floor: amount(floor, currency), ceiling: amount(ceiling, currency) }),
        next === null ? "" : t("demand.next", { when: formatMoment(next, zone, locale, "own") }),
      ]}
      end={<p className="number">{price.level_bp === 0 ? t("demand.atList") : change(price.level_bp)}</p>}
      actions={actions}
    />
  );
}

/** How far from the list price, in words: "+10% on the list price". */
export function useChange(): (basisPoints: number) => string {
  const t = usePriceTexts();
  const percent = new Intl.NumberFormat([intlLocale(useLocale()), "en"], {
    style: "percent",
    maximumFractionDigits: 2,
    signDisplay: "exceptZero",
  });
  return (basisPoints) => t("demand.level", { change: percent.format(basisPoints / 10_000) });
}

/** Pauses or resumes, says so, and offers the way back. */
function useSetState(
  nameOf: (price: DemandPrice) => string,
): (price: DemandPrice, state: DemandPrice["state"]) => void {
  const t = usePriceTexts();
  const save = useSaveDemandPrice();
  return useStateChange<DemandPrice, DemandPrice["state"]>({
    write: (over, state) => save.mutateAsync({ over, body: { state } }),
    stateOf: ({ state }) => state,
    done: (price, state) => t(`demand.done.${state}`, { name: nameOf(price) }),
  });
}
