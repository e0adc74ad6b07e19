"""The form for an attendee: name, address and the event's questions, as plain controls."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from babel import Locale
from flask import request

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.typed_addresses import COUNTRIES, mailable_address
from turnout.modules.forms import api as forms
from turnout.modules.orders import api as orders
from turnout.search_words.texts import plain_letters
from turnout.site.forms.csrf import typed
from turnout.site.l10n import i18n
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.views import EventCard
from turnout.site.tickets.views import AttendeePage, AttendeeWords, Choice, QuestionView

Type = forms.QuestionType
INPUTS: Final = {
    Type.SHORT_TEXT: "text",
    Type.NUMBER: "text",
    Type.DATE: "date",
    Type.TIME: "time",
    Type.DATE_TIME: "datetime-local",
    Type.EMAIL: "email",
    Type.PHONE: "tel",
    Type.URL: "url",
}
KINDS: Final = {
    Type.LONG_TEXT: "textarea",
    Type.HEADING: "heading",
    Type.COUNTRY: "select",
    Type.DROPDOWN: "select",
    Type.CONSENT: "tick",
    Type.YES_NO: "radio",
    Type.RATING: "radio",
    Type.SINGLE_CHOICE: "radio",
    Type.MULTIPLE_CHOICE: "checks",
}
"""Everything else is a line to type into."""
AUTOCOMPLETE: Final = {Type.EMAIL: "email", Type.PHONE: "tel", Type.COUNTRY: "country"}
SILENT: Final = (Type.HIDDEN, Type.FILE)
"""Not changed here: what was answered to them before stays."""
SHAPES: Final = {
    Type.YES_NO: "yes-no",
    Type.CONSENT: "consent",
    Type.MULTIPLE_CHOICE: "list",
    Type.ADDRESS: "part",
    Type.HEADING: "none",
}
"""How a script reads an answer off the page; everything else is a text."""
LONGEST: Final = 4000
ADDRESS: Final = (
    ("line1", marked("Street and number"), "address-line1"),
    ("line2", marked("Further line"), "address-line2"),
    ("postal_code", marked("Postal code"), "postal-code"),
    ("city", marked("City"), "address-level2"),
    ("region", marked("Region"), "address-level1"),
    ("country", marked("Country"), "country"),
)
YES, NO = "yes", "no"
WORDS: Final = {
    "required": marked("Please answer this question."),
    "invalid-character": marked("This has a sign that cannot be kept."),
    "pattern": marked("This does not have the form that is asked for."),
    "too-short": marked("This is too short."),
    "too-long": marked("This is too long."),
    "not-a-number": marked("Please enter a number."),
    "too-many-decimals": marked("Please enter fewer digits after the point."),
    "too-small": marked("This is less than is allowed."),
    "too-large": marked("This is more than is allowed."),
    "not-an-option": marked("Please choose one of the options."),
    "too-few": marked("Please choose more."),
    "too-many": marked("Please choose fewer."),
    "not-a-date": marked("Please enter a date."),
    "not-a-time": marked("Please enter a time."),
    "not-a-date-time": marked("Please enter a date and a time."),
    "too-early": marked("This is earlier than is allowed."),
    "too-late": marked("This is later than is allowed."),
    "not-an-email": marked("Please enter a valid email address"),
    "not-a-phone": marked("Please enter a valid phone number with its country code."),
    "not-a-url": marked("Please enter an address that starts with https://."),
    "not-a-country": marked("Please choose a country."),
}
"""What is wrong with an answer, by the code of the fault."""


def typed_answers(questions: Iterable[forms.Question]) -> dict[str, Any]:
    """What the form that was sent answers; an empty line takes an answer away."""
    unasked = (*SILENT, Type.HEADING)
    return {each.key: _typed(each) for each in questions if each.type not in unasked}


def said(error: FieldError) -> str:
    """What is wrong, in the language of the page."""
    return _(WORDS[error.code]) if error.code in WORDS else error.detail


def _typed(question: forms.Question) -> Any:
    name = _name(question)
    match question.type:
        case Type.MULTIPLE_CHOICE:
            return [each[:LONGEST] for each in request.form.getlist(name)[:200]] or None
        case Type.YES_NO:
            return {YES: True, NO: False}.get(request.form.get(name, ""))
        case Type.CONSENT:
            return request.form.get(name) == YES or None
        case Type.ADDRESS:
            parts = {part: _line(f"{name}-{part}") for part, *_more in ADDRESS}
            given = {part: value for part, value in parts.items() if value}
            return given or None
        case _:
            return _line(name) or None


def _line(name: str) -> str:
    return request.form.get(name, "")[:LONGEST].replace("\x00", "").replace("\r\n", "\n").strip()


def _controls(
    form: forms.Form, question: forms.Question, answer: Any, *, says: Mapping[str, str]
) -> list[QuestionView]:
    error = _error(question, says)
    if question.type is Type.ADDRESS:
        return _address(form, question, answer, says=says, error=error)
    label = _text(form, question.label)
    if question.type is Type.CONSENT:
        label = _text(form, question.text) or label
    return [
        QuestionView(
            name=_name(question),
            kind=KINDS.get(question.type) or INPUTS[question.type],
            label=label,
            hint=_text(form, question.help),
            value=answer if isinstance(answer, str) else "",
            is_required=question.required,
            choices=_choices(form, question, answer),
            error=error,
            longest=question.maximum_length,
            autocomplete=AUTOCOMPLETE.get(question.type, "off"),
        )
    ]


def _text(form: forms.Form, said: Mapping[str, str]) -> str:
    """A text of the form in the language of the page, else in the form's own."""
    return forms.text_in(said, i18n.language(), language=form.language)


def _choices(form: forms.Form, question: forms.Question, answer: Any) -> tuple[Choice, ...]:
    match question.type:
        case Type.COUNTRY:
            return countries(answer)
        case Type.CONSENT:
            return (Choice(value=YES, label="", is_chosen=answer is True),)
        case Type.YES_NO:
            yes = Choice(value=YES, label=_("Yes"), is_chosen=answer is True)
            return (yes, Choice(value=NO, label=_("No"), is_chosen=answer is False))
        case Type.RATING:
            steps = (str(step) for step in range(1, question.steps + 1))
            return tuple(Choice(value=each, label=each, is_chosen=answer == each) for each in steps)
    chosen = answer if isinstance(answer, list) else [answer]
    return tuple(
        Choice(
            value=each.value,
            label=_text(form, each.label) or each.value,
            is_chosen=each.value in chosen,
        )
        for each in question.options
    )


def _address(
    form: forms.Form,
    question: forms.Question,
    answer: Any,
    *,
    says: Mapping[str, str],
    error: str,
) -> list[QuestionView]:
    known = answer if isinstance(answer, Mapping) else {}
    label = _text(form, question.label)
    lines = [QuestionView(name=_name(question), kind="heading", label=label, error=error)]
    for part, title, autocomplete in ADDRESS:
        value = str(known.get(part, ""))
        is_country = part == "country"
        lines.append(
            QuestionView(
                name=f"{_name(question)}-{part}",
                kind="select" if is_country else "text",
                label=_(title),
                value=value,
                choices=countries(value) if is_country else (),
                error=says.get(f"/answers/{question.key}/{part}", ""),
                autocomplete=autocomplete,
            )
        )
    return lines


def countries(chosen: Any) -> tuple[Choice, ...]:
    """Every country by its name in the page's language."""
    names = Locale.parse(i18n.language()).territories
    every = sorted(COUNTRIES, key=lambda code: (plain_letters(names.get(code, code)), code))
    return tuple(
        Choice(value=code, label=names.get(code, code), is_chosen=code == chosen) for code in every
    )


def _error(question: forms.Question, says: Mapping[str, str]) -> str:
    """What is wrong with the answer as a whole, or with one of its entries."""
    own = f"/answers/{question.key}"
    if own in says:
        return says[own]
    below = (text for pointer, text in says.items() if pointer.startswith(f"{own}/"))
    return "" if question.type is Type.ADDRESS else next(below, "")


def _visible(form: forms.Form, answers: Mapping[str, Any], kind: UUID) -> frozenset[str]:
    """Keys of the questions whose conditions are met by the answers so far."""
    scope = forms.Scope.ATTENDEE
    return frozenset(
        forms.evaluate(form, answers, scope=scope, ticket_type_ids=[str(kind)]).visible
    )


def _condition(question: forms.Question, *, is_met: bool) -> dict[str, Any]:
    """What the page's script needs for hiding and showing the question as answers change."""
    condition = question.show_if
    return {
        "key": question.key,
        "shape": SHAPES.get(question.type, "text"),
        "shown_if": json.dumps(condition) if condition is not None else "",
        "is_hidden": not is_met,
    }


def _name(question: forms.Question) -> str:
    return f"q-{question.key}"


CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
LONGEST_NAME: Final = 200
LONGEST_EMAIL: Final = 254

Asked = tuple[forms.Form, dict[str, Any]] | None
"""A form with what was answered to it; None: nothing is asked."""


def questions_of(asked: Asked, ticket_type_id: UUID) -> list[forms.Question]:
    """What attendees with this ticket type may be asked, in order."""
    return [
        each
        for each in (asked[0].questions if asked else ())
        if each.scope is forms.Scope.ATTENDEE
        and (each.ticket_type_ids is None or str(ticket_type_id) in each.ticket_type_ids)
    ]


def typed_attendee(questions: Sequence[forms.Question]) -> orders.NewAttendee:
    """What the form says; Invalid names the lines that are wrong. An empty address is none."""
    name = CONTROLS.sub(" ", typed("name", longest=LONGEST_NAME)).strip()
    given = typed("email", longest=LONGEST_EMAIL).strip()
    email = mailable_address(given) if given else ""
    faults = []
    if not name:
        faults.append(FieldError("/name", _("Please enter a name.")))
    if email is None:
        faults.append(FieldError("/email", _("Please enter a valid email address")))
    if faults:
        raise Invalid(*faults)
    answers = typed_answers(questions) if questions else None
    return orders.NewAttendee(name=name, email=email or "", answers=answers)


def checked_email(text: str) -> str:
    """The address with its domain in ASCII; Invalid where no mail can be sent to it."""
    email = mailable_address(text)
    if email is None:
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
    says = {each.pointer: said(each) for each in refused.errors} if refused else {}
    if refused is not None:
        name, email = request.form.get("name", "")[:200], request.form.get("email", "")[:254]
        answers = {**answers, **typed_answers(wanted)}
    visible = _visible(asked[0], answers, kind) if asked else frozenset()
    shown = (
        replace(control, **_condition(each, is_met=each.key in visible))
        for each in wanted
        if asked and each.type not in SILENT
        for control in _controls(asked[0], each, answers.get(each.key), says=says)
    )
    view = AttendeePage(
        words=words,
        event=event,
        name=name,
        email=email,
        name_error=says.get("/name", ""),
        email_error=says.get("/email", ""),
        questions=tuple(shown),
    )
    if refused is None or view.is_wrong:
        return view
    # Something that the form does not show: it is said as it is.
    return replace(view, error=_(str(refused)))
