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
  /** What the list was asked for last. */
  const asked = useRef(value);
  /** What it was asked for and has not answered yet: it may come late, when more was typed. */
  const awaited = useRef<readonly string[]>([]);
  useEffect(() => {
    const place = awaited.current.indexOf(value);
    if (place >= 0) awaited.current = awaited.current.slice(place + 1);
    else if (value !== asked.current) {
      awaited.current = [];
      asked.current = value;
      setTyped(value); // it comes from outside
    }
  }, [value]);
  useEffect(() => {
    if (typed === asked.current) {
      if (typed === value) awaited.current = [];
      return;
    }
    const timer = setTimeout(() => {
      asked.current = typed;
      awaited.current = [...awaited.current, typed];
      onRest(typed);
    }, TYPING_MILLISECONDS);
    return () => clearTimeout(timer);
  });
  return [typed, setTyped];
}
