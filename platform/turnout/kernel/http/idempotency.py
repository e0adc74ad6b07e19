"""`Idempotency-Key`: the same key and body answers the same result, and nothing happens twice.

The row is written in the use case's own transaction, so an answer is kept exactly when its
effect is. A use case of several transactions writes `started` in the first and the answer in
the last; it must be able to go on where it stopped.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar

import msgspec
from psycopg.errors import LockNotAvailable

from turnout.kernel import codec
from turnout.kernel.context import (
    Idempotency,
    PersonContext,
    SystemContext,
    TenantContext,
)
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Conflict, FieldError, Invalid, TurnoutError

T = TypeVar("T")
WAIT_SECONDS = 2
LONGEST_KEY = 255
SHORTEST_OF_GUESTS = 20
FEWEST_SIGNS = 6
"""A random UUID has fewer different ones once in ten million."""
STALE_AFTER = timedelta(seconds=30)

START = """
    INSERT INTO idempotency_keys (organization_id, scope, key, fingerprint, started_at)
    VALUES (%(organization_id)s, %(scope)s, %(key)s, %(fingerprint)s, %(at)s)
    ON CONFLICT DO NOTHING RETURNING true
"""
FIND = """
    SELECT fingerprint, answer, started_at, completed_at FROM idempotency_keys
    WHERE organization_id = %(organization_id)s AND scope = %(scope)s AND key = %(key)s
"""
COMPLETE = """
    UPDATE idempotency_keys SET answer = %(answer)s, completed_at = %(at)s
    WHERE organization_id = %(organization_id)s AND scope = %(scope)s AND key = %(key)s
"""

RELEASE = """
    DELETE FROM idempotency_keys
    WHERE organization_id = %(organization_id)s AND scope = %(scope)s AND key = %(key)s
        AND completed_at IS NULL
"""


class KeyReused(TurnoutError):
    status = 422
    code = "idempotency.key-reused"
    title = "This Idempotency-Key was used for another request; take a new one"


class InProgress(Conflict):
    code = "idempotency.in-progress"
    title = "The same request is still being worked on; ask again in a moment"

    def __init__(self) -> None:
        super().__init__()
        self.headers = {"Retry-After": str(WAIT_SECONDS)}


class IdempotentReplay(Exception):
    """The request was answered before; `answer` is the stored result. Not an error."""

    def __init__(self, answer: Any) -> None:
        super().__init__("answered before")
        self.answer = answer


def claim(tx: Transaction) -> None:
    """Take the context's key for this transaction, or raise how it was answered before.

    Waits up to 2 s for a transaction that holds the same key, then InProgress.
    """
    key = _key(tx)
    if key is None:
        return
    tx.query(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
    try:
        taken = tx.query(
            START, {**_identity(tx, key), "fingerprint": key.fingerprint, "at": tx.now}
        )
    except LockNotAvailable as error:
        raise InProgress from error
    tx.query("SET LOCAL lock_timeout = '10s'")
    if not taken:
        raise_earlier(tx, key)


@contextmanager
def in_steps(ctx: TenantContext) -> Iterator[None]:
    """Take the key for a use case of several transactions, the last of which completes it.

    One that is refused leaves its key free; one that is killed leaves it for whoever asks later.
    """
    if ctx.idempotency is None:
        yield
        return
    with transaction(ctx) as tx:
        claim(tx)
    try:
        yield
    except Exception:
        with transaction(ctx) as tx:
            tx.query(RELEASE, _identity(tx, ctx.idempotency))
        raise


def raise_answered(tx: Transaction) -> None:
    """Raise how the context's key was answered before; takes nothing.

    For what is looked at before the transaction that changes something and takes the key.
    """
    key = _key(tx)
    if key is not None:
        raise_earlier(tx, key)


def raise_earlier(tx: Transaction, key: Idempotency) -> None:
    """Raise what became of the earlier request with this key; returns if it may go on."""
    rows = tx.query(FIND, _identity(tx, key))
    if not rows:
        return
    fingerprint, answer, started_at, completed_at = rows[0]
    if bytes(fingerprint) != key.fingerprint:
        raise KeyReused
    if completed_at is not None:
        raise IdempotentReplay(answer)
    if tx.now - started_at < STALE_AFTER:
        raise InProgress


def complete(tx: Transaction, result: Any) -> None:
    """Keep the result (a dataclass without secrets) as the answer to the context's key."""
    key = _key(tx)
    if key is None:
        return
    tx.query(COMPLETE, {**_identity(tx, key), "answer": answer_text(result), "at": tx.now})


def answer_text(result: Any) -> str:
    return msgspec.json.encode(result).decode()


def restore(answer: Any, kind: type[T]) -> T:
    """Rebuild the dataclass that an earlier request answered with."""
    return codec.convert(answer, kind, strict=False)


def forget_old(ctx: SystemContext) -> int:
    """Drop keys older than a day; the number dropped."""
    with transaction(ctx) as tx:
        rows = tx.query(
            "DELETE FROM idempotency_keys WHERE started_at < %(before)s RETURNING true",
            {"before": tx.now - timedelta(hours=24)},
        )
    return len(rows)


def checked_key(value: str | None, *, required: bool) -> str | None:
    """The header's value, or a refusal that says what to send."""
    if value is None:
        if required:
            raise Invalid(
                FieldError(
                    "#Idempotency-Key",
                    "Send an Idempotency-Key header: any text of your own, new for each purchase.",
                    "missing",
                )
            )
        return None
    if not 1 <= len(value) <= LONGEST_KEY or not value.isprintable():
        raise Invalid(FieldError("#Idempotency-Key", "Use 1 to 255 printable characters."))
    return value


def require_unguessable(key: str) -> None:
    """Refuse a key that another guest could send as well: they would be given this one's answer."""
    if len(key) < SHORTEST_OF_GUESTS or len(set(key)) < FEWEST_SIGNS:
        says = "Without a login use a random key of at least 20 characters, such as a UUID."
        raise Invalid(FieldError("#Idempotency-Key", says))


def _key(tx: Transaction) -> Idempotency | None:
    if isinstance(tx.ctx, PersonContext | SystemContext):
        return None
    return tx.ctx.idempotency


def _identity(tx: Transaction, key: Idempotency) -> dict[str, Any]:
    return {"organization_id": tx.organization_id, "scope": key.scope, "key": key.key}
