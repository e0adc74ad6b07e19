// A button with three dots, and what can be done with the line that it stands in.
import type { ReactNode } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { classNames } from "./class-names";
import { Icon } from "./Icon";

export interface Action {
  readonly id: string;
  readonly label: string;
  readonly onAction: () => void;
  readonly disabled?: boolean;
  /** It cannot be undone. */
  readonly danger?: boolean;
}

export interface ActionMenuProps {
  /** Names the button: what it is about. */
  readonly label: string;
  readonly actions: readonly Action[];
}

export function ActionMenu({ label, actions }: ActionMenuProps): ReactNode {
  return (
    <MenuTrigger>
      <Button className="line-button" aria-label={label}>
        <Icon name="more" />
      </Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Menu className="listbox" aria-label={label}>
          {actions.map(({ id, label: says, onAction, disabled = false, danger = false }) => (
            <MenuItem
              key={id}
              id={id}
              onAction={onAction}
              isDisabled={disabled}
              className={classNames("listbox__option", danger && "listbox__option--danger")}
            >
              {says}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
