// One part of a filter: a pill that says what is asked for, and opens the field where it is set.
import type { ReactNode } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { Icon } from "../../../ui/Icon";
import { useConsoleTexts } from "../shell/texts";
import "./lists.css";

export interface FilterPillProps {
  readonly label: string;
  /** What is set, in words; empty for nothing. */
  readonly said: string;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

export function FilterPill({ label, said, onClear, children }: FilterPillProps): ReactNode {
  const t = useConsoleTexts();
  return (
    <span className={said === "" ? "filter-pill" : "filter-pill filter-pill--set"}>
      <DialogTrigger>
        <Button className="filter-pill__open">
          {said === "" && <Icon name="plus" />}
          <span>
            {label}
            {said !== "" && (
              <>
                {": "}
                <bdi className="filter-pill__said">{said}</bdi>
              </>
            )}
          </span>
        </Button>
        <Popover className="popover" placement="bottom start" offset={6}>
          <Dialog aria-label={label} className="filter-pill__box">
            {children}
          </Dialog>
        </Popover>
      </DialogTrigger>
      {said !== "" && (
        <button
          type="button"
          className="filter-pill__clear"
          aria-label={t("filter.remove", { name: label })}
          onClick={onClear}
        >
          <Icon name="close" />
        </button>
      )}
    </span>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface PillOf<V> {
  readonly label: string;
  readonly value: V | undefined;
  readonly onChange: (value: V | null) => void;
}

/** Any of a few states. */
export function SeveralPill({
  label,
  value = [],
  onChange,
  choices,
}: PillOf<readonly string[]> & { readonly choices: readonly Choice[] }): ReactNode {
  const toggle = (each: string, isOn: boolean): void => {
    const next = choices.map((choice) => choice.value).filter((one) => (one === each ? isOn : value.includes(one)));
    onChange(next.length === 0 ? null : next);
  };
  const said = choices.filter((each) => value.includes(each.value)).map((each) => each.label);
  return (
    <FilterPill label={label} said={said.join(", ")} onClear={() => onChange(null)}>
      <fieldset className="filter-pill__choices">
        <legend className="visually-hidden">{label}</legend>
        {choices.map((choice) => (
          <label key={choice.value} className="check">
            <input
              type="checkbox"
              checked={value.includes(choice.value)}
              onChange={(event) => toggle(choice.value, event.target.checked)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </fieldset>
    </FilterPill>
  );
}

/** One of a few. */
export function OnePill({
  label,
  value = "",
  onChange,
  choices,
  said,
  above,
  none,
}: PillOf<string> & {
  readonly choices: readonly Choice[];
  /** What the pill says where the choice is not among those here. */
  readonly said?: string;
  /** Stands over the choices: a search. */
  readonly above?: ReactNode;
  /** Stands there without choices. */
  readonly none?: string;
}): ReactNode {
  const chosen = choices.find((each) => each.value === value)?.label ?? said ?? "…";
  return (
    <FilterPill label={label} said={value === "" ? "" : chosen} onClear={() => onChange(null)}>
      {above}
      <fieldset className="filter-pill__choices">
        <legend className="visually-hidden">{label}</legend>
        {choices.length === 0 && <p className="muted small">{none}</p>}
        {choices.map((choice) => (
          <label key={choice.value} className="check">
            <input type="radio" name={label} checked={choice.value === value} onChange={() => onChange(choice.value)} />
            <bdi>{choice.label}</bdi>
          </label>
        ))}
      </fieldset>
    </FilterPill>
  );
}
