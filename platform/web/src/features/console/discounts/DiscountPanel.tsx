// A discount beside the list: everything that it says, saved as a whole and never over what others saved.
import type { ReactNode } from "react";
import { plainCode } from "../../../lib/typed-text";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useNotify } from "../shell/notifications";
import {
  changesOf,
  emptyForm,
  fieldOf,
  formOf,
  problemsOf,
  type DiscountField,
  type DiscountForm,
  type Place,
} from "./discount-form";
import { DiscountFields, type TypeChoice } from "./DiscountFields";
import { useFetchDiscount, useSaveDiscount, type Discount } from "./queries";
import { useDiscountTexts } from "./texts";

export interface DiscountPanelProps {
  /** As it was opened; null makes one. */
  readonly discount: Discount | null;
  readonly eventId: string | null;
  readonly types: readonly TypeChoice[];
  /** In which the event is sold, its own first; null: of every event, so they are chosen. */
  readonly currencies: readonly string[] | null;
  readonly place: Place;
  readonly onClose: () => void;
  readonly onDelete: (discount: Discount) => void;
}

export function DiscountPanel(props: DiscountPanelProps): ReactNode {
  const { discount, eventId, types, currencies, place, onClose, onDelete } = props;
  const t = useDiscountTexts();
  const notify = useNotify();
  const save = useSaveDiscount();
  const fetchDiscount = useFetchDiscount();
  const editing = useEditing<DiscountForm, Discount>({
    entity: discount,
    empty: emptyForm(place),
    formOf: (entity) => formOf(entity, place),
    prefix: "discount",
    problemsOf: (form) =>
      new Map([...problemsOf(form, place, discount === null)].map(([name, wrong]) => [name, t(`wrong.${wrong}`)])),
    fieldOf,
    current: ({ id }) => fetchDiscount(id),
    write: (form, changed, over) =>
      save.mutateAsync({
        over,
        body:
          over === null
            ? {
                ...changesOf(form, ALL, place),
                name: form.name.trim() || plainCode(form.code),
                ...newOf(form, eventId),
              }
            : changesOf(form, changed, place),
      }),
    onSaved: (saved) => {
      notify(t(discount === null ? "made" : "saved", { name: saved.code ?? saved.name }));
      onClose();
    },
  });
  const title = discount === null ? t("new") : t("edit", { name: discount.code ?? discount.name });
  return (
    <EntityPanel
      title={title}
      editing={editing}
      submit={t(discount === null ? "add" : "save")}
      labelOf={(name) => t(`field.${name}`)}
      onClose={onClose}
      {...(discount === null ? {} : { onDelete: () => onDelete(discount) })}
    >
      <DiscountFields
        editing={editing}
        types={types}
        currencies={currencies}
        zone={place.timeZone.replaceAll("_", " ")}
      />
    </EntityPanel>
  );
}

const ALL: readonly DiscountField[] = [
  "value",
  "types",
  "opens",
  "stackable",
  "starts",
  "ends",
  "uses",
  "perPerson",
  "quantity",
  "minimum",
];

function newOf(form: DiscountForm, eventId: string | null): { code: string; event_id: string | null } {
  return { code: plainCode(form.code), event_id: eventId };
}
