// The states of a list side by side, each an address of its own.
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";

export interface StateTabsProps<S extends string> {
  readonly label: string;
  readonly states: readonly S[];
  readonly now: string;
  /** Which one stands there when the address names none. */
  readonly usual: S;
  readonly wordOf: (state: S) => string;
}

export function StateTabs<S extends string>({ label, states, now, usual, wordOf }: StateTabsProps<S>): ReactNode {
  const [params] = useSearchParams();
  const pathOf = (state: S): string => {
    const next = new URLSearchParams(params);
    if (state === usual) next.delete("state");
    else next.set("state", state);
    return next.size === 0 ? "." : `?${next}`;
  };
  return (
    <nav className="tabs" aria-label={label}>
      {states.map((state) => (
        <Link key={state} to={pathOf(state)} {...(state === now ? { "aria-current": "page" as const } : {})}>
          {wordOf(state)}
        </Link>
      ))}
    </nav>
  );
}
