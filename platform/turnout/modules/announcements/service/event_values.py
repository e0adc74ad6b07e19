"""What an announcement's variables say of its event: the same on every channel."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.l10n.formats import one_line
from turnout.l10n.languages import language_of
from turnout.modules.events import api as events
from turnout.modules.notifications import api as notifications
from turnout.modules.organizations import api as organizations

MY_TICKETS: Final = "/my-tickets"


class EventValues:
    """Reads the event and its organizer once, and puts them into words once a language."""

    def __init__(self, tx: Transaction, event_id: UUID) -> None:
        self._event = events.get_event(tx, event_id)
        self._branding = organizations.branding_of(tx)
        self._home = notifications.home_url(self._branding)
        self._known: dict[str, dict[str, str]] = {}
        self.my_tickets = f"{self._home}{MY_TICKETS}"
        """Stands for an order's own page, whose address is a secret that no inbox keeps."""

    def of(self, tag: str) -> Mapping[str, str]:
        """What every reader of a language is told alike, with `event_link`."""
        if tag not in self._known:
            event = events.in_language(self._event, [tag])
            about = notifications.about_event(event, language_of(tag).locale)
            self._known[tag] = {
                **values_of(event, self._branding, about),
                "event_link": notifications.event_page(self._home, self._branding, event),
            }
        return self._known[tag]


def values_of(
    event: events.Event, branding: organizations.Branding, about: Mapping[str, Any]
) -> dict[str, str]:
    """Title, date and organizer; `about` is what mails say of the event in the same language."""
    return {
        "event": one_line(event.title),
        "event_date": about["when"][0] if about["when"] else "",
        "organizer": one_line(branding.name),
    }
