"""Refusals as the sandbox writes them, and its JSON."""

from http import HTTPStatus
from typing import Any

from turnout_sdk.testing.provider.app import Refusal

NO_STORE = {"Cache-Control": "no-store"}


class Refused(Refusal):
    """The request is understood and will not be carried out."""

    def __init__(self, status: HTTPStatus, code: str, message: str, **more: Any) -> None:
        super().__init__(status, {"error": {"code": code, "message": message, **more}}, NO_STORE)
