"""The question that payments ask of the modules above: whether a verdict is waited for."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

RISK_WANTED: Final = Hook[Callable[[Transaction, UUID], bool]]()
"""Whether something depends on what the provider says of the risk of a reference's payment.

Then money that a webhook brings without a verdict is asked after before it counts.
"""


def is_risk_wanted(tx: Transaction, reference: UUID) -> bool:
    return any(is_wanted(tx, reference) for is_wanted in RISK_WANTED)
