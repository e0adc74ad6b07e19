// Combobox: one option of a long list, found by typing; and the field for a country.
import { useMemo, type ReactNode } from "react";
import { Button, ComboBox, FieldError, Input, Popover } from "react-aria-components";
import { countryNames } from "../lib/forms/countries";
import { matchesText } from "../lib/matching";
import { controlProps } from "./control";
import { FieldHint, FieldLabel } from "./Field";
import { Icon } from "./Icon";
import { useLocale, useWords } from "./language";
import { Options, type SelectProps } from "./Select";

export interface ComboboxProps extends SelectProps {
  readonly autoComplete?: string;
}

/** Typing any part of a name finds it, accents and case aside. */
export function Combobox({
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
  autoComplete = "off",
}: ComboboxProps): ReactNode {
  const words = useWords();
  return (
    <ComboBox
      {...controlProps({ id, name, error, required, disabled })}
      defaultItems={options}
      defaultFilter={matchesText}
      value={value || null}
      onChange={(chosen) => onChange(chosen === null ? "" : String(chosen))}
      menuTrigger="focus"
      allowsEmptyCollection
      className="field"
    >
      <FieldLabel label={label} required={required} />
      <FieldHint>{hint}</FieldHint>
      <div className="combobox">
        <Input className="input" autoComplete={autoComplete} placeholder={words("choose")} />
        <Button className="combobox__open" aria-label={words("showAll")}>
          <Icon name="down" />
        </Button>
      </div>
      <FieldError className="field__error">{error}</FieldError>
      <Popover className="popover" offset={4}>
        <Options options={options} empty={words("noMatches")} />
      </Popover>
    </ComboBox>
  );
}

/** Every country by its name in the reader's language; the value is its two letters. */
export function CountryField(props: Omit<ComboboxProps, "options">): ReactNode {
  const locale = useLocale();
  const options = useMemo(() => countryNames(locale).map(([value, label]) => ({ value, label })), [locale]);
  return <Combobox autoComplete="country-name" {...props} options={options} />;
}
