// The browser's own select: the lightest, and the best on phones.
import { useId, type ReactNode } from "react";
import { classNames } from "./class-names";
import { useWords } from "./language";
import type { SelectProps } from "./Select";

export interface NativeSelectProps extends SelectProps {
  readonly autoComplete?: string;
}

export function NativeSelect({
  id,
  name,
  label,
  hint,
  error,
  required = false,
  disabled = false,
  options,
  value,
  onChange,
  autoComplete,
}: NativeSelectProps): ReactNode {
  const words = useWords();
  const own = useId();
  const field = id ?? own;
  const describedBy = classNames(hint !== undefined && `${field}-hint`, error !== undefined && `${field}-error`);
  return (
    <div className="field">
      <label htmlFor={field} className="field__label">
        {label} {!required && <span className="muted">({words("optional")})</span>}
      </label>
      {hint !== undefined && (
        <span id={`${field}-hint`} className="field__hint">
          {hint}
        </span>
      )}
      <select
        id={field}
        name={name}
        className="select"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete={autoComplete}
        disabled={disabled}
        aria-required={required}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy || undefined}
      >
        <option value="">{words("choose")}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      {error !== undefined && (
        <span id={`${field}-error`} className="field__error">
          {error}
        </span>
      )}
    </div>
  );
}
