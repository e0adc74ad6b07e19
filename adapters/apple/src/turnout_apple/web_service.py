"""The web service for updating passes, as Apple publishes it: read and answered. Pure."""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import unquote

from turnout_sdk.wallet import Ask, AskKind, Changed, WebAnswer, WebRequest

SCHEME: Final = "ApplePass "
LONGEST_BODY: Final = 65_536
MOST_MESSAGES: Final = 20
LONGEST_MESSAGE: Final = 500
_NAME: Final = r"[A-Za-z0-9._%-]{1,200}"
_DEVICE: Final = rf"/v1/devices/(?P<device>{_NAME})/registrations/(?P<type>{_NAME})"
_PUSH_TOKEN: Final = re.compile(r"[0-9a-fA-F]{16,400}")

Reader = Callable[[Mapping[str, str], WebRequest], Ask | None]


def read_request(request: WebRequest, *, pass_type: str) -> Ask | None:
    """Understand a request about passes of this type; None for any other."""
    for method, pattern, reader in _ROUTES:
        found = re.fullmatch(pattern, request.path)
        if method != request.method or found is None or len(request.body) > LONGEST_BODY:
            continue
        names = {name: unquote(each) for name, each in found.groupdict().items()}
        return reader(names, request) if names.get("type", pass_type) == pass_type else None
    return None


def write_changed(changed: Changed) -> WebAnswer:
    """List serial numbers with the mark of this answer."""
    said = {"serialNumbers": list(changed.pass_ids), "lastUpdated": changed.mark}
    return WebAnswer(body=json.dumps(said).encode(), media_type="application/json")


def _register(names: Mapping[str, str], request: WebRequest) -> Ask | None:
    token = _object(request.body).get("pushToken")
    if not isinstance(token, str) or not _PUSH_TOKEN.fullmatch(token):
        return None
    return Ask(
        kind=AskKind.REGISTER,
        device=names["device"],
        pass_id=names["serial"],
        token=_token(request),
        push_token=token.lower(),
    )


def _unregister(names: Mapping[str, str], request: WebRequest) -> Ask:
    return Ask(
        kind=AskKind.UNREGISTER,
        device=names["device"],
        pass_id=names["serial"],
        token=_token(request),
    )


def _list(names: Mapping[str, str], request: WebRequest) -> Ask:
    since = request.query.get("passesUpdatedSince", "")
    return Ask(kind=AskKind.LIST_CHANGED, device=names["device"], since=since)


def _fetch(names: Mapping[str, str], request: WebRequest) -> Ask:
    return Ask(
        kind=AskKind.FETCH,
        pass_id=names["serial"],
        token=_token(request),
        modified_since=_date(request.headers.get("if-modified-since", "")),
    )


def _log(_: Mapping[str, str], request: WebRequest) -> Ask:
    logs = _object(request.body).get("logs")
    texts = [each for each in logs if isinstance(each, str)] if isinstance(logs, list) else []
    return Ask(
        kind=AskKind.LOG,
        messages=[each[:LONGEST_MESSAGE] for each in texts[:MOST_MESSAGES]],
    )


_ROUTES: Final[tuple[tuple[str, str, Reader], ...]] = (
    ("POST", rf"{_DEVICE}/(?P<serial>{_NAME})", _register),
    ("DELETE", rf"{_DEVICE}/(?P<serial>{_NAME})", _unregister),
    ("GET", _DEVICE, _list),
    ("GET", rf"/v1/passes/(?P<type>{_NAME})/(?P<serial>{_NAME})", _fetch),
    ("POST", "/v1/log", _log),
)


def _token(request: WebRequest) -> str:
    said = request.headers.get("authorization", "")
    return said.removeprefix(SCHEME).strip() if said.startswith(SCHEME) else ""


def _date(text: str) -> datetime | None:
    with suppress(ValueError, TypeError, OverflowError):
        found = parsedate_to_datetime(text)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
