"""The gate at the order: what blocked addresses hold for review and refuse.

They come with the statement that reads the sale.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import structlog

from turnout.modules.blocked_addresses.errors import OrderBlocked
from turnout.modules.blocked_addresses.metrics import MATCHED
from turnout.modules.blocked_addresses.types import Block, BlockOutcome
from turnout.modules.fraud_rules.api import ReasonKind, ReviewReason

log = structlog.get_logger(__name__)


def named_by(email: str, network: str) -> dict[str, Any]:
    """The parameters of `BLOCKS` for a buyer."""
    address = email.strip().lower()
    domain = address.rpartition("@")[2]
    return {"named": [each for each in (address, domain) if each], "network": network or None}


def to_blocks(rows: Sequence[Sequence[Any]] | None) -> tuple[Block, ...]:
    """The entries as `BLOCKS` lists them."""
    return tuple(
        Block(id=UUID(block_id), kind=kind, value=value, outcome=outcome, reason=reason)
        for block_id, kind, value, outcome, reason in rows or ()
    )


def require_not_blocked(event_id: UUID, found: Sequence[Block]) -> tuple[ReviewReason, ...]:
    """OrderBlocked where an entry refuses; else why the order is held for review."""
    if not found:
        return ()
    refusing = next((each for each in found if each.outcome == BlockOutcome.REFUSE), None)
    outcome = BlockOutcome.REVIEW if refusing is None else BlockOutcome.REFUSE
    MATCHED.add(outcome=outcome.value)
    log.info(
        "an order of a blocked address",
        event_id=str(event_id),
        blocked_address_ids=[str(each.id) for each in found],
        outcome=outcome.value,
    )
    if refusing is not None:
        raise OrderBlocked
    return tuple(
        ReviewReason(
            kind=ReasonKind.BLOCKED_ADDRESS,
            name=each.value,
            blocked_address_id=each.id,
            subject=each.kind,
            note=each.reason,
        )
        for each in found
    )
