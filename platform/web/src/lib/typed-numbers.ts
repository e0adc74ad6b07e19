// Amounts, percentages and whole numbers as people type them, and as fields show them.

const HUNDREDTHS = 2;

/** Whole units of the smallest kind of what was typed ("25", "25.50", "25,50"); null for what is no amount. */
export function minorOf(typed: string, digits: number): number | null {
  const text = typed.trim().replace(",", ".");
  if (text === "") return 0;
  const found = /^(\d{1,9})(?:\.(\d+))?$/.exec(text);
  if (found === null || (found[2] ?? "").length > digits) return null;
  return Number(found[1]) * 10 ** digits + Number((found[2] ?? "").padEnd(digits, "0") || "0");
}

/** 2550 of a currency with two digits is "25.50", 2500 is "25". */
export function amountOf(minor: number, digits: number): string {
  const unit = 10 ** digits;
  return minor % unit === 0 ? String(minor / unit) : (minor / unit).toFixed(digits);
}

/** Basis points of a percentage: "8.1" is 810; null for what is none. */
export function basisPointsOf(typed: string): number | null {
  const points = minorOf(typed, HUNDREDTHS);
  return points === null || points > 100 * 100 ? null : points;
}

export function percentOf(basisPoints: number): string {
  return basisPoints === 0 ? "" : String(basisPoints / 100);
}

export function isWhole(typed: string): boolean {
  return /^\d{1,8}$/.test(typed.trim());
}
