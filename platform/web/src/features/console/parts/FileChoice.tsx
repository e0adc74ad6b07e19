// A file that is chosen from one's own device.
import { useId, type ReactNode } from "react";

export interface FileChoiceProps {
  readonly label: string;
  readonly hint: string;
  /** Endings of names, as `.csv`. */
  readonly accept: readonly string[];
  readonly error?: string | undefined;
  readonly onChoose: (file: File) => void;
}

export function FileChoice({ label, hint, accept, error, onChoose }: FileChoiceProps): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className="field__label">
        {label}
      </label>
      <p id={`${id}-hint`} className="field__hint">
        {hint}
      </p>
      <input
        id={id}
        type="file"
        className="input"
        accept={accept.join(",")}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen !== undefined) onChoose(chosen);
        }}
      />
      {error !== undefined && (
        <p id={`${id}-error`} className="field__error">
          {error}
        </p>
      )}
    </div>
  );
}
