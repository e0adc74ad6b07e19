// Select: one option of a short list.
import type { ReactNode } from "react";
import {
  Button,
  FieldError,
  ListBox,
  ListBoxItem,
  Popover,
  Select as Choice,
  SelectValue,
} from "react-aria-components";
import { controlProps, type ControlDescription } from "./control";
import { FieldHint, FieldLabel } from "./Field";
import { Icon } from "./Icon";
import { useWords } from "./language";

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly disabled?: boolean;
}

export interface SelectProps extends ControlDescription {
  readonly name?: string;
  readonly options: readonly Option[];
  /** The chosen value; the empty string before anything is chosen. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function Select({
  id,
  name,
  label,
  hint,
  error,
  required = false,
  disabled = false,
  options,
  value,
  onChange,
}: SelectProps): ReactNode {
  const words = useWords();
  return (
    <Choice
      {...controlProps({ id, name, error, required, disabled })}
      value={value || null}
      onChange={(chosen) => onChange(chosen === null ? "" : String(chosen))}
      className="field"
    >
      <FieldLabel label={label} required={required} />
      <FieldHint>{hint}</FieldHint>
      <Button className="select select--button">
        <SelectValue>
          {({ selectedText }) => selectedText || <span className="muted">{words("choose")}</span>}
        </SelectValue>
      </Button>
      <FieldError className="field__error">{error}</FieldError>
      <Popover className="popover" offset={4}>
        <Options options={options} />
      </Popover>
    </Choice>
  );
}

export function Options({
  options,
  empty,
}: {
  readonly options: readonly Option[];
  readonly empty?: string;
}): ReactNode {
  return (
    <ListBox
      items={options.map((option) => ({ ...option, id: option.value }))}
      className="listbox"
      {...(empty === undefined ? {} : { renderEmptyState: () => <p className="listbox__empty">{empty}</p> })}
    >
      {(option) => (
        <ListBoxItem
          id={option.value}
          textValue={option.label}
          isDisabled={option.disabled ?? false}
          className="listbox__option"
        >
          {({ isSelected }) => (
            <>
              <span className="listbox__text">
                {option.label}
                {option.hint !== undefined && <span className="field__hint">{option.hint}</span>}
              </span>
              {isSelected && <Icon name="check" />}
            </>
          )}
        </ListBoxItem>
      )}
    </ListBox>
  );
}
