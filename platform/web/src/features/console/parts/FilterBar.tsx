// The filter of a list as pills; on a phone they stand behind a button.
import { useState, type ReactNode } from "react";
import { Icon } from "../../../ui/Icon";
import { useConsoleTexts } from "../shell/texts";
import "./lists.css";

/** `count` parts of the filter are set. */
export function FilterBar({ count, children }: { readonly count: number; readonly children: ReactNode }): ReactNode {
  const t = useConsoleTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="filter-bar">
      <button type="button" className="filter-bar__open" aria-expanded={isOpen} onClick={() => setOpen((now) => !now)}>
        <Icon name="gear" />
        {count === 0 ? t("filter.title") : t("filter.set", { number: count })}
      </button>
      <div className="filter-bar__pills" role="group" aria-label={t("filter.title")} data-open={isOpen}>
        {children}
      </div>
    </div>
  );
}
