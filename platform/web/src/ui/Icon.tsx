// Icons of the components; the server's templates have icons of their own.
import type { ReactNode } from "react";

const PATHS = {
  check: "m4 12 5 5L20 6",
  close: "M5 5l14 14M19 5 5 19",
  down: "m5 9 7 7 7-7",
  warning: "M12 3 2.5 20h19L12 3zm0 6v5m0 3v.01",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-10v5m0-8v.01",
  good: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm-4-9 3 3 5-6",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-14v5l3 2",
  minus: "M5 12h14",
  plus: "M5 12h14M12 5v14",
  card: "M3 6h18v12.5H3zM3 10h18M6.5 15h4",
  bank: "M4 9.5 12 4.5l8 5zM5.5 19.5h13M7 12.5v4.5M12 12.5v4.5M17 12.5v4.5",
  wallet: "M4 7v10.5A1.5 1.5 0 0 0 5.5 19H20V9H6a2 2 0 0 1 0-4h12v4M16.5 14h.01",
  cart: "M3 4h2l2.5 11h10L20 7H6M9 20h.01M16 20h.01",
} as const;

export type IconName = keyof typeof PATHS;

/** Never the only carrier of a meaning: there is always a word beside it or on its button. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
