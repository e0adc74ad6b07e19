"""The form for an attendee: name, address and the event's questions, as plain controls."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from flask import request

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.forms import api as forms
from turnout.modules.orders import api as orders
from turnout.site.forms import questions as asking
from turnout.site.forms.csrf import typed
from turnout.site.l10n.i18n import _
from turnout.site.layout.views import EventCard
from turnout.site.tickets.ticket_views import AttendeePage, AttendeeWords

EMAIL: Final = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
LONGEST_NAME: Final = 200
LONGEST_EMAIL: Final = 254

Asked = tuple[forms.Form, dict[str, Any]] | None
"""A form with what was answered to it; None: nothing is asked."""


def questions_of(asked: Asked, ticket_type_id: UUID) -> list[forms.Question]:
    return asking.asked_of(asked[0], ticket_type_id) if asked else []


def typed_attendee(questions: Sequence[forms.Question]) -> orders.NewAttendee:
    """What the form says; Invalid names the lines that are wrong. An empty address is none."""
    name = CONTROLS.sub(" ", typed("name", longest=LONGEST_NAME)).strip()
    email = typed("email", longest=LONGEST_EMAIL).strip()
    faults = []
    if not name:
        faults.append(FieldError("/name", _("Please enter a name.")))
    if email and not EMAIL.fullmatch(email):
        faults.append(FieldError("/email", _("Please enter a valid email address")))
    if faults:
        raise Invalid(*faults)
    answers = asking.typed_answers(questions) if questions else None
    return orders.NewAttendee(name=name, email=email, answers=answers)


def checked_email(email: str) -> str:
    if not EMAIL.fullmatch(email) or len(email) > LONGEST_EMAIL:
        raise Invalid(FieldError("/email", _("Please enter a valid email address")))
    return email


def page_of(
    words: AttendeeWords,
    event: EventCard,
    *,
    name: str,
    email: str,
    asked: Asked,
    kind: UUID,
    refused: Invalid | None = None,
) -> AttendeePage:
    """The form with what is known, or with what was typed and what was wrong with it."""
    wanted = questions_of(asked, kind)
    answers: Mapping[str, Any] = asked[1] if asked else {}
    says = {each.pointer: asking.said(each) for each in refused.errors} if refused else {}
    if refused is not None:
        name, email = request.form.get("name", "")[:200], request.form.get("email", "")[:254]
        answers = {**answers, **asking.typed_answers(wanted)}
    controls = asking.controls(asked[0], wanted, answers, refused=refused) if asked else ()
    view = AttendeePage(
        words=words,
        event=event,
        name=name,
        email=email,
        name_error=says.get("/name", ""),
        email_error=says.get("/email", ""),
        questions=controls,
    )
    if refused is None or view.is_wrong:
        return view
    # Something that the form does not show: it is said as it is.
    return replace(view, error=_(str(refused)))
