// A part of a view with its heading, what it is about, and the button that adds to it.
import { useId, type ReactNode } from "react";
import "./section.css";

export interface SectionProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** A small button at the end of the heading. */
  readonly action?: ReactNode;
  /** In a box of its own; lists of rows have one already. */
  readonly boxed?: boolean;
  readonly children: ReactNode;
}

export function Section({ title, lead, action, boxed = false, children }: SectionProps): ReactNode {
  const id = useId();
  return (
    <section className={boxed ? "view-part panel" : "view-part"} aria-labelledby={id}>
      <div className="view-part__head">
        <div className="view-part__names">
          <h2 id={id} className="view-part__title">
            {title}
          </h2>
          {lead !== undefined && <p className="muted small">{lead}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
