"""What became of mails, as it crosses the module's border."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from turnout.kernel.http.answers import one_of


class MailGrouping(StrEnum):
    DAY = "day"
    """In the organization's time zone."""
    KIND = "kind"
    """Of mail: `order-confirmed`, `announcement` and so on."""
    SENDER = "sender"
    """The domain that they left from; empty: the platform's."""
    CONNECTION = "connection"
    """The provider that took them; empty: the platform's own server."""
    MAILBOX = "mailbox"
    """The domain of the recipients."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailWish:
    """Which days, both included, and by what; None leaves a limit to what is usual."""

    first_day: date | None = None
    last_day: date | None = None
    group_by: MailGrouping = MailGrouping.DAY


class Standing(StrEnum):
    """How mailbox providers look at such figures."""

    TOO_FEW = "too-few"
    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFigures:
    """Mails of one group by what became of them."""

    key: str | None
    mails: int
    waiting: int
    failed: int
    sent: int
    delivered: int
    bounced: int
    gone: int
    complained: int
    unsubscribed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverabilityLine:
    """Mails of one group by what became of them."""

    component: ClassVar = "DeliverabilityLine"
    key: str
    name: Annotated[str | None, "Of a connection; null elsewhere, and for the platform's server."]
    mails: Annotated[int, "Written down in these days."]
    waiting: Annotated[int, "Of those: not sent yet."]
    failed: Annotated[int, "Given up, or stopped by the suppression list; the log says why."]
    sent: Annotated[int, "Taken by a mail server or provider."]
    delivered: Annotated[int, "Of those: the recipient's server took it, as the provider tells."]
    bounced: Annotated[int, "Came back, as the provider tells."]
    gone: Annotated[int, "Of those: for good, the address takes no mail."]
    complained: Annotated[int, "Called unwanted by the recipient."]
    unsubscribed: Annotated[int, "Whose recipient asked the provider for no more."]
    bounces_per_1000: Annotated[
        float | None, "Of the mails whose fate is known; null where none is."
    ]
    complaints_per_1000: Annotated[float | None, "Of the delivered ones; null without any."]
    standing: Annotated[
        str,
        one_of(Standing),
        "`watch` from 20 bounces or 1 complaint in 1,000 mails on, `bad` from 50 or 3 on;"
        " `too-few` while the fate of fewer than 100 mails is known.",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverabilityReport:
    """What became of the mails of some days; those of the platform itself are not counted."""

    component: ClassVar = "DeliverabilityReport"
    first_day: date
    last_day: date
    group_by: Annotated[str, one_of(MailGrouping)]
    time_zone: str
    counted_at: datetime
    total: DeliverabilityLine
    lines: Annotated[Sequence[DeliverabilityLine], "Days in their order, else most mails first."]
    is_cut: Annotated[bool, "There are more than 200 groups."]
