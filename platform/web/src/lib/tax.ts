// Tax that comes on top of a net price of one unit, to the same minor unit as the server's.

const WHOLE_BP = 10_000;
const COARSE_DIGITS = 3;
/** Amounts of currencies with three digits are paid in whole hundredths only. */
const COARSE_STEP = 10;

export interface Taxed {
  /** Hundredths of a percent. */
  readonly taxBp: number;
  /** Of the currency. */
  readonly digits: number;
}

/** The price of one with its tax, rounded half up. */
export function withTax(netMinor: number, { taxBp, digits }: Taxed): number {
  const step = digits === COARSE_DIGITS ? COARSE_STEP : 1;
  const whole = WHOLE_BP * step;
  return Math.floor((2 * netMinor * (WHOLE_BP + taxBp) + whole) / (2 * whole)) * step;
}

/** The net price that one was paid with: what `withTax` made it of. */
export function withoutTax(grossMinor: number, taxBp: number): number {
  return Math.round((grossMinor * WHOLE_BP) / (WHOLE_BP + taxBp));
}
