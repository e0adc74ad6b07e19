"""Misbehaviour on order: an API that hangs, drops, errs, or is not there for a while.

A script is a record of the kind `script`. It says which `behaviour` the next requests suffer, how
many `times`, and optionally by which `method` and part of a `path`.
"""

import threading
from collections.abc import Callable
from dataclasses import replace

from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request

PAUSE_SECONDS = 3.0
_ANY = ("ANY", "")


def plan(tx: Tx, account: str, script: Json) -> Json:
    """Let the account's next requests misbehave; those that write, unless the script says more."""
    return tx.put(account, "script", {"times": 1, "method": "POST", "path": ""} | script)


def take(tx: Tx, account: str, request: Request) -> str | None:
    """Use up the oldest script that fits this request, and name its behaviour."""
    found = use_up(
        tx,
        account,
        lambda each: each["path"] in request.path and each["method"] in (request.method, *_ANY),
    )
    return None if found is None else str(found["behaviour"])


def use_up(tx: Tx, account: str, fits: Callable[[Json], bool]) -> Json | None:
    """Use up the oldest script that fits once."""
    for script in tx.in_order("script", account):
        if fits(script):
            script["times"] -= 1
            if script["times"] > 0:
                tx.put(account, "script", script)
            else:
                tx.remove("script", script["id"])
            return script
    return None


def distort(
    behaviour: str | None, answer: Reply, *, error: Reply, seconds: float | None = None
) -> Reply:
    """Let the answer suffer after its request was carried out, for so long."""
    match behaviour:
        case "error":
            return error
        case "nonsense":
            return Reply(body=b"<html>Hello</html>", headers={"Content-Type": "text/html"})
        case "drop":
            return Reply(is_silent=True, pause_seconds=seconds or 0.0)
        case "hang":
            until = threading.Event() if seconds is None else None
            return Reply(is_silent=True, until=until, pause_seconds=seconds or 0.0)
        case "slow":
            return replace(answer, pause_seconds=PAUSE_SECONDS if seconds is None else seconds)
    return answer
