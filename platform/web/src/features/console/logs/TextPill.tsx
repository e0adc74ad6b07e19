// A part of a filter that is typed: it counts with Enter, or when the field is left.
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { FilterPill } from "../parts/FilterPill";
import { useLogTexts } from "./texts";

const LONGEST = 200;

export interface TextPillProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | null) => void;
}

export function TextPill({ label, hint, value = "", onChange }: TextPillProps): ReactNode {
  const t = useLogTexts();
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setTyped(value);
  }
  const send = (submitted: FormEvent): void => {
    submitted.preventDefault();
    onChange(typed.trim() === "" ? null : typed.trim());
  };
  return (
    <FilterPill label={label} said={value} onClear={() => onChange(null)}>
      <form className="filter-pill__fields" onSubmit={send}>
        <label className="field">
          <span className="field__label">{label}</span>
          {hint !== undefined && <span className="field__hint">{hint}</span>}
          <input
            className="input"
            dir="auto"
            value={typed}
            maxLength={LONGEST}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <Button type="submit" kind="quiet" size="small">
          {t("filter.apply")}
        </Button>
      </form>
    </FilterPill>
  );
}
