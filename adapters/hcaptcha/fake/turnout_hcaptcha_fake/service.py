"""hCaptcha, as far as a site meets it: its script, its widget and `siteverify`, as published.

A token is good once, for two minutes, for the secret of its own account and, where it is
named, its own site key.
"""

import secrets
import time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

from turnout_sdk.testing.provider.store import Store, Tx
from turnout_sdk.testing.serving import Reply, Request, reply

LASTS_SECONDS: Final = 120
BROWSER: Final = Path(__file__).with_name("browser")
FILES: Final = {
    "/1/api.js": ("api.js", "text/javascript"),
    "/frame.html": ("frame.html", "text/html; charset=utf-8"),
    "/frame.js": ("frame.js", "text/javascript"),
}


class Service:
    def __init__(self, folder: Path) -> None:
        self._store = Store(folder / "hcaptcha-fake.sqlite3")

    def handle(self, request: Request) -> Reply:
        if request.method == "GET" and request.path in FILES:
            name, media_type = FILES[request.path]
            return Reply(body=(BROWSER / name).read_bytes(), headers={"Content-Type": media_type})
        now = datetime.fromtimestamp(time.time(), tz=UTC)
        with self._store.transaction(now) as tx:
            match request.method, request.path:
                case "POST", "/siteverify":
                    return reply(200, _verify(tx, _form_of(request), now))
                case "POST", "/control/solve":
                    return reply(200, {"token": _solve(tx, request.json(), now)})
                case "POST", "/control/age":
                    return reply(200, _age(tx, request.json()))
        return reply(404, {"success": False, "error-codes": ["bad-request"]})


def _form_of(request: Request) -> dict[str, str]:
    given = parse_qs(request.body.decode(), keep_blank_values=True)
    return {name: each[0] for name, each in given.items()}


def _solve(tx: Tx, given: dict[str, Any], now: datetime) -> str:
    token = f"P1_{secrets.token_urlsafe(40)}"
    tx.put(given["sitekey"], "token", {"id": token, "solved_at": now.isoformat(), **given})
    return token


def _age(tx: Tx, given: dict[str, Any]) -> dict[str, Any]:
    """Make a token older, as if the time had passed."""
    kept = tx.find(None, "token", given["token"])
    if kept is None:
        return {}
    older = datetime.fromisoformat(kept["solved_at"]).timestamp() - given["seconds"]
    solved_at = datetime.fromtimestamp(older, UTC).isoformat()
    return tx.put(kept["sitekey"], "token", {**kept, "solved_at": solved_at})


def _is_old(kept: dict[str, Any], now: datetime) -> bool:
    return (now - datetime.fromisoformat(kept["solved_at"])).total_seconds() >= LASTS_SECONDS


def _owner_of(secret: str) -> str | None:
    """Say which site key a secret belongs to: the fake's secrets say it, and prove it."""
    site_key, _, proof = secret.removeprefix("ES_").rpartition(".")
    expected = sha256(site_key.encode()).hexdigest()[:16]
    return site_key if proof and proof == expected else None


def _failed(*codes: str) -> dict[str, Any]:
    return {"success": False, "error-codes": list(codes)}


def _verify(tx: Tx, form: dict[str, str], now: datetime) -> dict[str, Any]:
    secret, token = form.get("secret", ""), form.get("response", "")
    if not secret:
        return _failed("missing-input-secret")
    site_key = _owner_of(secret)
    if site_key is None:
        return _failed("invalid-input-secret")
    if not token:
        return _failed("missing-input-response")
    if form.get("sitekey", site_key) != site_key:
        return _failed("sitekey-secret-mismatch")
    return _judge(tx, site_key, token, now)


def _judge(tx: Tx, site_key: str, token: str, now: datetime) -> dict[str, Any]:
    kept = tx.find(site_key, "token", token)
    if kept is None:
        return _failed("invalid-input-response")
    if kept.get("is_used"):
        return _failed("already-seen-response")
    if _is_old(kept, now):
        return _failed("expired-input-response")
    tx.put(site_key, "token", {**kept, "is_used": True})
    return {
        "success": True,
        "challenge_ts": kept["solved_at"],
        "hostname": kept["hostname"],
        "credit": False,
    }
