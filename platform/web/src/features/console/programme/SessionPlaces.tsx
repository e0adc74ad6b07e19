// How full a session is that takes registrations, with the way to who signed up.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { eventPath } from "../shell/places";
import { usePlaces } from "./participation";
import type { Session } from "./schedule";
import { useProgrammeTexts } from "./texts";

export function SessionPlaces({ session }: { readonly session: Session }): ReactNode {
  const t = useProgrammeTexts();
  const event = useEvent();
  const { slug } = useOrganization();
  const places = usePlaces(session.id);
  return (
    <p className="session-places">
      {places !== undefined && <PlacesTaken taken={places.taken} capacity={places.capacity} />}
      <Link to={eventPath(slug, event.id, `programme/sessions/${session.id}`)}>{t("people.open")}</Link>
    </p>
  );
}

export function PlacesTaken({
  taken,
  capacity,
}: {
  readonly taken: number;
  readonly capacity: number | null;
}): ReactNode {
  const t = useProgrammeTexts();
  const isFull = capacity !== null && taken >= capacity;
  return (
    <span className={isFull ? "tag tag--warm" : "tag"}>
      {capacity === null ? t("people.taken", { count: taken }) : t("people.takenOf", { count: capacity, taken })}
    </span>
  );
}
