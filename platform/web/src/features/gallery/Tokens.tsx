// Gallery of the design tokens: colours, type, gaps, elevations.
import type { ReactNode } from "react";
import { Section, Example, useSamples } from "./Example";

const COLOURS = [
  "paper",
  "surface",
  "sunken",
  "ink",
  "ink-soft",
  "line",
  "line-strong",
  "accent",
  "accent-deep",
  "accent-wash",
  "warm",
  "warm-wash",
  "danger",
  "danger-wash",
  "good",
  "good-wash",
  "focus",
];
const SIZES = ["3xl", "2xl", "xl", "l", "m", "s"];
const GAPS = [1, 2, 3, 4, 5, 6, 7, 8];
const LIFTS = [1, 2, 3];

export function Tokens(): ReactNode {
  const sample = useSamples();
  return (
    <Section name="Tokens">
      <Example state="colours">
        <ul className="swatches">
          {COLOURS.map((name) => (
            <li key={name}>
              <span className={`swatch swatch--${name}`} />
              <code>{name}</code>
            </li>
          ))}
        </ul>
      </Example>
      <Example state="type scale">
        {SIZES.map((size) => (
          <p key={size} className={`sample-text sample-text--${size}`}>
            {sample("sheet")}
          </p>
        ))}
      </Example>
      <Example state="spacing scale">
        {GAPS.map((gap) => (
          <span key={gap} className={`gap gap--${gap}`} />
        ))}
      </Example>
      <Example state="elevations">
        <div className="row">
          {LIFTS.map((lift) => (
            <span key={lift} className={`lift lift--${lift}`}>
              {lift}
            </span>
          ))}
        </div>
      </Example>
    </Section>
  );
}
