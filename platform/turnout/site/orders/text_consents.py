"""Whether a buyer gets text messages about the event, at which number, and taking it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import Response, request

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Invalid, NotFound
from turnout.kernel.http.request_info import request_id
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.text_messages import api as text_messages
from turnout.modules.text_messages.api import ConsentPlace, TextConsentChoice
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import Personal
from turnout.site.l10n import i18n
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.addresses import go_to
from turnout.site.layout.page_access import count_holder, page
from turnout.site.layout.views import EventCard, Link
from turnout.site.tickets.service import OrderKey, event_card

PATH: Final = "text-messages"
LONGEST_PHONE: Final = 32
LONGEST_VERSION: Final = 20
CONFLICT_STATUS: Final = 409
INVALID_STATUS: Final = 422
DONE: Final = {
    "agreed": marked("Saved. You get text messages about this event."),
    "ended": marked("Saved. You get no more text messages about this event."),
}
CHANGED: Final = marked("What you would agree to has just changed. Please read it again.")
NOT_OFFERED: Final = marked("This organizer sends no text messages at the moment.")
NO_NUMBER: Final = marked("Enter a phone number with its country code, such as +44 20 7946 0958.")
NOT_TICKED: Final = marked("Tick the box if you want text messages.")
BLOCKED: Final = {
    "stopped": marked(
        "This number has answered STOP. Send START to the number that the texts came from to get"
        " them again."
    ),
    "provider": marked(
        "This number has asked for no more texts. Send START to the number that the texts came"
        " from to get them again."
    ),
    "invalid": marked("This number takes no text messages. Enter another one."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextConsentPage:
    """What the buyer would agree to, whether they did, and what was typed."""

    event: EventCard
    is_offered: bool
    is_given: bool
    phone: str
    statement: str
    wording: str
    given_at: datetime | None
    blocked: str
    action: str
    back: Link
    phone_error: str = ""
    box_error: str = ""
    done: str = ""
    error: str = ""


class TextConsentPages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page("whoever has the order's secret")
    def texts(self, **values: Any) -> Response:
        """The page, and what its buttons send: the secret of the address is the credential."""
        count_holder()
        key = OrderKey(**values)
        ctx = key.context(request_id())
        if request.method != "POST":
            done = next((_(DONE[each]) for each in DONE if each in request.args), "")
            return self._shown(ctx, key, done=done)
        is_given = typed("act") == "agree"
        if not is_given and typed("act") != "end":
            raise NotFound
        if is_given and not typed("agrees"):
            return self._shown(ctx, key, box_error=_(NOT_TICKED), status=INVALID_STATUS)
        choice = TextConsentChoice(
            is_given=is_given,
            phone=typed("phone")[:LONGEST_PHONE],
            wording=typed("wording")[:LONGEST_VERSION],
            language=i18n.language(),
            place=ConsentPlace.ORDER_PAGE,
        )
        try:
            text_messages.set_consent(ctx, key.order_id, choice)
        except Invalid:
            return self._shown(ctx, key, phone_error=_(NO_NUMBER), status=INVALID_STATUS)
        except text_messages.TextWordingChanged:
            return self._shown(ctx, key, error=_(CHANGED), status=CONFLICT_STATUS)
        except text_messages.TextsNotOffered:
            return self._shown(ctx, key, error=_(NOT_OFFERED), status=CONFLICT_STATUS)
        return go_to(f"{key.path}/{PATH}?{'agreed' if is_given else 'ended'}")

    def _shown(
        self, ctx: PublicContext, key: OrderKey, *, status: int = 200, **said: str
    ) -> Response:
        found = text_messages.get_consent(ctx, key.order_id, language=i18n.language())
        with transaction(ctx) as tx:
            event = events.get_event(tx, found.event_id)
            card = event_card(tx, event, organizations.branding_of(tx))
        zone = ZoneInfo(event.time_zone)
        view = TextConsentPage(
            event=card,
            is_offered=found.is_offered,
            is_given=found.is_given,
            phone=typed("phone")[:LONGEST_PHONE] or found.phone,
            statement=found.statement,
            wording=found.wording,
            given_at=found.given_at.astimezone(zone) if found.given_at else None,
            blocked=_(BLOCKED[found.blocked]) if found.blocked else "",
            action=f"{key.path}/{PATH}",
            back=Link(label=_("Back to the order"), url=key.path),
            **said,
        )
        return self._personal.page(
            "text_consent.html",
            view,
            title=_("Text messages about this event"),
            status=status,
            home=card.organization,
        )
