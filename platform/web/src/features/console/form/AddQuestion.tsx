// A new question: first its kind.
import type { ReactNode } from "react";
import { Button as Trigger, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Icon } from "../../../ui/Icon";
import { TYPES, type Type } from "./form-draft";
import { useFormTexts, type FormKey } from "./texts";

export function AddQuestion({ onAdd }: { readonly onAdd: (type: Type) => void }): ReactNode {
  const t = useFormTexts();
  return (
    <MenuTrigger>
      <Trigger className="button button--quiet">
        <Icon name="plus" />
        <span className="button__label">{t("add")}</span>
      </Trigger>
      <Popover className="popover" offset={4}>
        <Menu className="listbox" aria-label={t("add")}>
          {TYPES.map((type) => (
            <MenuItem key={type} id={type} className="listbox__option" onAction={() => onAdd(type)}>
              {t(`type.${type}` as FormKey)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
