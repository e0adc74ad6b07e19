// Quantity stepper: one less, the number, one more.
import { useId, type ReactNode } from "react";
import { Icon } from "./Icon";
import { useWords } from "./language";

export interface QuantityProps {
  readonly id?: string;
  /** What is counted: it names the group and both buttons. */
  readonly name: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly max: number;
  readonly min?: number;
  /** The least above nought that can be had: one more goes from 0 to it, one less from it to 0. */
  readonly least?: number;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
}

/** A button at its end stays focusable, so that the keyboard does not lose its place. */
export function Quantity({
  id,
  name,
  value,
  onChange,
  max,
  min = 0,
  least = 1,
  error,
  disabled = false,
}: QuantityProps): ReactNode {
  const words = useWords();
  const own = useId();
  const describedBy = `${id ?? own}-error`;
  const fewer = value > least ? value - 1 : min;
  const more = value < least ? least : value + 1;
  return (
    <div className="field quantity-field">
      <div
        {...(id === undefined ? {} : { id, tabIndex: -1 })}
        role="group"
        aria-label={name}
        {...(error === undefined ? {} : { "aria-describedby": describedBy })}
        className="quantity"
      >
        <Step
          label={words("less", { name })}
          off={disabled || value <= min}
          onPress={() => onChange(fewer)}
          icon="minus"
        />
        <output aria-live="polite" className="number">
          <span className="visually-hidden">{words("quantity", { name, count: value })}</span>
          <span aria-hidden="true">{value}</span>
        </output>
        <Step label={words("more", { name })} off={disabled || more > max} onPress={() => onChange(more)} icon="plus" />
      </div>
      {error !== undefined && (
        <span id={describedBy} className="field__error">
          {error}
        </span>
      )}
    </div>
  );
}

function Step({
  label,
  off,
  onPress,
  icon,
}: {
  readonly label: string;
  readonly off: boolean;
  readonly onPress: () => void;
  readonly icon: "minus" | "plus";
}): ReactNode {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      aria-disabled={off}
      onClick={() => !off && onPress()}
    >
      <Icon name={icon} />
    </button>
  );
}
