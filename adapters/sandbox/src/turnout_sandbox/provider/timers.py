"""What was promised for later: a pending payment or refund that ends by itself."""

from turnout_sandbox.provider.store import Tx


def set_timer(tx: Tx, target: str, outcome: str, *, at: float) -> None:
    """Let `outcome` happen to a payment or refund at a Unix time."""
    tx.execute(
        "INSERT INTO timer (object, outcome, due_at) VALUES (?, ?, ?)", (target, outcome, at)
    )
