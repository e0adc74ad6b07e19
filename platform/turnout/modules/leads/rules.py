"""Decisions about leads: what is shared, how long links work, what a note becomes. Pure."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from turnout.kernel.errors import FieldError
from turnout.kernel.security.crypto import is_token
from turnout.modules.forms import api as forms
from turnout.modules.leads.types import (
    KnownMember,
    Lead,
    LeadAnswer,
    LeadState,
    MemberState,
    NewLeadSettings,
    Rating,
    StoredLead,
    StoredLeadSettings,
)

TOKEN_PREFIX: Final = "turnout_lead"  # noqa: S105  what tokens begin with, not a secret
"""Before the 27 letters and the 6 of their checksum: 160 bits that nobody guesses."""
EMAIL: Final = "email"
ANSWER: Final = "answer:"
"""Before the key of a question, in what a consent shares."""
LONGEST_NOTE: Final = 2000
MOST_TAGS: Final = 12
NOT_SHARED: Final = frozenset(
    {
        forms.QuestionType.FILE,
        forms.QuestionType.ADDRESS,
        forms.QuestionType.CONSENT,
        forms.QuestionType.HEADING,
        forms.QuestionType.DATE_TIME,
    }
)
"""Questions whose answers are no line of text, or not for others."""


def is_token_shaped(bearer: str) -> bool:
    """Whether prefix, length and checksum are right: what is not was never made by us."""
    return is_token(bearer, TOKEN_PREFIX)


def shares_of(settings: StoredLeadSettings) -> list[str]:
    """What sponsors may have besides the name, as a consent keeps it."""
    email = [EMAIL] if settings.shares_email else []
    return [*email, *(f"{ANSWER}{key}" for key in settings.questions)]


def changes_statement(before: StoredLeadSettings, new: NewLeadSettings) -> bool:
    """Whether attendees would agree to something else than before."""
    asked = [each for each in (new.company_question, *new.question_keys) if each]
    return (before.statement, before.shares_email, set(before.questions)) != (
        new.statement,
        new.shares_email,
        set(asked),
    )


def settings_errors(new: NewLeadSettings, known: Collection[str]) -> list[FieldError]:
    """Questions that the event's form does not ask, by field."""
    wrong = []
    if new.company_question is not None and new.company_question not in known:
        wrong.append(FieldError("/company_question", "The event's form has no such question."))
    for place, key in enumerate(new.question_keys):
        if key not in known:
            says = "The event's form has no such question."
            wrong.append(FieldError(f"/question_keys/{place}", says))
    return wrong


def link_ends_at(
    stated: datetime | None, event_ends_at: datetime | None, days_after_event: int
) -> datetime | None:
    """Until when a sponsor's links work; None while the event has no end."""
    if stated is not None:
        return stated
    return event_ends_at + timedelta(days=days_after_event) if event_ends_at else None


def state_of_member(
    member: KnownMember, event_ends_at: datetime | None, now: datetime
) -> MemberState:
    """Whether a link opens its page at this instant, or why not."""
    if member.revoked_at is not None:
        return MemberState.REVOKED
    ends_at = link_ends_at(member.ends_at, event_ends_at, member.days_after_event)
    if ends_at is not None and ends_at <= now:
        return MemberState.OVER
    return MemberState.ACTIVE if member.is_enabled else MemberState.OFF


def joined_notes(before: str, added: str) -> str:
    """A note with what another member, or a phone that was offline, adds to it below."""
    if not added or added in before.splitlines():
        return before
    return f"{before}\n{added}".strip()[:LONGEST_NOTE]


def joined_tags(before: Sequence[str], added: Sequence[str]) -> list[str]:
    return list(dict.fromkeys((*before, *added)))[:MOST_TAGS]


def unknown_tags(
    tags: Sequence[str], known: Collection[str], *, below: str = ""
) -> list[FieldError]:
    """Tags that the sponsor does not have, by field."""
    return [
        FieldError(f"{below}/tags/{place}", "Choose one of the sponsor's tags.")
        for place, tag in enumerate(tags)
        if tag not in known
    ]


def shared_questions(form: forms.Form | None) -> dict[str, forms.Question]:
    """The questions that attendees answer for themselves in a line of text, by key."""
    asked = form.questions if form else ()
    return {
        each.key: each
        for each in asked
        if each.type not in NOT_SHARED and each.scope is forms.Scope.ATTENDEE
    }


def label_of(question: forms.Question, *, language: str, fallback: str) -> str:
    return forms.text_in(question.label, language, language=fallback) or question.key


def shown(
    found: StoredLead,
    settings: StoredLeadSettings,
    questions: Mapping[str, forms.Question],
    *,
    language: str,
) -> Lead:
    """A lead with what its attendee agreed to and the organizer still offers; else no data."""
    if not found.is_active:
        return _withdrawn(found)
    agreed = frozenset(found.shares or ()) & frozenset(shares_of(settings))
    said = {
        key: _text(found.answers[key], questions[key], language=language)
        for key in settings.questions
        if f"{ANSWER}{key}" in agreed and key in questions and found.answers.get(key)
    }
    company = said.get(settings.company_question or "", "")
    return Lead(
        id=found.id,
        state=LeadState.ACTIVE,
        name=found.holder_name,
        email=found.holder_email if EMAIL in agreed else None,
        company=company,
        answers=[
            LeadAnswer(
                label=label_of(questions[key], language=language, fallback=language), text=text
            )
            for key, text in said.items()
            if key != settings.company_question
        ],
        rating=Rating(found.rating) if found.rating else None,
        tags=found.tags,
        note=found.note,
        scanned_at=found.scanned_at,
        scanned_by=found.scanned_by,
        version=found.version,
    )


def _withdrawn(found: StoredLead) -> Lead:
    return Lead(
        id=found.id,
        state=LeadState.WITHDRAWN,
        name="",
        email=None,
        company="",
        answers=[],
        rating=None,
        tags=[],
        note="",
        scanned_at=found.scanned_at,
        scanned_by=found.scanned_by,
        version=found.version,
    )


def _text(value: Any, question: forms.Question, *, language: str) -> str:
    """An answer in words: choices by their labels, several with commas."""
    words = {
        option.value: forms.text_in(option.label, language, language="") or option.value
        for option in question.options
    }
    parts = value if isinstance(value, list) else [value]
    return ", ".join(words.get(str(each), str(each)) for each in parts)
