// The field for a currency: every one by its name in the reader's language; the value is its ISO 4217 code.
import { useMemo, type ReactNode } from "react";
import { Combobox, type ComboboxProps } from "../../../ui/Combobox";
import { useLocale } from "../../../ui/language";

export function CurrencyField(props: Omit<ComboboxProps, "options">): ReactNode {
  const locale = useLocale();
  const { value } = props;
  const options = useMemo(() => {
    const names = new Intl.DisplayNames([locale, "en"], { type: "currency" });
    const codes = new Set([...Intl.supportedValuesOf("currency"), ...(value === "" ? [] : [value])]);
    return [...codes].map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
  }, [locale, value]);
  return <Combobox {...props} options={options} />;
}
