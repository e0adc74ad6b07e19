// Somebody else saved this session meanwhile: both sides, in the words of the form.
import type { ReactNode } from "react";
import { BothSides, type BothSidesProps } from "../shell/BothSides";
import type { Programme, Room } from "./schedule";
import { differences, type SessionField, type SessionForm } from "./session-form";
import { useProgrammeTexts } from "./texts";

export interface SessionConflictProps extends Omit<BothSidesProps, "differences"> {
  readonly mine: SessionForm;
  readonly theirs: SessionForm;
  /** What this person changed; the rest is theirs in any case. */
  readonly changed: readonly SessionField[];
  readonly programme: Programme;
  readonly rooms: readonly Room[];
}

export function SessionConflict({ mine, theirs, changed, programme, rooms, ...rest }: SessionConflictProps): ReactNode {
  const t = useProgrammeTexts();
  const named = (among: readonly { id: string; name: string }[], id: string): string =>
    among.find((each) => each.id === id)?.name ?? "";
  const shown = (form: SessionForm, name: SessionField): string => {
    if (name === "registers" || name === "cancelled") return t(form[name] ? "yes" : "no");
    if (name === "room") return named(rooms, form.room);
    if (name === "track") return named(programme.tracks, form.track) || form.newTrack;
    if (name === "speakers") return form.speakers.map(({ id }) => named(programme.speakers, id)).join(", ");
    return name === "starts" || name === "ends" ? form[name].replace("T", " ") : form[name];
  };
  const differing = differences(mine, theirs)
    .filter((name) => changed.includes(name) && name !== "newTrack")
    .map((name) => ({
      id: name,
      label: t(`field.${name}` as "field.title"),
      mine: shown(mine, name),
      theirs: shown(theirs, name),
    }));
  return <BothSides {...rest} differences={differing} />;
}
