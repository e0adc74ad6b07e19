// Text field: one line or several, with label, hint and error.
import type { ReactNode, Ref } from "react";
import { FieldError, Input, Label, Text, TextArea, TextField } from "react-aria-components";
import { typedNumber } from "../lib/typed-text";
import { controlProps, type ControlDescription } from "./control";
import { useWords } from "./language";

export interface FieldProps extends ControlDescription {
  readonly name?: string;
  readonly type?: "text" | "password" | "email" | "tel" | "number" | "url" | "date" | "time" | "datetime-local";
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly autoComplete?: string;
  readonly maxLength?: number;
  readonly readOnly?: boolean;
  /** More than one line: how many are seen. */
  readonly rows?: number;
  readonly placeholder?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
}

const WORDS: readonly string[] = ["text", "email", "url"];

/** Words run as their own script does: an English title in an Arabic view keeps its full stop at its end. */
function directionOf(type: string, value: string): { readonly dir?: "auto" } {
  return WORDS.includes(type) && value !== "" ? { dir: "auto" } : {};
}

/**
 * `type="number"` keeps what was typed as text, with the digits' keyboard: people write 10,50, 10.50 and ١٠٫٥٠. Its
 * digits are 0 to 9 by the time it is told.
 */
export function Field(props: FieldProps): ReactNode {
  const {
    label,
    hint,
    error,
    required = false,
    disabled = false,
    readOnly = false,
    rows,
    type = "text",
    placeholder = "",
    inputRef = null,
    maxLength = 200,
    onChange,
    ...rest
  } = props;
  const direction = directionOf(type, rest.value);
  const typed = type === "number" ? ({ type: "text", inputMode: "decimal" } as const) : ({ type } as const);
  return (
    <TextField
      {...rest}
      {...typed}
      onChange={type === "number" ? (text) => onChange(typedNumber(text)) : onChange}
      maxLength={maxLength}
      {...controlProps({ error, required, disabled })}
      isReadOnly={readOnly}
      className="field"
    >
      <FieldLabel label={label} required={required || readOnly} />
      <FieldHint>{hint}</FieldHint>
      {rows === undefined ? (
        <Input ref={inputRef} {...direction} className="input" placeholder={placeholder} />
      ) : (
        <TextArea {...direction} className="input" rows={rows} placeholder={placeholder} />
      )}
      <FieldError className="field__error">{error}</FieldError>
    </TextField>
  );
}

/** The name of a field; what may be left out says so. */
export function FieldLabel({ label, required }: { readonly label: string; readonly required: boolean }): ReactNode {
  const words = useWords();
  return (
    <Label className="field__label">
      {label} {!required && <span className="muted">({words("optional")})</span>}
    </Label>
  );
}

export function FieldHint({ children }: { readonly children: ReactNode }): ReactNode {
  if (children === undefined || children === null) return null;
  return (
    <Text slot="description" className="field__hint">
      {children}
    </Text>
  );
}
