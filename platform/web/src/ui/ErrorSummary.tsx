// Error summary of a form: takes the focus, and links each error to its field.
import { useEffect, useId, useRef, type MouseEvent, type ReactNode } from "react";
import { useWords } from "./language";

export interface FieldError {
  /** The field's id; null for what belongs to no field on screen. */
  readonly id: string | null;
  readonly text: string;
}

export interface ErrorSummaryProps {
  readonly errors: readonly FieldError[];
  readonly title?: string;
  /** Changes with each attempt, so that focus returns here when the same errors come again. */
  readonly attempt?: number;
}

export function ErrorSummary({ errors, title, attempt = 0 }: ErrorSummaryProps): ReactNode {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const heading = useId();
  const shown = errors.length > 0;
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [shown, attempt]);
  if (!shown) return null;
  return (
    <div ref={box} tabIndex={-1} role="alert" aria-labelledby={heading} className="error-summary stack stack--tight">
      <h2 id={heading}>{title ?? words("errors", { count: errors.length })}</h2>
      <ul>
        {errors.map(({ id, text }) => (
          <li key={`${id} ${text}`}>
            {id === null ? (
              text
            ) : (
              <a href={`#${id}`} onClick={(event) => focusField(event, id)}>
                {text}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** To the field itself, without an entry in the browser's history; a group takes focus at its first control. */
function focusField(event: MouseEvent, id: string): void {
  const field = document.getElementById(id);
  if (field === null) return;
  event.preventDefault();
  const control = field.matches("input, select, textarea, button")
    ? field
    : (field.querySelector<HTMLElement>("input, select, textarea, button") ?? field);
  control.focus();
  field.scrollIntoView?.({ block: "center" });
}
