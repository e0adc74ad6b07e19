"""Attempts and reports as they cross the module's border."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.modules.connections.api import SealedConnection
from turnout.modules.mail_providers.models import AttemptState
from turnout.modules.suppressions.api import Entry
from turnout_sdk.email import ReportState


@dataclass(frozen=True, slots=True, kw_only=True)
class MailToSend:
    """Which mail is handed over; `is_repeat` says that it was tried before."""

    id: UUID
    message_id: str
    template: str
    recipient: str
    is_repeat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """A mail that was taken; `attempt_id` is the attempt whose end is still to be written down."""

    provider_ref: str
    attempt_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to hand a mail over to a connection."""

    id: UUID
    connection_id: UUID
    state: str
    provider_ref: str
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedMail:
    """A mail with what was known when it was claimed: connections to try, what was tried before."""

    mail: MailToSend
    routes: Sequence[SealedConnection]
    earlier: Attempt | None
    listed: Entry | None
    """Its recipient on the suppression list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAttempt:
    """An attempt as the message log shows it."""

    component: ClassVar[str] = "MailAttempt"

    connection: Annotated[str, "The name of the connection."]
    state: Annotated[str, one_of(AttemptState)]
    reason: Annotated[str, "Why the provider did not take it; empty otherwise."]
    started_at: datetime
    ended_at: Annotated[datetime | None, "null: under way, or its worker died."]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailReport:
    """A report of the provider as the message log shows it."""

    component: ClassVar[str] = "MailReport"

    state: Annotated[str, one_of(ReportState)]
    is_permanent: Annotated[bool, "Of a mail that came back: the address takes no mail at all."]
    detail: Annotated[str, "The far server's reason; empty where it gave none."]
    occurred_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MailHistory:
    """What was tried with a mail and what became of it, each from the first on."""

    component: ClassVar[str] = "MailHistory"

    attempts: Annotated[
        list[MailAttempt], "Empty for mails that went through the platform's own server."
    ]
    reports: list[MailReport]
