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
  calendar: "M4 6.5h16V20H4zM4 10.5h16M8 4v4M16 4v4",
  ticket: "M4 7h16v3.5a1.5 1.5 0 0 0 0 3V17H4v-3.5a1.5 1.5 0 0 0 0-3zM14 7v10",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zm-6 9c.4-3.4 2.6-5 6-5s5.6 1.6 6 5m1-9a3 3 0 0 0 0-6m2 11c2 1 3 3 3 5",
  gear: "M4 7h9m5 0h2M4 17h2m5 0h9M15 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4m-7 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zm5-1.5L20 20",
  menu: "M4 7h16M4 12h16M4 17h16",
  back: "M20 12H4m6-6-6 6 6 6",
  home: "M4 11.5 12 5l8 6.5M6 10v9.5h12V10",
  mail: "M3.5 6h17v12.5h-17zM4 7l8 6 8-6",
  chart: "M4 20V4M4 20h16M8.5 16v-4M13 16V8M17.5 16v-6",
  scan: "M4 8V4.5h4M16 4.5h4V8M20 16v3.5h-4M8 19.5H4V16M7.5 12h9",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  link: "M10 14a4 4 0 0 0 6 .4l2.5-2.5a4 4 0 0 0-5.7-5.7l-1.3 1.3M14 10a4 4 0 0 0-6-.4l-2.5 2.5a4 4 0 0 0 5.7 5.7l1-1",
  outside: "M10 5H5v14h14v-5M14 4.5h5.5V10M19 5l-8 8",
  form: "M5 4h14v16H5zM8.5 8.5h7M8.5 12h7M8.5 15.5h4",
  building: "M5 20V5h9v15M14 9.5h5V20M3.5 20h17M8 8.5h3M8 12h3M8 15.5h3",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  pencil: "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5",
  globe:
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3.5 12h17M12 3c3 3 3.6 5.5 3.6 9S15 18 12 21c-3-3-3.6-5.5-3.6-9S9 6 12 3z",
  place: "M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21zm0-9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  bell: "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4",
  sort: "M8 5v14m0 0-3.5-3.5M8 19l3.5-3.5M16 19V5m0 0-3.5 3.5M16 5l3.5 3.5",
  columns: "M4 5h16v14H4zM9.5 5v14M14.5 5v14",
  grip: "M9 6h.01M9 12h.01M9 18h.01M15 6h.01M15 12h.01M15 18h.01",
  trash: "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10.5 10.5v6M13.5 10.5v6",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-8 8.5c.6-4 3.5-6 8-6s7.4 2 8 6",
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
