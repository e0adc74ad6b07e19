// One of a few states that a list is shown in.
import type { ReactNode } from "react";

export interface ChoiceTabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
}

export function ChoiceTabs<T extends string>({ label, value, onChange, choices }: ChoiceTabsProps<T>): ReactNode {
  return (
    <div className="money-tabs" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className="filter-pill__quick"
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
