"""Messages that are rows: due ones are told to workers, those of workers that died are given up.

The table has `state` (`queued` and `sending` wait), `reason`, `due_at`, `leased_until` and
`handed_out_at`; where messages can be lost, also `ended_at` and the state `unknown`. Push, chat and
text messages are such tables.
"""

from datetime import timedelta
from typing import Final

from turnout.kernel.db.claims import Claim, ClaimedRow
from turnout.kernel.db.tx import Transaction

WAITS: Final = "state = 'queued'"
"""What a worker may take: nothing that another one has or had."""
MOST_DOUBLINGS: Final = 20


class DeliveryQueue:
    """The statements of one such table. All of them are the operator's: they see every tenant."""

    def __init__(self, table: str, *, hand_out_again: timedelta, is_free: str = WAITS) -> None:
        """`is_free` says in SQL which rows a worker may take; `%(now)s` stands for the time."""
        self._hand_out_again = hand_out_again
        self._hand_out = Claim(
            table,
            due=f"due_at <= %(now)s AND {is_free}"
            " AND (handed_out_at IS NULL OR handed_out_at <= %(before)s)",
            first="due_at",
            taken="handed_out_at = %(now)s",
        )
        self._told = f"""
            SELECT count(*) FROM {table}
            WHERE state IN ('queued', 'sending') AND handed_out_at > %(before)s
        """
        self._lose = f"""
            UPDATE {table} SET state = 'unknown', reason = %(reason)s, leased_until = NULL,
                ended_at = %(now)s
            WHERE state = 'sending' AND leased_until <= %(now)s RETURNING id
        """
        self._backlog = f"""
            SELECT count(*), min(due_at) FILTER (WHERE due_at <= %(now)s) FROM {table}
            WHERE state IN ('queued', 'sending')
        """

    def hand_out(self, tx: Transaction, *, limit: int) -> list[ClaimedRow]:
        """Mark due messages as told to a worker; organization and id of each.

        No more than make `limit` with those that workers were told of before and have not ended:
        what is written down meanwhile does not wait behind very many.
        """
        before = tx.now - self._hand_out_again
        [(told,)] = tx.query(self._told, {"before": before})
        if told >= limit:
            return []
        return self._hand_out.take(tx, {"now": tx.now, "before": before}, limit=limit - told)

    def lose(self, tx: Transaction, *, reason: str) -> int:
        """Give up what workers had when they died: nobody can say what became of it. How many."""
        return len(tx.query(self._lose, {"now": tx.now, "reason": reason}))

    def measure_backlog(self, tx: Transaction) -> tuple[int, float]:
        """How many wait, and for how many seconds the oldest has been due."""
        [(waiting, oldest)] = tx.query(self._backlog, {"now": tx.now})
        return waiting, (tx.now - oldest).total_seconds() if oldest is not None else 0.0


def growing_delay(attempts: int, *, first: timedelta, longest: timedelta) -> timedelta:
    """How long to wait after so many attempts: twice as long after each, up to `longest`."""
    doublings = min(max(attempts, 1) - 1, MOST_DOUBLINGS)
    delay: timedelta = min(first * 2**doublings, longest)
    return delay
