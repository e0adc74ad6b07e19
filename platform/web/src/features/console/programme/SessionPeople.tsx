// Who signed up for a session, in the order in which they did.
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { formatWhen } from "../../../lib/when";
import { Empty } from "../../../ui/Empty";
import { useLocale } from "../../../ui/language";
import { useTicketTypes } from "../events/queries";
import { Row, Rows } from "../parts/Rows";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded, NotHere } from "../shell/states";
import { usePlaces, useRegistrations } from "./participation";
import { useProgramme } from "./queries";
import type { Session } from "./schedule";
import { PlacesTaken } from "./SessionPlaces";
import { useProgrammeTexts } from "./texts";

export default function SessionPeople(): ReactNode {
  const { session: id = "" } = useParams();
  return (
    <Loaded query={useProgramme()}>
      {({ sessions }) => {
        const session = sessions.find((each) => each.id === id);
        return session === undefined ? <NotHere /> : <OfSession session={session} />;
      }}
    </Loaded>
  );
}

function OfSession({ session }: { readonly session: Session }): ReactNode {
  const t = useProgrammeTexts();
  const locale = useLocale();
  const event = useEvent();
  const { slug } = useOrganization();
  const places = usePlaces(session.id);
  const people = useRegistrations(session.id);
  const types = useTicketTypes(event.id).data ?? [];
  return (
    <Page
      title={session.title}
      tags={places !== undefined && <PlacesTaken taken={places.taken} capacity={places.capacity} />}
      lead={formatWhen(session.starts_at, session.ends_at, { timeZone: event.time_zone, locale })}
      back={{ to: `${eventPath(slug, event.id, "programme")}?session=${session.id}`, label: t("title") }}
    >
      <Loaded query={people}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="people" title={t("people.none")}>
              {t(session.needs_registration ? "people.noneText" : "people.notAsked")}
            </Empty>
          ) : (
            <Rows label={t("people.title")}>
              {all.map(
                ({ ticket_id: ticket, ticket_type_id: type, attendee_id: attendee, holder_name: name }, place) => (
                  <Row
                    key={ticket}
                    title={name || t("people.nameless")}
                    before={<span className="number muted">{place + 1}</span>}
                    {...(attendee === null ? {} : { to: eventPath(slug, event.id, `attendees/${attendee}`) })}
                    facts={[<bdi key="type">{types.find(({ id }) => id === type)?.name ?? ""}</bdi>]}
                  />
                ),
              )}
            </Rows>
          )
        }
      </Loaded>
    </Page>
  );
}
