"""What people ask about their data, on pages: the inbox, one request, and its answers."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from flask import Response

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.errors import FieldError, Invalid, NotFound
from turnout.modules.data_requests import api as data_requests
from turnout.modules.data_requests.api import DataRequestState, ReceivedDataRequest
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import typed, typed_version
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.formats import long_day
from turnout.site.l10n.i18n import _, marked
from turnout.site.l10n.processing_words import BASES, STATES, asked_in
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import FormPage, Link
from turnout.site.settings.entry import GUESTS, Entered, Frame, enter, home_of

SECTION: Final = "/data-requests"
READ: Final = "data-requests.read"
MANAGE: Final = "data-requests.manage"
SHOWN: Final = 200
MOST: Final = data_requests.LONGEST_TEXT
ANSWERED: Final = tuple(each for each in DataRequestState if each is not DataRequestState.OPEN)
GRANT, REFUSE, EXTEND = "grant", "refuse", "extend"
BUTTONS: Final = {
    GRANT: marked("Grant"),
    REFUSE: marked("Refuse"),
    EXTEND: marked("Take more time"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    asked: str
    person: str
    email: str
    state: str
    is_open: bool
    is_overdue: bool
    asked_on: date
    due_on: date
    url: str
    former: str
    wanted: str
    said: str
    basis: str
    """Why the processing is lawful, of an objection."""
    answer: str
    extension_reason: str
    answers: tuple[Link, ...]
    """What the member may answer now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestsPage:
    frame: Frame
    waiting: tuple[RequestView, ...]
    answered: tuple[RequestView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    frame: Frame
    request: RequestView


class DataRequestPages(FormPages):
    @page(GUESTS)
    def data_requests(self, organization_id: UUID) -> Response:
        """The inbox: what waits, the oldest first, and what was answered."""
        count_request()
        entered = enter(organization_id, READ)
        if isinstance(entered, Response):
            return entered
        view = RequestsPage(
            frame=entered.frame(SECTION),
            waiting=_list(entered, (DataRequestState.OPEN,)),
            answered=_list(entered, ANSWERED),
        )
        return self.shown("settings_data_requests.html", view, _("Data requests"))

    @page(GUESTS)
    def data_request(self, organization_id: UUID, data_request_id: UUID) -> Response:
        """Who asks what, until when, and what can be answered."""
        count_request()
        entered = enter(organization_id, READ)
        if isinstance(entered, Response):
            return entered
        found = data_requests.get_received(entered.ctx, data_request_id)
        view = RequestPage(frame=entered.frame(SECTION), request=_view(entered, found))
        return self.shown("settings_data_request.html", view, view.request.asked)

    @page(GUESTS)
    def decided_request(
        self, organization_id: UUID, data_request_id: UUID, decision: str
    ) -> Response:
        """Grant, refuse, or take more time: what happens is said before it does."""
        entered = enter(organization_id, MANAGE)
        if isinstance(entered, Response):
            return entered
        if decision not in BUTTONS:
            raise NotFound
        found = data_requests.get_received(entered.ctx, data_request_id)
        form, act = {
            GRANT: (_granting, _grant),
            REFUSE: (_refusing, _refuse),
            EXTEND: (_extending, _extend),
        }[decision]

        def done() -> Response:
            try:
                act(entered, found)
            except Invalid as error:
                raise fields.in_words(error, {}) from None
            return csrf.renew(entered.back(SECTION, "data-request"))

        return self.decided(f"data-request-{decision}", _framed(entered, found, form(found)), done)


def _list(entered: Entered, states: tuple[DataRequestState, ...]) -> tuple[RequestView, ...]:
    request = PageRequest(limit=SHOWN)
    found = data_requests.list_received(entered.ctx, request, states=states).items
    return tuple(_view(entered, each) for each in found)


def _view(entered: Entered, received: ReceivedDataRequest) -> RequestView:
    found = received.request
    url = _url(entered, found.id)
    offered = {
        GRANT: received.can_grant,
        REFUSE: received.can_refuse,
        EXTEND: received.can_extend,
    }
    return RequestView(
        asked=asked_in(found),
        person=received.person_name,
        email=received.person_email,
        state=_(STATES[found.state]),
        is_open=found.state == DataRequestState.OPEN,
        is_overdue=received.is_overdue,
        asked_on=found.asked_at.date(),
        due_on=found.due_at.date(),
        url=url,
        former=found.former,
        wanted=found.wanted,
        said=found.said,
        basis=_(BASES[received.basis]) if received.basis else "",
        answer=found.answer,
        extension_reason=found.extension_reason,
        answers=tuple(
            Link(label=_(BUTTONS[each]), url=f"{url}/{each}")
            for each, is_offered in offered.items()
            if is_offered and entered.may(MANAGE)
        ),
    )


def _url(entered: Entered, request_id: UUID) -> str:
    return f"{home_of(entered.ctx.organization_id)}{SECTION}/{request_id}"


def _framed(entered: Entered, received: ReceivedDataRequest, view: FormPage) -> FormPage:
    """The form with what is asked above it, and the way back below it."""
    back = Link(label=_("Back"), url=_url(entered, received.request.id))
    version = ("version", typed("version") or str(received.request.version))
    about = f"{received.person_name} · {asked_in(received.request)}"
    return replace(view, text=f"{about}. {view.text}", hidden=(version,), links=(back,))


def _granting(received: ReceivedDataRequest) -> FormPage:
    if received.needs_note:
        says = _("Do it first: nothing happens by itself. What you write goes to the person.")
    elif received.request.purpose:
        says = _("It stops at once, and the person gets an email.")
    else:
        says = _(
            "It is corrected at once, and the person gets an email. Invoices stay as they are."
        )
    return FormPage(
        title=_("Grant this request?"),
        text=says,
        button=_(BUTTONS[GRANT]),
        fields=(
            fields.lines(
                "note",
                longest=MOST,
                label=_("What did you do?"),
                is_optional=not received.needs_note,
            ),
        ),
    )


def _refusing(received: ReceivedDataRequest) -> FormPage:
    basis = _(BASES[received.basis]) if received.basis else ""
    says = _("The person gets your reason by email, and may complain to a supervisory authority.")
    return FormPage(
        title=_("Refuse this request?"),
        text=f"{basis} {says}".strip(),
        button=_(BUTTONS[REFUSE]),
        fields=(fields.lines("reason", longest=MOST, label=_("Why?")),),
    )


def _extending(received: ReceivedDataRequest) -> FormPage:
    return FormPage(
        title=_("Take two months more?"),
        text=_(
            "That is possible once, until %(day)s, where it is complex. The person gets your"
            " reason by email.",
            day=long_day(received.request.due_at.date()),
        ),
        button=_(BUTTONS[EXTEND]),
        fields=(fields.lines("reason", longest=MOST, label=_("Why?")),),
    )


def _grant(entered: Entered, received: ReceivedDataRequest) -> None:
    note = typed("note", longest=MOST)
    data_requests.grant_request(
        entered.ctx, received.request.id, note=note, version=typed_version()
    )


def _refuse(entered: Entered, received: ReceivedDataRequest) -> None:
    data_requests.refuse_request(
        entered.ctx, received.request.id, reason=_typed_reason(), version=typed_version()
    )


def _extend(entered: Entered, received: ReceivedDataRequest) -> None:
    data_requests.extend_request(
        entered.ctx, received.request.id, reason=_typed_reason(), version=typed_version()
    )


def _typed_reason() -> str:
    reason = typed("reason", longest=MOST).strip()
    if not reason:
        raise Invalid(FieldError("/reason", _("Say why: the person reads it.")))
    return reason
