"""How the API misbehaves on request (the effect is real, the answer suffers), and timers."""

from dataclasses import dataclass

from turnout_sandbox.provider.store import Tx

SLOW_SECONDS = 3.0
HANG_SECONDS = 30.0
_DEFAULT_SECONDS = {"slow": SLOW_SECONDS, "hang": HANG_SECONDS}


@dataclass(frozen=True, slots=True)
class Script:
    """One misbehaviour that the present request has used up."""

    behaviour: str
    seconds: float


def add(
    tx: Tx,
    account: str,
    *,
    behaviour: str,
    times: int,
    operation: str = "any",
    seconds: float | None = None,
    payment: str | None = None,
) -> None:
    chosen = _DEFAULT_SECONDS.get(behaviour, 0.0) if seconds is None else seconds
    tx.execute(
        "INSERT INTO script (account, payment, operation, behaviour, seconds, remaining)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (account, payment, operation, behaviour, chosen, times),
    )


def take(tx: Tx, account: str, *, operation: str, payment: str | None) -> Script | None:
    """Use up the oldest script that is meant for this request."""
    row = tx.execute(
        "SELECT id, behaviour, seconds FROM script WHERE account = ? AND remaining > 0"
        " AND operation IN ('any', ?) AND (payment IS NULL OR payment = ?) ORDER BY id LIMIT 1",
        (account, operation, payment),
    ).fetchone()
    if row is None:
        return None
    tx.execute("UPDATE script SET remaining = remaining - 1 WHERE id = ?", (row["id"],))
    return Script(row["behaviour"], row["seconds"])


def clear(tx: Tx, account: str) -> None:
    tx.execute("DELETE FROM script WHERE account = ?", (account,))


def set_timer(tx: Tx, target: str, outcome: str, *, at: float) -> None:
    """Let `outcome` happen to a payment or refund at a Unix time."""
    tx.execute(
        "INSERT INTO timer (object, outcome, due_at) VALUES (?, ?, ?)", (target, outcome, at)
    )
