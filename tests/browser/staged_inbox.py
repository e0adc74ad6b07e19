"""Messages for tests in a browser: what an owner was told, as one of the team and as an attendee."""

from datetime import date
from uuid import UUID

from turnout.kernel.context import (
    Actor,
    ActorKind,
    PersonContext,
    SystemContext,
    Visitor,
    system_in,
)
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity
from turnout.modules.inbox import api as inbox
from turnout.modules.inbox.api import MessageKind, NewAttendeeMessage, NewTeamMessage
from turnout.modules.public_search.api import SearchCriteria
from turnout.modules.push_messages import api as push_messages
from turnout.modules.quiet_hours import api as quiet_hours
from turnout.modules.quiet_hours.api import QuietHours
from turnout.modules.saved_searches import api as saved_searches
from turnout.modules.saved_searches import queries, secrets
from turnout.modules.saved_searches.api import MailCadence, NewSavedSearch


class InboxHand:
    """What the tests of messages may ask for."""

    def keep_no_quiet_hours(self, *, email: str) -> None:
        """Of somebody who is told at any time, whenever the test runs."""
        hours = QuietHours(is_on=False, starts="21:00", ends="08:00")
        quiet_hours.set_quiet_hours(_person(email), hours)

    def list_devices(self, *, email: str) -> list[list[str]]:
        """What each of somebody's browsers is told of."""
        found = push_messages.list_subscriptions(_person(email)).items
        return [list(each.audiences) for each in found]

    def save_search(self, *, email: str, text: str) -> str:
        """The page of a search that the address confirmed."""
        job = SystemContext(job="tests.saved-searches")
        new = NewSavedSearch(
            email=email,
            search=SearchCriteria(text=text, place=text, tags=[text.lower()]),
            cadence=MailCadence.WEEKLY,
            time_zone="Europe/Lisbon",
            locale="en",
        )
        with transaction(job) as tx:
            search_id = queries.insert_search(tx, new)
        saved_searches.confirm_search(Visitor(address="127.0.0.1"), secrets.secret_of(search_id))
        return secrets.page_path(search_id)

    def tell_team(self, *, organization_id: str, title: str) -> None:
        told = _team(MessageKind.NOTICE, "", title=title, about=title)
        with transaction(system_in(UUID(organization_id), "tests.inbox")) as tx:
            inbox.tell_team(tx, told)

    def tell_attendee(self, *, organization_id: str, event_id: str, email: str, title: str) -> None:
        told = _attendee(MessageKind.ANNOUNCEMENT, email, title=title, event_id=UUID(event_id))
        with transaction(system_in(UUID(organization_id), "tests.inbox")) as tx:
            inbox.deliver(tx, [told])


def fill_inboxes(organization_id: UUID, event_id: UUID, *, name: str, email: str) -> None:
    """Two orders to look at, a dispute with its day, a notice; and two messages as an attendee."""
    reviews = f"events/{event_id}/reviews"
    told = [
        *(_team(MessageKind.ORDER_REVIEW, reviews, about=name, event_id=event_id),) * 2,
        _team(MessageKind.DISPUTE_DUE, "money/disputes", about="REG-2231", day=date(2031, 5, 6)),
        _team(MessageKind.CONNECTION_FAILED, "settings/connections", about=name),
        _team(MessageKind.NOTICE, "", title=name, about=f"{name}: {name}"),
    ]
    written = [
        _attendee(MessageKind.EVENT_NEWS, email, title=f"New times: {name}", event_id=event_id),
        _attendee(
            MessageKind.ANNOUNCEMENT,
            email,
            title=f"Doors open at nine, and the harbour gate stays closed until noon {name}",
            event_id=event_id,
        ),
    ]
    with transaction(system_in(organization_id, "tests.inbox")) as tx:
        for each in told:
            inbox.tell_team(tx, each)
        inbox.deliver(tx, written)


def _person(email: str) -> PersonContext:
    person = identity.find_user(email)
    assert person is not None
    return PersonContext(user_id=person.id, actor=Actor(ActorKind.USER, str(person.id)))


def _team(kind: MessageKind, path: str, **said: object) -> NewTeamMessage:
    return NewTeamMessage(
        kind=kind,
        path=path,
        source_id=new_id(),
        permission="organizations.read",
        **said,  # type: ignore[arg-type]  # as its fields are
    )


def _attendee(kind: MessageKind, email: str, *, title: str, event_id: UUID) -> NewAttendeeMessage:
    return NewAttendeeMessage(
        kind=kind,
        source_id=new_id(),
        recipient=email,
        title=title,
        body=f"{title}\n\n- Tea\n- Cake",
        event_id=event_id,
    )
