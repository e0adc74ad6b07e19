"""Decisions about data requests: pure, without clock or database."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from turnout.kernel.errors import FieldError
from turnout.kernel.state_machine import StateMachine
from turnout.modules.data_requests.types import (
    DataRequest,
    DataRequestKind,
    DataRequestState,
    NewDataRequest,
    RectifiedField,
)
from turnout.modules.privacy.api import ProcessingPurpose
from turnout.modules.processing_records.api import LegalBasis

MONTHS: Final = 1
MORE_MONTHS: Final = 2
"""Article 12(3) of the GDPR: one month from the receipt, and two more with a reason."""
WARN_BEFORE: Final = timedelta(days=7)
MOST_OPEN: Final = 10
"""Of one person at one organization."""
LONGEST_NAME: Final = 200
LONGEST_TEXT: Final = 2_000
STOPPED: Final = frozenset({ProcessingPurpose.NEWS, ProcessingPurpose.LEADS})
"""Purposes that granting stops by itself; to these nobody may say no."""
OBJECTABLE: Final = tuple(
    each
    for each in ProcessingPurpose
    if each not in {ProcessingPurpose.TEAM, ProcessingPurpose.PRIVACY, ProcessingPurpose.ACCOUNTS}
)
"""What organizations process guests' data for: an account is the platform's, its owner ends it."""
KEPT: Final = frozenset({LegalBasis.CONTRACT, LegalBasis.LEGAL_OBLIGATION})
"""An objection does not lie against these (Article 21(1))."""


class Action(StrEnum):
    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


TABLE: Final[StateMachine[DataRequestState, Action]] = StateMachine(
    "data request",
    {
        (DataRequestState.OPEN, Action.GRANT): DataRequestState.GRANTED,
        (DataRequestState.OPEN, Action.REFUSE): DataRequestState.REFUSED,
        (DataRequestState.OPEN, Action.WITHDRAW): DataRequestState.WITHDRAWN,
    },
)


def request_errors(new: NewDataRequest) -> list[FieldError]:
    """What is wrong with a request, each at its field."""
    if new.kind is DataRequestKind.OBJECTION:
        if new.purpose not in OBJECTABLE:
            return [FieldError("/purpose", "Choose one of the purposes.")]
        return []
    if new.field is None:
        return [FieldError("/field", "Say what is wrong.")]
    errors = []
    if not new.wanted.strip():
        errors.append(FieldError("/wanted", "Say what it should be."))
    if new.field is RectifiedField.NAME and len(new.wanted.strip()) > LONGEST_NAME:
        errors.append(FieldError("/wanted", "A name has at most 200 characters."))
    if new.field is RectifiedField.ANSWER and new.place is None:
        errors.append(FieldError("/question", "Choose one of your answers."))
    if new.field is RectifiedField.OTHER and not new.said.strip():
        errors.append(FieldError("/said", "Say where it stands and what is wrong with it."))
    return errors


def is_overdue(request: DataRequest, now: datetime) -> bool:
    return request.state == DataRequestState.OPEN and request.due_at < now


def can_extend(request: DataRequest, now: datetime) -> bool:
    """Once, and the person is told before the first deadline is over."""
    is_open = request.state == DataRequestState.OPEN
    return is_open and request.extended_at is None and now <= request.due_at


def can_grant(request: DataRequest, bases: Mapping[ProcessingPurpose, LegalBasis]) -> bool:
    """What rests on a contract or the law goes on as long as that is so."""
    if request.state != DataRequestState.OPEN:
        return False
    return not request.purpose or bases[ProcessingPurpose(request.purpose)] not in KEPT


def can_refuse(request: DataRequest) -> bool:
    return request.state == DataRequestState.OPEN and request.purpose not in STOPPED


def needs_note(request: DataRequest) -> bool:
    """Whether granting does nothing by itself, so that its answer says what was done."""
    if request.kind == DataRequestKind.OBJECTION:
        return request.purpose not in STOPPED
    return request.field == RectifiedField.OTHER
