// The signs of the editor's tools; each button has its name in words.
import type { ReactNode } from "react";
import { classNames } from "../../../ui/class-names";

const PATHS = {
  heading: "M5 5v14M14 5v14M5 12h9M18 19h3m-3-5c.2-1.4 3-1.6 3 .3 0 1.5-2.6 2.6-3 4.7",
  subheading:
    "M6 8v11M13 8v11M6 13.5h7M17.5 14.5c.6-1.3 3-.9 3 .5 0 1-.8 1.4-1.7 1.4 1 0 1.9.5 1.9 1.6 0 1.6-2.7 1.8-3.4.3",
  bold: "M7.5 5h5.2a3.4 3.4 0 0 1 0 6.9H7.5zm0 6.9h6a3.5 3.5 0 0 1 0 7.1h-6z",
  italic: "M10.5 5h7M6.5 19h7M14 5l-4 14",
  bullets: "M9.5 6.5H20M9.5 12H20M9.5 17.5H20M5 6.5h.01M5 12h.01M5 17.5h.01",
  numbers: "M10.5 6.5H20M10.5 12H20M10.5 17.5H20M4.5 5 6 4.3V9m-2 6.2c.3-1.3 2.4-1.2 2.4.2 0 1-1.8 1.7-2.4 3.3h2.6",
  quote: "M5 5v14M9.5 8H20M9.5 12H20M9.5 16h7",
  link: "M10 14a4 4 0 0 0 6 .4l2.5-2.5a4 4 0 0 0-5.7-5.7l-1.3 1.3M14 10a4 4 0 0 0-6-.4l-2.5 2.5a4 4 0 0 0 5.7 5.7l1-1",
  undo: "M8.5 6 4.5 10l4 4M5 10h9a5 5 0 0 1 0 10h-3",
  redo: "m15.5 6 4 4-4 4M19 10h-9a5 5 0 0 0 0 10h3",
} as const;

export type Tool = keyof typeof PATHS;

/** What points along the line turns with it. */
const TURNING: ReadonlySet<Tool> = new Set(["bullets", "quote", "undo", "redo"]);

export function ToolIcon({ tool }: { readonly tool: Tool }): ReactNode {
  return (
    <svg
      className={classNames("icon", TURNING.has(tool) && "rich-text__turning")}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      <path d={PATHS[tool]} />
    </svg>
  );
}
