// Progress through a process of several steps, and the heading that takes the focus when a step begins.
import { useEffect, useRef, type ReactNode } from "react";
import { classNames } from "./class-names";
import { useWords } from "./language";

export function Steps({ names, current }: { readonly names: readonly string[]; readonly current: number }): ReactNode {
  const words = useWords();
  return (
    <ol className="steps" aria-label={words("steps")}>
      {names.map((name, index) => (
        <li
          key={name}
          className={classNames(index < current && "steps__done")}
          {...(index === current ? { "aria-current": "step" as const } : {})}
        >
          {name}
          {index < current && <span className="visually-hidden"> ({words("stepDone")})</span>}
        </li>
      ))}
    </ol>
  );
}

/** Takes focus when it appears, unless the page has only just been opened. */
export function StepHeading({ children, focus }: { readonly children: ReactNode; readonly focus: boolean }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!focus) return;
    heading.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [focus]);
  return (
    <h1 ref={heading} tabIndex={-1} className="page-title">
      {children}
    </h1>
  );
}
