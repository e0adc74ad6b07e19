// Which columns a table shows.
import type { ReactNode } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { Icon } from "./Icon";
import { useWords } from "./language";

export interface ColumnChooserProps {
  readonly columns: readonly { readonly id: string; readonly title: string }[];
  readonly shown: readonly string[];
  readonly onChange: (id: string, isShown: boolean) => void;
}

export function ColumnChooser({ columns, shown, onChange }: ColumnChooserProps): ReactNode {
  const words = useWords();
  return (
    <DialogTrigger>
      <Button className="data-table__columns">
        <Icon name="columns" />
        {words("columns")}
      </Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Dialog aria-label={words("columns")} className="data-table__choices">
          {columns.map(({ id, title }) => (
            <label key={id} className="check">
              <input
                type="checkbox"
                checked={shown.includes(id)}
                onChange={(event) => onChange(id, event.target.checked)}
              />
              <span>{title}</span>
            </label>
          ))}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
