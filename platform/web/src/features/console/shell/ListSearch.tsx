// The search field of a list: it has its letters at once, whenever the list answers.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Icon } from "../../../ui/Icon";

export interface ListSearchProps {
  readonly label: string;
  /** For a form that takes what was typed at once. */
  readonly name?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const LONGEST = 200;
const TYPING_MILLISECONDS = 60;

export function ListSearch({ label, name, value, onChange }: ListSearchProps): ReactNode {
  const [typed, setTyped] = useTyped(value, onChange);
  return (
    <label className="toolbar__search list-search">
      <span className="visually-hidden">{label}</span>
      <Icon name="search" />
      <input
        type="search"
        name={name}
        className="input"
        value={typed}
        maxLength={LONGEST}
        placeholder={label}
        onChange={(event) => setTyped(event.target.value)}
      />
    </label>
  );
}

/** A field that is typed in: the list is asked when the typing rests. */
function useTyped(value: string, onRest: (value: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(value);
  /** What the list was asked for last; anything else comes from outside. */
  const asked = useRef(value);
  useEffect(() => {
    if (value === asked.current) return;
    asked.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    if (typed === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = typed;
      onRest(typed);
    }, TYPING_MILLISECONDS);
    return () => clearTimeout(timer);
  });
  return [typed, setTyped];
}
