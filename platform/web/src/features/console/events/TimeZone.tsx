// The time zone of an event.
import { memo, useMemo, type ReactNode } from "react";
import { Combobox } from "../../../ui/Combobox";
import { useEventTexts } from "./texts";

interface TimeZoneProps {
  readonly id?: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (name: "timeZone", value: string) => void;
}

/** Four hundred zones: drawn again when the zone changes, and not with every letter of the title. */
export const TimeZone = memo(TimeZoneField, (one, other) => one.value === other.value && one.error === other.error);

function TimeZoneField({ id = "timeZone", value, error, onChange }: TimeZoneProps): ReactNode {
  const t = useEventTexts();
  const zones = useMemo(() => zonesWith(value), [value]);
  return (
    <Combobox
      id={id}
      label={t("field.timeZone")}
      required
      options={zones}
      value={value}
      error={error}
      onChange={(zone) => onChange("timeZone", zone)}
    />
  );
}

/** The zones that the browser lists, and the chosen one: browsers know UTC without listing it. */
function zonesWith(value: string): { readonly value: string; readonly label: string }[] {
  const names = new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), ...(value === "" ? [] : [value])]);
  return [...names].map((name) => ({ value: name, label: name.replaceAll("_", " ") }));
}
