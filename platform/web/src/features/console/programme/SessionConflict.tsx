// Somebody else saved this session meanwhile: both sides, in the words of the form.
import type { ReactNode } from "react";
import { fieldsThatDiffer } from "../parts/fields";
import { BothSides, type BothSidesProps } from "../shell/BothSides";
import type { Programme, Room } from "./schedule";
import type { SessionField, SessionForm } from "./session-form";
import { useProgrammeTexts } from "./texts";

export interface SessionConflictProps extends Omit<BothSidesProps, "differences"> {
  readonly mine: SessionForm;
  readonly theirs: SessionForm;
  /** What this person changed; the rest is theirs in any case. */
  readonly changed: readonly SessionField[];
  readonly programme: Programme;
  readonly rooms: readonly Room[];
}

/** What a field of the form says to a person. */
export function useShownSession(
  programme: Programme,
  rooms: readonly Room[],
): (form: SessionForm, name: SessionField) => string {
  const t = useProgrammeTexts();
  const named = (among: readonly { id: string; name: string }[], id: string): string =>
    among.find((each) => each.id === id)?.name ?? "";
  return (form, name) => {
    if (name === "registers" || name === "cancelled") return t(form[name] ? "yes" : "no");
    if (name === "room") return named(rooms, form.room);
    if (name === "track") return named(programme.tracks, form.track) || form.newTrack;
    if (name === "speakers") return form.speakers.map(({ id }) => named(programme.speakers, id)).join(", ");
    return name === "starts" || name === "ends" ? form[name].replace("T", " ") : form[name];
  };
}

/** The new track stands where the track does. */
export function useSessionLabels(): (name: SessionField) => string | null {
  const t = useProgrammeTexts();
  return (name) => (name === "newTrack" ? null : t(`field.${name}` as "field.title"));
}

export function SessionConflict({ mine, theirs, changed, programme, rooms, ...rest }: SessionConflictProps): ReactNode {
  const labelOf = useSessionLabels();
  const shown = useShownSession(programme, rooms);
  const differing = fieldsThatDiffer(mine, theirs)
    .filter((name) => changed.includes(name))
    .flatMap((id) => {
      const label = labelOf(id);
      return label === null ? [] : [{ id, label, mine: shown(mine, id), theirs: shown(theirs, id) }];
    });
  return <BothSides {...rest} differences={differing} />;
}
