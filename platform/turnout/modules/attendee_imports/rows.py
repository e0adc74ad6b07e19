"""Read one row of a table as the person that comes in, or as what is wrong with it. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from marshmallow import ValidationError, fields

from turnout.kernel.http.request_fields import email_field, locale_field, name_field
from turnout.modules.attendee_imports.headings import plain
from turnout.modules.attendee_imports.types import ImportMapping, RowDraft, RowReason
from turnout.modules.forms import api as forms

SEVERAL: Final = re.compile(r"[,;|\n]")
YES: Final = frozenset(
    {"1", "x", "y", "yes", "true", "ja", "oui", "si", "sí", "haa", "نعم", "हाँ", "हां"}
)
NO: Final = frozenset({"0", "n", "no", "false", "nein", "non", "maya", "لا", "नहीं"})
EMAIL, NAME, LOCALE = email_field(), name_field(least=1), locale_field()
"""What cells are judged by, as in checkout."""
DECISIONS: Final = (forms.QuestionType.YES_NO, forms.QuestionType.CONSENT)
CHOICES: Final = (forms.QuestionType.SINGLE_CHOICE, forms.QuestionType.DROPDOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookups:
    """What the words of a table can mean in this event."""

    ticket_types: Mapping[str, UUID | None]
    """By name in its plain form and by id; None where several bear one name."""
    tags: Mapping[str, UUID] = field(default_factory=dict)
    form: forms.Form | None = None

    def question(self, key: str) -> forms.Question | None:
        asked = () if self.form is None else self.form.questions
        return next((each for each in asked if each.key == key), None)


class RowReader:
    """Reads the rows of one table by what its columns mean."""

    def __init__(self, mapping: ImportMapping, lookups: Lookups) -> None:
        self._mapping = mapping
        self._lookups = lookups
        self._columns = {each.question_key: each.column for each in mapping.answers}
        self._questions = {
            key: found for key in self._columns if (found := lookups.question(key)) is not None
        }

    def read(self, cells: Sequence[str]) -> tuple[RowDraft | None, list[RowReason]]:
        """The person, or everything that is wrong with their row."""
        reasons: list[RowReason] = []
        mapping = self._mapping
        name = self._name(cells, reasons)
        email = self._checked(cells, mapping.email, EMAIL, "email-bad", reasons)
        locale = self._checked(cells, mapping.language, LOCALE, "language-bad", reasons)
        ticket_type_id = self._ticket_type(cells, reasons)
        tag_ids = self._tags(cells, reasons)
        of_order, of_person = self._answers(cells, ticket_type_id, reasons)
        if reasons or ticket_type_id is None:
            return None, reasons
        draft = RowDraft(
            name=name,
            email=email,
            ticket_type_id=ticket_type_id,
            locale=locale or mapping.locale,
            key=_cell(cells, mapping.key),
            group=_cell(cells, mapping.group),
            tag_ids=tag_ids,
            order_answers=of_order,
            answers=of_person,
        )
        return draft, []

    def group_of(self, cells: Sequence[str]) -> str:
        return _cell(cells, self._mapping.group)

    def about_type(self, code: str, detail: str) -> RowReason:
        """What is wrong with a row's ticket type, at the column that names it."""
        return _reason(code, detail, self._mapping.ticket_type)

    def _name(self, cells: Sequence[str], reasons: list[RowReason]) -> str:
        mapping = self._mapping
        parts = [_cell(cells, mapping.first_name), _cell(cells, mapping.last_name)]
        column = mapping.name if mapping.name is not None else mapping.first_name
        column = mapping.last_name if column is None else column
        name = _cell(cells, mapping.name) or " ".join(each for each in parts if each)
        if not name:
            reasons.append(_reason("name-missing", "The row names nobody.", column))
            return ""
        try:
            NAME.deserialize(name)
        except ValidationError as error:
            reasons.append(_reason("name-bad", str(error.messages[0]), column))
        return name

    def _checked(
        self,
        cells: Sequence[str],
        column: int | None,
        check: fields.String,
        code: str,
        reasons: list[RowReason],
    ) -> str:
        text = _cell(cells, column)
        if text:
            try:
                return str(check.deserialize(text))
            except ValidationError as error:
                reasons.append(_reason(code, str(error.messages[0]), column))
        return text

    def _ticket_type(self, cells: Sequence[str], reasons: list[RowReason]) -> UUID | None:
        mapping = self._mapping
        text = _cell(cells, mapping.ticket_type)
        if not text:
            if mapping.ticket_type_id is None:
                says = "The row names no ticket type."
                reasons.append(_reason("ticket-type-missing", says, mapping.ticket_type))
            return mapping.ticket_type_id
        known = self._lookups.ticket_types
        found = known.get(text.casefold(), known.get(plain(text), self))
        if found is self:
            says = "The event has no ticket type of this name."
            reasons.append(_reason("ticket-type-unknown", says, mapping.ticket_type))
        elif found is None:
            says = "Several ticket types bear this name; write its id instead."
            reasons.append(_reason("ticket-type-ambiguous", says, mapping.ticket_type))
        return found if isinstance(found, UUID) else None

    def _tags(self, cells: Sequence[str], reasons: list[RowReason]) -> list[UUID]:
        mapping = self._mapping
        found = list(mapping.tag_ids)
        for name in SEVERAL.split(_cell(cells, mapping.tags)):
            if not plain(name):
                continue
            tag_id = self._lookups.tags.get(plain(name))
            if tag_id is None:
                says = "The organization has no tag of this name."
                reasons.append(_reason("tag-unknown", says, mapping.tags))
            elif tag_id not in found:
                found.append(tag_id)
        return found

    def _answers(
        self, cells: Sequence[str], ticket_type_id: UUID | None, reasons: list[RowReason]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Answers about the order and about the person, as the form would keep them."""
        form = self._lookups.form
        if form is None or ticket_type_id is None:
            return {}, {}
        cleaned = {}
        for scope in (forms.Scope.ORDER, forms.Scope.ATTENDEE):
            given = {
                key: value_of(question, text)
                for key, question in self._questions.items()
                if question.scope == scope and (text := _cell(cells, self._columns[key]))
            }
            judged = forms.evaluate(form, given, scope=scope, ticket_type_ids=[str(ticket_type_id)])
            reasons += [self._fault(each, "answer-wrong") for each in judged.wrong]
            if self._mapping.needs_answers and scope == forms.Scope.ATTENDEE:
                reasons += [self._fault(each, "answer-missing") for each in judged.missing]
            cleaned[scope] = judged.cleaned
        return cleaned[forms.Scope.ORDER], cleaned[forms.Scope.ATTENDEE]

    def missing_of_order(
        self, given: Mapping[str, Any], ticket_type_ids: Sequence[UUID]
    ) -> list[RowReason]:
        """What is required of a whole order and was answered by none of its rows."""
        if self._lookups.form is None or not self._mapping.needs_answers:
            return []
        ids = [str(each) for each in ticket_type_ids]
        scope = forms.Scope.ORDER
        judged = forms.evaluate(self._lookups.form, given, scope=scope, ticket_type_ids=ids)
        return [self._fault(each, "answer-missing") for each in judged.missing]

    def _fault(self, fault: forms.Fault, code: str) -> RowReason:
        key = fault.pointer.split("/")[1].replace("~1", "/").replace("~0", "~")
        question = self._lookups.question(key)
        asked = "" if question is None else forms.text_in(question.label, "", language="")
        says = f"{asked}: {forms.field_error(fault, below='').detail}"
        return _reason(code, says, self._columns.get(key))


def value_of(question: forms.Question, text: str) -> Any:
    """A cell as the answer that a form would send; what makes no sense stays a text."""
    word = text.casefold().strip()
    if question.type in DECISIONS:
        return True if word in YES else False if word in NO else text
    options = {
        plain(name): each.value
        for each in question.options
        for name in (*each.label.values(), each.value)
    }
    if question.type == forms.QuestionType.MULTIPLE_CHOICE:
        named = [each.strip() for each in SEVERAL.split(text) if each.strip()]
        return list(dict.fromkeys(options.get(plain(each), each) for each in named))
    if question.type in CHOICES:
        return options.get(plain(text), text)
    if question.type == forms.QuestionType.COUNTRY:
        return text.upper()
    return text


def _cell(cells: Sequence[str], column: int | None) -> str:
    return cells[column] if column is not None and column < len(cells) else ""


def _reason(code: str, detail: str, column: int | None) -> RowReason:
    return RowReason(code=code, detail=detail, column=column)
