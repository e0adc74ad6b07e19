// Somebody else saved the details of the event meanwhile.
import type { ReactNode } from "react";
import { BothSides, type BothSidesProps } from "../shell/BothSides";
import { differences, type DetailsField, type DetailsForm } from "./event-details";
import { useEventTexts, type EventKey } from "./texts";

export interface ConflictDialogProps extends Omit<BothSidesProps, "differences"> {
  readonly mine: DetailsForm;
  readonly theirs: DetailsForm;
  /** What this person changed; the rest is theirs in any case. */
  readonly changed: readonly DetailsField[];
}

export function ConflictDialog({ mine, theirs, changed, ...rest }: ConflictDialogProps): ReactNode {
  const t = useEventTexts();
  const differing = differences(mine, theirs)
    .filter((name) => changed.includes(name))
    .map((name) => ({ id: name, label: t(`field.${name}` as EventKey), mine: mine[name], theirs: theirs[name] }));
  return <BothSides {...rest} differences={differing} />;
}
