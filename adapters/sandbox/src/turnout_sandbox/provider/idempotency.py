"""One key, one effect: the first answer is kept and given again."""

import hashlib
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from turnout_sandbox.provider.messages import error_of, json_reply
from turnout_sandbox.provider.rules import Refused, not_found
from turnout_sandbox.provider.store import Tx
from turnout_sdk.testing.serving import Reply, Request

_LONGEST_KEY = 200


def key_of(request: Request) -> str:
    key = request.headers.get("idempotency-key", "")
    if not 0 < len(key) <= _LONGEST_KEY:
        raise Refused(
            HTTPStatus.BAD_REQUEST, "idempotency_key_missing", "An Idempotency-Key is needed."
        )
    return key


def once(tx: Tx, account: str, request: Request, act: Callable[[], tuple[int, Any]]) -> Reply:
    """Act and keep the answer, refusals included; or repeat the answer that was kept.

    `act` refuses before it writes, so that a refusal can be kept in the same transaction.
    """
    key, digest = key_of(request), _digest(request)
    kept = tx.execute(
        "SELECT digest, status, answer FROM idempotency WHERE account = ? AND key = ?",
        (account, key),
    ).fetchone()
    if kept and kept["digest"] != digest:
        raise Refused(
            HTTPStatus.CONFLICT,
            "idempotency_conflict",
            "This idempotency key belongs to another request.",
        )
    if kept:
        replayed = {"Idempotent-Replayed": "true"}
        return json_reply(kept["status"], json.loads(kept["answer"]), replayed)
    try:
        status, answer = act()
    except Refused as refused:
        status, answer = refused.status, error_of(refused.code, refused.message)
    tx.execute(
        "INSERT INTO idempotency (account, key, digest, status, answer) VALUES (?, ?, ?, ?, ?)",
        (account, key, digest, int(status), json.dumps(answer)),
    )
    return json_reply(status, answer)


def look_up(tx: Tx, account: str, key: str) -> dict[str, Any]:
    """Say what a key did: the status and the answer of its first request."""
    kept = tx.execute(
        "SELECT status, answer FROM idempotency WHERE account = ? AND key = ?", (account, key)
    ).fetchone()
    if kept is None:
        raise not_found()
    return {"object": "operation", "status": kept["status"], "answer": json.loads(kept["answer"])}


def _digest(request: Request) -> str:
    try:
        content = json.dumps(json.loads(request.body or b"null"), sort_keys=True)
    except ValueError:
        content = ""
    signed = f"{request.method} {request.path}\n{content}"
    return hashlib.sha256(signed.encode()).hexdigest()
