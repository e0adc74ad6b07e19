"""Idempotency keys: the first answer under an account's key is kept and given again."""

from collections.abc import Callable

from turnout_sdk.testing.provider.app import Refusal
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply


def find(tx: Tx, account: str, key: str) -> Json | None:
    """Find what a key did: what was `asked` under it, the `status` and `body` of the answer."""
    return tx.find(account, "idempotency", f"{account}/{key}")


def once(
    tx: Tx,
    account: str,
    key: str,
    *,
    asked: str,
    act: Callable[[], Reply],
    conflict: Callable[[str], Refusal],
    replay: Callable[[Reply], Reply],
) -> Reply:
    """Act and keep the answer, or let `replay` finish the one that is kept.

    `asked` says in full what the request wants; a key under which something else was asked before
    is refused with what `conflict` makes of that. What `act` raises is not kept.
    """
    kept = find(tx, account, key)
    if kept is None:
        answer = act()
        record = {"asked": asked, "status": int(answer.status), "body": answer.body.decode()}
        tx.put(account, "idempotency", record | {"id": f"{account}/{key}"})
        return answer
    if kept["asked"] != asked:
        raise conflict(kept["asked"])
    headers = {"Content-Type": "application/json"} if kept["body"] else {}
    return replay(Reply(status=kept["status"], body=kept["body"].encode(), headers=headers))
