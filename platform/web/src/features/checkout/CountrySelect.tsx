// Select of a country by its name in the reader's language.
import { useMemo, type ReactNode } from "react";
import { countryNames } from "../../lib/forms/countries";
import { useLocale } from "../../ui/language";
import { NativeSelect, type NativeSelectProps } from "../../ui/NativeSelect";

export function CountrySelect(props: Omit<NativeSelectProps, "options">): ReactNode {
  const locale = useLocale();
  const options = useMemo(() => countryNames(locale).map(([value, label]) => ({ value, label })), [locale]);
  return <NativeSelect autoComplete="country" {...props} options={options} />;
}
