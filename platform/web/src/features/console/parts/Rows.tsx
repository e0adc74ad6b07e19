// A short list of things that one opens: a name, what there is to know of each, and a menu of actions.
import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { Link } from "react-router";
import { ActionMenu, type Action } from "../../../ui/ActionMenu";
import { useConsoleTexts } from "../shell/texts";
import "./parts.css";

/** Its children are `Row`. */
export function Rows({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <ul className="rows" aria-label={label}>
      {children}
    </ul>
  );
}

export interface RowProps {
  readonly title: string;
  /** Opens it in place; a row with neither `onOpen` nor `to` is only read. */
  readonly onOpen?: () => void;
  /** Its own view. */
  readonly to?: string;
  /** Beside going to its view. */
  readonly onFollow?: () => void;
  /** A picture or a mark before the name. */
  readonly before?: ReactNode;
  /** Small marks beside the name: a state. */
  readonly tags?: ReactNode;
  /** Under the name; each entry is a line, empty ones are left out. */
  readonly facts?: readonly ReactNode[];
  /** At the line's end: an amount, a bar. */
  readonly end?: ReactNode;
  readonly actions?: readonly Action[];
}

export function Row({ title, onOpen, to, onFollow, before, tags, facts = [], end, actions = [] }: RowProps): ReactNode {
  const t = useConsoleTexts();
  const name = <bdi>{title}</bdi>;
  return (
    <li className="rows__row">
      {before !== undefined && <div className="rows__before">{before}</div>}
      <div className="rows__what">
        <p className="rows__title">
          {to !== undefined ? (
            <Link to={to} className="rows__open" onClick={onFollow}>
              {name}
            </Link>
          ) : onOpen !== undefined ? (
            <Button className="rows__open" onPress={onOpen}>
              {name}
            </Button>
          ) : (
            name
          )}
          {tags}
        </p>
        {facts.map(
          (fact, place) =>
            isThere(fact) && (
              <p key={place} className="rows__fact">
                {fact}
              </p>
            ),
        )}
      </div>
      {end !== undefined && <div className="rows__end">{end}</div>}
      {actions.length > 0 && <ActionMenu label={t("moreOf", { name: title })} actions={actions} />}
    </li>
  );
}

function isThere(fact: ReactNode): boolean {
  return fact !== null && fact !== undefined && fact !== false && fact !== "";
}
