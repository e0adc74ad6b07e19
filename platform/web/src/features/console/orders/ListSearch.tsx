// The search field of a list.
import type { ReactNode } from "react";
import { Icon } from "../../../ui/Icon";
import { useTyped } from "./list-address";

export interface ListSearchProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const LONGEST = 200;

export function ListSearch({ label, value, onChange }: ListSearchProps): ReactNode {
  const [typed, setTyped] = useTyped(value, onChange);
  return (
    <label className="toolbar__search list-search">
      <span className="visually-hidden">{label}</span>
      <Icon name="search" />
      <input
        type="search"
        className="input"
        value={typed}
        maxLength={LONGEST}
        placeholder={label}
        onChange={(event) => setTyped(event.target.value)}
      />
    </label>
  );
}
