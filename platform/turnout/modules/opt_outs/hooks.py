"""Hooks of opt-outs: the module that keeps the mails says what one of them is about."""

from collections.abc import Callable
from typing import Final, TypeAlias
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook
from turnout.modules.opt_outs.types import MailSubject

Subjects: TypeAlias = Callable[[Transaction, UUID], MailSubject | None]
"""What a mail of the organization is about; None where it is not there, or cannot be ended."""
_SUBJECTS: Final[Hook[Subjects]] = Hook()
register_subjects: Final = _SUBJECTS.register


def find_subject(tx: Transaction, mail_id: UUID) -> MailSubject | None:
    """What a mail is about, asked of whoever keeps mails."""
    found = (answer(tx, mail_id) for answer in _SUBJECTS)
    return next((each for each in found if each), None)
