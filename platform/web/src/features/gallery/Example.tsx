// A component's section in the gallery, and one example of it with the name of its state.
import type { ReactNode } from "react";
import type { Keys } from "../../lib/texts";
import { useTexts, type Translate } from "../../ui/language";
import type english from "./texts/en.json";

export function useSamples(): Translate<Keys<typeof english>> {
  return useTexts("gallery");
}

export function Section({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <section className="examples" aria-labelledby={`gallery-${name}`}>
      <h2 id={`gallery-${name}`} lang="en" dir="ltr">
        {name}
      </h2>
      <div className="examples__grid">{children}</div>
    </section>
  );
}

export function Example({ state, children }: { readonly state: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="example">
      <p className="example__state" lang="en" dir="ltr">
        {state}
      </p>
      {children}
    </div>
  );
}
