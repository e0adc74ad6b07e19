// Radio group: one option of a few, as plain lines or as cards with more to say.
import type { ReactNode } from "react";
import { FieldError, Radio, RadioGroup as Group } from "react-aria-components";
import { controlProps, type ControlDescription } from "./control";
import { FieldHint, FieldLabel } from "./Field";
import { classNames } from "./class-names";
import type { Option } from "./Select";

export interface RadioOption extends Option {
  /** A picture before the label of a card; decoration only. */
  readonly mark?: ReactNode;
  /** What stands at the end of a card, such as a price. */
  readonly aside?: ReactNode;
}

export interface RadioGroupProps extends ControlDescription {
  readonly name?: string;
  readonly options: readonly RadioOption[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly look?: "lines" | "cards";
}

export function RadioGroup({
  id,
  name,
  label,
  hint,
  error,
  required = true,
  disabled = false,
  options,
  value,
  onChange,
  look = "lines",
}: RadioGroupProps): ReactNode {
  return (
    <Group
      {...controlProps({ id, name, error, required, disabled })}
      {...(id === undefined ? {} : { tabIndex: -1 })}
      value={value || null}
      onChange={onChange}
      className="field"
    >
      <FieldLabel label={label} required={required} />
      <FieldHint>{hint}</FieldHint>
      <div className={look === "cards" ? "options" : "row"}>
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            isDisabled={option.disabled ?? false}
            className={classNames(look === "cards" ? "option" : "check")}
          >
            <span className="check__dot" aria-hidden="true" />
            {option.mark !== undefined && <span className="option__mark">{option.mark}</span>}
            <span className="option__text">
              <span className="option__line">{option.label}</span>
              {option.hint !== undefined && <span className="field__hint">{option.hint}</span>}
            </span>
            {option.aside !== undefined && <span className="option__aside">{option.aside}</span>}
          </Radio>
        ))}
      </div>
      <FieldError className="field__error">{error}</FieldError>
    </Group>
  );
}
