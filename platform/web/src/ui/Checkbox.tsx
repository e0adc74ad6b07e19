// Checkbox, and a group of checkboxes for several of a few options.
import type { ReactNode } from "react";
import { Checkbox as Box, CheckboxGroup as Group, FieldError } from "react-aria-components";
import { controlProps, type ControlDescription } from "./control";
import { FieldHint, FieldLabel } from "./Field";
import { Icon } from "./Icon";
import type { Option } from "./Select";

export interface CheckboxProps {
  readonly id?: string;
  readonly name?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly disabled?: boolean;
}

export function Checkbox({
  id,
  name,
  checked,
  onChange,
  children,
  error,
  required = false,
  disabled = false,
}: CheckboxProps): ReactNode {
  const describedBy = error !== undefined && id !== undefined ? `${id}-error` : undefined;
  return (
    <div className="field">
      <Box
        {...controlProps({ id, name, error, required, disabled })}
        {...(describedBy === undefined ? {} : { "aria-describedby": describedBy })}
        isSelected={checked}
        onChange={onChange}
        className="check"
      >
        <Mark />
        <span>{children}</span>
      </Box>
      {error !== undefined && (
        <span id={describedBy} className="field__error">
          {error}
        </span>
      )}
    </div>
  );
}

export interface CheckboxGroupProps extends ControlDescription {
  readonly options: readonly Option[];
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
}

export function CheckboxGroup({
  id,
  label,
  hint,
  error,
  required = false,
  disabled = false,
  options,
  values,
  onChange,
}: CheckboxGroupProps): ReactNode {
  return (
    <Group
      {...controlProps({ id, error, required, disabled })}
      {...(id === undefined ? {} : { tabIndex: -1 })}
      value={[...values]}
      onChange={onChange}
      className="field"
    >
      <FieldLabel label={label} required={required} />
      <FieldHint>{hint}</FieldHint>
      <div className="checks">
        {options.map((option) => (
          <Box key={option.value} value={option.value} isDisabled={option.disabled ?? false} className="check">
            <Mark />
            <span>{option.label}</span>
          </Box>
        ))}
      </div>
      <FieldError className="field__error">{error}</FieldError>
    </Group>
  );
}

function Mark(): ReactNode {
  return (
    <span className="check__box" aria-hidden="true">
      <Icon name="check" />
    </span>
  );
}
