"""Refund balance of an order: what it owes its buyer for which return, and due retries. Pure.

All amounts are minor units of the order's currency.
"""

from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from turnout.modules.orders.models import LIVE, RefundState

MOST_ATTEMPTS: Final = 5
FIRST_PAUSE: Final = timedelta(hours=12)


Basis = Mapping[str, object]
"""What a refund rests on, by name: the amount, states and money of the order, its tickets."""


def preview_token(basis: Basis) -> str:
    """What a preview saw, in few signs: a mark of each part, so that a change can be named."""
    return ".".join(_mark(basis[name]) for name in sorted(basis))


def changed_since(token: str, basis: Basis) -> list[str] | None:
    """The parts that are not as the preview saw them; None for what is no token of a preview."""
    names, marks = sorted(basis), token.split(".")
    if len(marks) != len(names):
        return None
    return [name for name, mark in zip(names, marks, strict=True) if _mark(basis[name]) != mark]


def _mark(value: object) -> str:
    digest = sha256(repr(value).encode()).digest()[:9]
    return urlsafe_b64encode(digest).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRequest:
    """Money that was asked back of one payment, and how that stands."""

    id: UUID
    payment_id: UUID | None
    return_id: UUID | None
    amount_minor: int
    state: RefundState
    is_owed: bool
    requested_at: datetime
    ask_again_at: datetime | None

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_outstanding(self) -> bool:
        """It is owed, it failed, and nobody has seen to it yet."""
        return self.is_owed and not self.is_live


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundBalance:
    """An order's money as it stands: `kept` is here to stay, of which the order may keep `due`."""

    paid: int
    kept: int
    due: int
    parts: Sequence[RefundRequest] = ()
    returns: Mapping[UUID, int] = field(default_factory=dict)
    """Return → what comes back for its tickets."""

    @property
    def for_returns(self) -> int:
        """The amount owed for returned tickets, at most what is still kept."""
        return min(max(0, self.kept), sum(self._open().values()))

    @property
    def overpaid(self) -> int:
        """The amount that the order may not keep, for returns or otherwise."""
        return max(0, self.kept - self.due, self.for_returns)

    @property
    def refundable(self) -> int:
        """The amount that may be refunded without a person's decision.

        Money that went back besides, after a return's own refund was asked for, may have been
        meant to make up for it: only who sent it knows, and nobody is paid twice.
        """
        return max(0, self.kept - self.due, self.for_returns - self._doubtful())

    @property
    def not_yet_requested(self) -> int:
        """The amount owed beyond every refund that was requested."""
        failed = sum(each.amount_minor for each in self._unmet() if each.return_id is None)
        return max(0, self._besides() - failed)

    def due_retries(self, now: datetime) -> Iterator[tuple[RefundRequest, int]]:
        """The parts whose time has come, with how much: a return's whole or not at all."""
        left, besides, still_open = self.refundable, self._besides(), self._open()
        for part in sorted(self._unmet(), key=_turn):
            if part.ask_again_at is None or part.ask_again_at > now:
                continue
            amount = part.amount_minor
            if part.return_id is None:
                amount = min(amount, left, besides)
                besides -= amount
            elif amount > min(left, still_open.get(part.return_id, 0)):
                continue
            else:
                still_open[part.return_id] -= amount
            if amount > 0:
                left -= amount
                yield part, amount

    def _besides(self) -> int:
        """The overpaid amount beyond the returns."""
        return max(0, self.kept - self.due - self.for_returns)

    def _open(self) -> dict[UUID, int]:
        return {
            each: missing
            for each, amount in self.returns.items()
            if (
                missing := outstanding_amount(
                    amount, [part for part in self.parts if part.return_id == each]
                )
            )
        }

    def _unmet(self) -> Iterator[RefundRequest]:
        return (each for each in self.parts if each.is_outstanding)

    def _doubtful(self) -> int:
        asked = [each.requested_at for each in self._unmet() if each.return_id is not None]
        if not asked:
            return 0
        known = sum(
            each.amount_minor
            for each in self.parts
            if each.is_live and (each.is_owed or each.requested_at < min(asked))
        )
        return max(0, self.paid - self.kept - known)


def outstanding_amount(amount_minor: int, parts: Collection[RefundRequest]) -> int:
    """Return the part of a return's requested refunds that failed and was not requested again."""
    asked = sum(each.amount_minor for each in parts)
    live = sum(each.amount_minor for each in parts if each.is_live)
    return max(0, min(amount_minor, asked) - live)


def allocate(
    amount_minor: int, held: Mapping[UUID, int], parts: Iterable[RefundRequest]
) -> dict[UUID, int]:
    """Distribute a refund over payments, the first ones first.

    Money that was never asked for goes before what a payment refused already.
    """
    untouched = Counter(held)
    for part in parts:
        if part.is_outstanding and part.payment_id is not None:
            untouched[part.payment_id] -= part.amount_minor
    shares: dict[UUID, int] = {}
    for limits in (untouched, held):
        for payment_id in held:
            room = limits[payment_id] - shares.get(payment_id, 0)
            more = min(amount_minor - sum(shares.values()), room)
            if more > 0:
                shares[payment_id] = shares.get(payment_id, 0) + more
    return shares


def next_retry_at(*, attempts: int, is_refused: bool, now: datetime) -> datetime | None:
    """Return the time of the next try: half a day, one, two, four days after a failure.

    None: never by itself. The provider refused for good, or it was tried often enough.
    """
    if is_refused or attempts >= MOST_ATTEMPTS:
        return None
    return now + FIRST_PAUSE * (1 << (attempts - 1))


def _turn(part: RefundRequest) -> tuple[bool, datetime, UUID]:
    return part.return_id is None, part.requested_at, part.id
