"""What a person asks organizers about their data: on the account's pages."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from flask import Response

from turnout.kernel.context import PersonContext
from turnout.kernel.errors import FieldError, Invalid, NotFound
from turnout.kernel.http.access import is_confirmed
from turnout.modules.data_requests import api as data_requests
from turnout.modules.data_requests.api import (
    DataRequestKind,
    DataRequestState,
    NewDataRequest,
    OwnDataRequest,
    RectifiedField,
)
from turnout.modules.orders.api import AnswerPlace, CorrectableAnswer
from turnout.modules.privacy.api import ProcessingPurpose
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.i18n import _
from turnout.site.l10n.processing_words import PURPOSES, STATES, asked_in
from turnout.site.layout.addresses import (
    ACCOUNT,
    DATA_REQUESTS,
    confirm_path,
    go_to,
    sign_in_path,
)
from turnout.site.layout.page_access import count_request, find_viewer, page
from turnout.site.layout.views import Field, FormPage, Link, Option, OptionGroup

GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"
MOST: Final = data_requests.LONGEST_TEXT
WHOLE_ORDER: Final = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRequestView:
    organization: str
    asked: str
    wanted: str
    state: str
    is_open: bool
    asked_on: date
    due_on: date
    extension_reason: str
    answer: str
    withdraw_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRequestsPage:
    requests: tuple[OwnRequestView, ...]
    organizations: tuple[Link, ...]
    """Whom something can be asked; the address is what the pages of one begin with."""
    account_url: str = ACCOUNT


class OwnDataRequestPages(FormPages):
    @page(GUESTS)
    def own_requests(self) -> Response:
        """What was asked with what became of it, and whom one can ask."""
        count_request()
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(DATA_REQUESTS))
        view = OwnRequestsPage(
            requests=tuple(map(_view, data_requests.list_own_requests(viewer))),
            organizations=tuple(
                Link(label=each.name, url=f"{DATA_REQUESTS}/{each.organization_id}")
                for each in data_requests.list_organizations(viewer)
            ),
        )
        return self.shown("data_requests.html", view, _("Your data at organizers"))

    @page(GUESTS)
    def correction(self, organization_id: UUID) -> Response:
        """Say what is wrong and what it should be."""
        viewer = _enter(f"{DATA_REQUESTS}/{organization_id}/correct")
        if isinstance(viewer, Response):
            return viewer
        answers = data_requests.list_correctable_answers(viewer, organization_id)
        view = FormPage(
            title=_("Have your data corrected"),
            addressee=data_requests.get_addressee(viewer, organization_id).name,
            text=_("The organizer has a month to answer. You get an email."),
            button=_("Ask for the correction"),
            fields=(
                _what(answers),
                fields.lines("wanted", longest=MOST, label=_("What should it be?")),
                fields.lines(
                    "said", longest=MOST, label=_("What else should they know?"), is_optional=True
                ),
            ),
            links=(_back(),),
        )
        return self.decided(
            "data-correction", view, _asking(viewer, organization_id, lambda: _typed_what(answers))
        )

    @page(GUESTS)
    def objection(self, organization_id: UUID) -> Response:
        """Say for what one's data is not to be used any more."""
        viewer = _enter(f"{DATA_REQUESTS}/{organization_id}/object")
        if isinstance(viewer, Response):
            return viewer
        options = tuple(
            Option(value=each.value, label=_(PURPOSES[each])) for each in data_requests.OBJECTABLE
        )
        view = FormPage(
            title=_("Object to a use of your data"),
            addressee=data_requests.get_addressee(viewer, organization_id).name,
            text=_(
                "News and sponsors stop once the organizer has read it; they cannot refuse that."
                " What a contract or the law asks for goes on. You get an email within a month."
            ),
            button=_("Object"),
            fields=(
                Field(
                    name="purpose",
                    label=_("What should your data not be used for?"),
                    kind="select",
                    autocomplete="off",
                    value=typed("purpose") or ProcessingPurpose.NEWS.value,
                    groups=(OptionGroup(label="", options=options),),
                ),
                fields.lines(
                    "said", longest=MOST, label=_("What else should they know?"), is_optional=True
                ),
            ),
            links=(_back(),),
        )
        return self.decided(
            "data-objection", view, _asking(viewer, organization_id, _typed_purpose)
        )

    @page(GUESTS)
    def withdrawn_request(self, data_request_id: UUID) -> Response:
        """Take a request back that is open."""
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(DATA_REQUESTS))
        every = data_requests.list_own_requests(viewer)
        found = next((each for each in every if each.request.id == data_request_id), None)
        if found is None:
            raise NotFound
        view = FormPage(
            title=_("Take this request back?"),
            text=f"{found.organization_name} · {asked_in(found.request)}",
            button=_("Take back"),
            links=(_back(),),
        )

        def taken_back() -> Response:
            data_requests.withdraw_request(viewer, data_request_id)
            return csrf.renew(go_to(DATA_REQUESTS))

        return self.decided("withdraw-data-request", view, taken_back)


def _enter(path: str) -> PersonContext | Response:
    """Who is signed in and has confirmed it lately, as for a copy or an erasure."""
    viewer = find_viewer()
    if viewer is None:
        return go_to(sign_in_path(path))
    if not is_confirmed(viewer.confirmed_at):
        return go_to(confirm_path(path))
    return viewer


def _asking(
    viewer: PersonContext, organization_id: UUID, read: Callable[[], NewDataRequest]
) -> Callable[[], Response]:
    def asked() -> Response:
        data_requests.create_request(viewer, organization_id, read())
        return csrf.renew(go_to(DATA_REQUESTS))

    return asked


def _what(answers: list[CorrectableAnswer]) -> Field:
    """What is wrong: the name, one of one's answers, or anything else."""
    written = tuple(
        Option(
            value=_value(each),
            label=f"{each.order_number} · {each.attendee_name} · {each.label}: {each.answer}"
            if each.attendee_name
            else f"{each.order_number} · {each.label}: {each.answer}",
        )
        for each in answers
    )
    own = (
        Option(value=RectifiedField.NAME.value, label=_("My name")),
        Option(value=RectifiedField.OTHER.value, label=_("Something else")),
    )
    groups = [OptionGroup(label="", options=own)]
    if written:
        groups.append(OptionGroup(label=_("What you answered"), options=written))
    return Field(
        name="question",
        label=_("What is wrong?"),
        kind="select",
        autocomplete="off",
        value=typed("question") or RectifiedField.NAME.value,
        groups=tuple(groups),
        hint=_("For something else, say below where it stands."),
    )


def _value(each: CorrectableAnswer) -> str:
    return f"{each.order_id} {each.attendee_id or WHOLE_ORDER} {each.question}"


def _typed_what(answers: list[CorrectableAnswer]) -> NewDataRequest:
    chosen = typed("question")
    asked = NewDataRequest(
        kind=DataRequestKind.RECTIFICATION,
        wanted=typed("wanted", longest=MOST),
        said=typed("said", longest=MOST),
    )
    if chosen in (RectifiedField.NAME, RectifiedField.OTHER):
        return replace(asked, field=RectifiedField(chosen))
    for each in answers:
        if _value(each) == chosen:
            place = AnswerPlace(
                order_id=each.order_id, attendee_id=each.attendee_id, question=each.question
            )
            return replace(asked, field=RectifiedField.ANSWER, place=place)
    raise Invalid(FieldError("/question", "Choose one of your answers."))


def _typed_purpose() -> NewDataRequest:
    chosen = typed("purpose")
    return NewDataRequest(
        kind=DataRequestKind.OBJECTION,
        purpose=ProcessingPurpose(chosen) if chosen in list(ProcessingPurpose) else None,
        said=typed("said", longest=MOST),
    )


def _back() -> Link:
    return Link(label=_("Back to your requests"), url=DATA_REQUESTS)


def _view(own: OwnDataRequest) -> OwnRequestView:
    found = own.request
    is_open = found.state == DataRequestState.OPEN
    return OwnRequestView(
        organization=own.organization_name,
        asked=asked_in(found),
        wanted=found.wanted,
        state=_(STATES[found.state]),
        is_open=is_open,
        asked_on=found.asked_at.date(),
        due_on=found.due_at.date(),
        extension_reason=found.extension_reason,
        answer=found.answer,
        withdraw_url=f"{DATA_REQUESTS}/{found.id}/withdraw" if is_open else "",
    )
