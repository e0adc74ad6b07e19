// A demand price beside the list, saved as a whole and never over what others saved.
import type { ReactNode } from "react";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useNotify } from "../shell/notifications";
import type { TicketType } from "../tickets/type-form";
import {
  demandChangesOf,
  demandFieldOf,
  demandFormOf,
  demandProblemsOf,
  emptyDemand,
  newDemandOf,
  type BandForm,
  type DemandForm,
} from "./demand-form";
import { useFetchDemandPrice, useSaveDemandPrice, type DemandPrice } from "./demand-queries";
import { DemandFields } from "./DemandFields";
import type { Place } from "./rule-form";
import { usePriceTexts } from "./texts";

export interface DemandPanelProps {
  /** As it was opened; null makes one. */
  readonly price: DemandPrice | null;
  /** The ticket types that it can be made for, or the one that it is of. */
  readonly types: readonly TicketType[];
  readonly place: Place;
  readonly onClose: () => void;
  readonly onDelete: (price: DemandPrice) => void;
}

export function DemandPanel({ price, types, place, onClose, onDelete }: DemandPanelProps): ReactNode {
  const t = usePriceTexts();
  const notify = useNotify();
  const save = useSaveDemandPrice();
  const fetchPrice = useFetchDemandPrice();
  const nameOf = (id: string): string => types.find((type) => type.id === id)?.name ?? "";
  const editing = useEditing<DemandForm, DemandPrice>({
    entity: price,
    empty: emptyDemand(types[0]?.id ?? ""),
    formOf: (entity) => demandFormOf(entity, place),
    prefix: "demand",
    problemsOf: (form) =>
      new Map([...demandProblemsOf(form, place)].map(([name, wrong]) => [name, t(`wrong.${wrong}`)])),
    fieldOf: demandFieldOf,
    current: ({ id }) => fetchPrice(id),
    write: (form, changed, over) =>
      save.mutateAsync({
        over,
        body: over === null ? newDemandOf(form, place) : demandChangesOf(form, changed, place),
      }),
    onSaved: ({ ticket_type_id }) => {
      notify(t(price === null ? "demand.made" : "demand.saved", { name: nameOf(ticket_type_id) }));
      onClose();
    },
  });
  return (
    <EntityPanel
      title={price === null ? t("demand.new") : t("demand.edit", { name: nameOf(price.ticket_type_id) })}
      editing={editing}
      submit={t(price === null ? "demand.add" : "save")}
      labelOf={(name) => t(`field.${name}`)}
      shownOf={shownOf}
      onClose={onClose}
      {...(price === null ? {} : { onDelete: () => onDelete(price) })}
    >
      <DemandFields editing={editing} types={types} />
    </EntityPanel>
  );
}

/** What a field says where both sides of a conflict stand. */
function shownOf(form: DemandForm, name: keyof DemandForm): string {
  const value = form[name];
  if (typeof value === "string") return value;
  return value.map(({ from, change }: BandForm) => `${from}: ${change}`).join(", ");
}
