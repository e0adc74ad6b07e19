"""The base of fakes that send mail."""

import base64
from contextlib import suppress
from typing import ClassVar

from turnout_sdk.testing.provider.messages import UNKNOWN, MessageControls, MessageProvider
from turnout_sdk.testing.serving import Request

__all__ = ["UNKNOWN", "MailControls", "MailProvider", "basic_password"]

LARGEST_MAIL = 45_000_000


class MailProvider(MessageProvider):
    """An account takes mails, keeps them as they arrived, and tells what became of them."""

    largest_body: ClassVar[int] = LARGEST_MAIL


class MailControls(MessageControls):
    """The far end of a mail account, for the kit and for tests."""


def basic_password(request: Request) -> str:
    """Read the password of `Authorization: Basic …`; empty without one."""
    scheme, _, coded = request.headers.get("authorization", "").partition(" ")
    with suppress(ValueError):
        if scheme.lower() == "basic":
            return base64.b64decode(coded).decode().partition(":")[2]
    return ""
