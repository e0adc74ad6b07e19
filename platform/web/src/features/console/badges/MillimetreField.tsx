// A number of millimetres or points: what was typed counts as soon as it is a number within its bounds.
import { useState, type ReactNode } from "react";
import { Field } from "../../../ui/Field";

export interface MillimetreFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly least?: number;
  readonly most?: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

export function MillimetreField({ id, label, value, least = 0, most = 600, ...more }: MillimetreFieldProps): ReactNode {
  const { disabled = false, onChange } = more;
  const [typed, setTyped] = useState<string | null>(null);
  const change = (text: string): void => {
    setTyped(text);
    const number = Number(text.replace(",", "."));
    if (text.trim() !== "" && Number.isFinite(number) && number >= least && number <= most) onChange(number);
  };
  return (
    <Field
      id={id}
      label={label}
      type="number"
      required
      maxLength={6}
      value={typed ?? String(value)}
      onChange={change}
      onBlur={() => setTyped(null)}
      disabled={disabled}
      autoComplete="off"
    />
  );
}
