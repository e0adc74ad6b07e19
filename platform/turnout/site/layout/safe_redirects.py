"""Addresses to return to: only paths of this site, whatever a link says."""

import re
from typing import Final
from urllib.parse import urlencode

from flask import Response, redirect

ACCOUNT: Final = "/account"
LONGEST: Final = 500
PATH: Final = re.compile(r"/(?![/\\])[A-Za-z0-9/_.~%@:+,;=-]*(?:\?[A-Za-z0-9/_.~%@:+,;=&-]*)?")
"""No backslash, blank or control sign: browsers read some of those as the start of a host."""
NOT_BACK_TO: Final = ("/sign-in", "/sign-up", "/sign-out", "/api/", "/hooks/")


def own_path(
    text: str | None, *, otherwise: str = ACCOUNT, closed: tuple[str, ...] = NOT_BACK_TO
) -> str:
    """The text if it is a path of ours that a person can be sent to, else the other one."""
    if not text or len(text) > LONGEST or not PATH.fullmatch(text):
        return otherwise
    if "//" in text or "/.." in text or text.startswith(closed):
        return otherwise
    return text


def sign_in_path(back_to: str) -> str:
    return f"/sign-in?{urlencode({'next': back_to})}"


def go_to(path: str) -> Response:
    """Send the browser there with a plain GET; nothing on the way may keep the answer."""
    response = redirect(path, 303)
    response.headers["Cache-Control"] = "no-store"
    return response  # type: ignore[return-value]  # Flask's own class, as the application makes it
