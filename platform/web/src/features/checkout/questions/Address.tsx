// The control for a question of type address: its lines, each with its own error.
import type { ReactNode } from "react";
import { CountrySelect } from "../CountrySelect";
import { ADDRESS, ADDRESS_NEEDS } from "../../../lib/forms/values";
import { Field } from "../../../ui/Field";
import { useCheckoutTexts } from "../purchase";
import type { TextKey } from "../messages";
import type { ControlProps } from "./types";

const PARTS: Readonly<Record<string, { readonly label: TextKey; readonly autoComplete: string }>> = {
  line1: { label: "address.line1", autoComplete: "address-line1" },
  line2: { label: "address.line2", autoComplete: "address-line2" },
  postal_code: { label: "address.postalCode", autoComplete: "postal-code" },
  city: { label: "address.city", autoComplete: "address-level2" },
  region: { label: "address.region", autoComplete: "address-level1" },
  country: { label: "address.country", autoComplete: "country" },
};

export default function Address({ question, id, value, required, errorOf, onChange }: ControlProps): ReactNode {
  const t = useCheckoutTexts();
  const parts: Readonly<Record<string, unknown>> = typeof value === "object" && value !== null ? { ...value } : {};
  const isBegun = Object.values(parts).some((part) => typeof part === "string" && part.trim() !== "");
  const error = errorOf(id);
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className="field"
      {...(error === undefined ? {} : { "aria-describedby": `${id}-error` })}
    >
      <legend className="field__label">
        {question.label}
        {!required && <span className="muted"> ({t("optional")})</span>}
      </legend>
      {question.help !== undefined && question.help !== "" && <p className="field__hint">{question.help}</p>}
      {error !== undefined && (
        <p id={`${id}-error`} className="field__error">
          {error}
        </p>
      )}
      <div className="stack checkout__inner">
        {ADDRESS.map(([name, longest]) => {
          const { label, autoComplete } = PARTS[name] ?? { label: "address.line1", autoComplete: "off" };
          const shared = {
            id: `${id}-${name}`,
            label: t(label),
            autoComplete,
            required: ADDRESS_NEEDS.includes(name) && (required || isBegun),
            value: typeof parts[name] === "string" ? parts[name] : "",
            onChange: (text: string) => onChange({ ...parts, [name]: text }),
            error: errorOf(`${id}-${name}`),
          };
          return name === "country" ? (
            <CountrySelect key={name} {...shared} />
          ) : (
            <Field key={name} {...shared} maxLength={longest} />
          );
        })}
      </div>
    </fieldset>
  );
}
