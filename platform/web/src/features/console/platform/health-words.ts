// Numbers of the platform's health, in the reader's language.
import type { Schemas } from "../../../api/client";
import { useLocale } from "../../../ui/language";
import { usePlatformTexts, type PlatformKey } from "./texts";

export type State = Schemas["PlatformHealth"]["state"];

const MINUTE = 60;
const HOUR = 3_600;
const MEGABYTE = 1_000_000;

export interface HealthWords {
  readonly number: (value: number) => string;
  /** A part of the whole, from 0 to 1. */
  readonly share: (value: number) => string;
  readonly megabytes: (bytes: number) => string;
  readonly milliseconds: (value: number) => string;
  /** How old the oldest is; null where nothing waits. */
  readonly aged: (seconds: number | null) => string | null;
  readonly kind: (kind: string) => string;
}

export function useHealthWords(): HealthWords {
  const t = usePlatformTexts();
  const locale = [useLocale(), "en"];
  const number = (value: number, options: Intl.NumberFormatOptions = {}): string =>
    new Intl.NumberFormat(locale, options).format(value);
  const unit = (value: number, name: string): string =>
    number(value, { style: "unit", unit: name, unitDisplay: "long", maximumFractionDigits: 0 });
  const age = (seconds: number): string => {
    if (seconds < MINUTE) return unit(seconds, "second");
    return seconds < HOUR ? unit(seconds / MINUTE, "minute") : unit(seconds / HOUR, "hour");
  };
  return {
    number: (value) => number(value),
    share: (value) => number(value, { style: "percent", maximumFractionDigits: 1 }),
    megabytes: (bytes) => number(bytes / MEGABYTE, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 }),
    milliseconds: (value) => number(value, { style: "unit", unit: "millisecond", maximumFractionDigits: 1 }),
    aged: (seconds) => (seconds === null ? null : t("health.oldest", { age: age(seconds) })),
    kind: (kind) => t(`adapter.${kind}` as PlatformKey),
  };
}
