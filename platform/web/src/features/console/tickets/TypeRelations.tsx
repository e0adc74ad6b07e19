// What an add-on goes with, what a bundle contains, and which events a pass admits to.
import type { ReactNode } from "react";
import { CheckboxGroup } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { PassParts } from "./PassParts";
import { useTicketTexts } from "./texts";
import type { TicketType, TypeForm } from "./type-form";

export interface TypeRelationsProps {
  readonly form: TypeForm;
  readonly isNew: boolean;
  readonly others: readonly TicketType[];
  readonly errors: ReadonlyMap<string, string>;
  readonly change: (changes: Partial<TypeForm>) => void;
}

export function TypeRelations({ form, isNew, others, errors, change }: TypeRelationsProps): ReactNode {
  const t = useTicketTexts();
  if (form.soldAs === "add_on") {
    return (
      <>
        <CheckboxGroup
          id="type-hosts"
          label={t("field.hosts")}
          required
          options={others
            .filter((type) => type.sold_as !== "add_on")
            .map(({ id, name }) => ({ value: id, label: name }))}
          values={form.hosts}
          error={errors.get("hosts")}
          onChange={(hosts) => change({ hosts })}
        />
        <Field
          id="type-perTicket"
          label={t("field.perTicket")}
          type="number"
          required
          value={form.perTicket}
          error={errors.get("perTicket")}
          onChange={(perTicket) => change({ perTicket })}
        />
      </>
    );
  }
  const error = errors.get("parts");
  if (form.soldAs === "pass") return <PassParts form={form} isNew={isNew} error={error} change={change} />;
  if (form.soldAs !== "bundle") return null;
  return (
    <fieldset id="type-parts" className="type-editor__list">
      <legend className="field__label">{t("field.parts")}</legend>
      <p className="field__hint">{t("field.partsHint")}</p>
      {others
        .filter((type) => type.sold_as === "ticket" || type.sold_as === "add_on")
        .map(({ id, name }) => (
          <label key={id} className="type-editor__quantity">
            <input
              className="input"
              inputMode="numeric"
              maxLength={3}
              value={form.parts[id] ?? ""}
              placeholder="0"
              aria-invalid={error !== undefined}
              onChange={({ target }) => change({ parts: { ...form.parts, [id]: target.value } })}
            />
            <bdi>{name}</bdi>
          </label>
        ))}
      {error !== undefined && <p className="field__error">{error}</p>}
    </fieldset>
  );
}
