// The ticket types of a bulk edit with what each had and has, and what is wrong with it.
import type { ReactNode } from "react";
import { Icon } from "../../../ui/Icon";
import { useEventTime } from "../shell/event-api";
import { useAmount } from "../shell/money";
import type { EditedType, EditedValues } from "./queries";
import { useBulkEditTexts } from "./texts";

const FIELDS = [
  "price_minor",
  "sales_start_at",
  "sales_end_at",
  "is_hidden",
  "minimum_per_order",
  "maximum_per_order",
  "maximum_per_person",
] as const satisfies readonly (keyof EditedValues)[];

type FieldName = (typeof FIELDS)[number];

export function EditedTypes({ items }: { readonly items: readonly EditedType[] }): ReactNode {
  const t = useBulkEditTexts();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard
    <div className="bulk-edit__frame" tabIndex={0} role="region" aria-label={t("table")}>
      <table className="bulk-edit__table">
        <thead>
          <tr>
            <th scope="col">{t("column.type")}</th>
            <th scope="col">{t("column.field")}</th>
            <th scope="col">{t("column.before")}</th>
            <th scope="col">{t("column.after")}</th>
          </tr>
        </thead>
        {items.map((item) => (
          <OneType key={item.ticket_type_id} item={item} />
        ))}
      </table>
    </div>
  );
}

function OneType({ item }: { readonly item: EditedType }): ReactNode {
  const t = useBulkEditTexts();
  const shown = useValue(item.currency);
  const differing = FIELDS.filter((name) => item.before[name] !== item.after[name]);
  const lines = Math.max(differing.length, 1);
  const name = (
    <th scope="rowgroup" rowSpan={lines + item.problems.length}>
      <bdi>{item.name}</bdi>
    </th>
  );
  return (
    <tbody>
      {differing.length === 0 && (
        <tr>
          {name}
          <td colSpan={3} className="muted">
            {t("unchanged")}
          </td>
        </tr>
      )}
      {differing.map((field, place) => (
        <tr key={field}>
          {place === 0 && name}
          <td>{t(`field.${field}`)}</td>
          <td className="number">{shown(field, item.before)}</td>
          <td className="number">
            <strong>{shown(field, item.after)}</strong>
          </td>
        </tr>
      ))}
      {item.problems.map(({ field, detail }) => (
        <tr key={`${field}-${detail}`} className="bulk-edit__problem">
          <td colSpan={3}>
            <Icon name="warning" /> {isField(field) && `${t(`field.${field}`)}: `}
            {detail}
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function isField(name: string): name is FieldName {
  return FIELDS.some((field) => field === name);
}

function useValue(currency: string): (name: FieldName, values: EditedValues) => string {
  const t = useBulkEditTexts();
  const amount = useAmount();
  const moment = useEventTime();
  return (name, values) => {
    if (name === "price_minor") return amount(values.price_minor, currency);
    if (name === "is_hidden") return t(values.is_hidden ? "visibility.hidden" : "visibility.shown");
    const value = values[name];
    if (value === null) return t("empty");
    return typeof value === "string" ? moment(value) : String(value);
  };
}
