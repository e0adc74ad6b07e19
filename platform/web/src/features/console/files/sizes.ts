// How large a file is, in the reader's language: "206 bytes", "840 kB", "12.5 MB".
const STEP = 1000;
const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

export function sizeShown(bytes: number, locale: string): string {
  const rank = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(STEP)), UNITS.length - 1);
  // Short for "byte" is "byte" in English, whatever the number.
  const unitDisplay = rank === 0 ? "long" : "short";
  const shape = { style: "unit", unit: UNITS[rank] ?? "byte", unitDisplay, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat([locale, "en"], shape).format(bytes / STEP ** rank);
}
