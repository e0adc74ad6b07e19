"""Refusals in the forms that Microsoft publishes."""

from typing import Final

from turnout_sdk.testing.serving import Reply, reply


class Refused(Exception):
    """Ends a request with an answer, and undoes what it wrote."""

    reply: Reply


class GraphRefused(Refused):
    """An error in the form of Graph."""

    THROTTLED: Final = 429

    def __init__(self, status: int, code: str, said: str) -> None:
        super().__init__(said)
        inner = {
            "date": "2026-11-24T12:00:00",
            "request-id": "7e4b3a55-0d26-4a25-9f0a-6d7b0f4c9a31",
            "client-request-id": "7e4b3a55-0d26-4a25-9f0a-6d7b0f4c9a31",
        }
        self.reply = reply(status, {"error": {"code": code, "message": said, "innerError": inner}})


class OAuthRefused(Refused):
    """An error in the form of OAuth, with Microsoft's number in its description."""

    def __init__(self, error: str, number: int, status: int = 400) -> None:
        super().__init__(error)
        said = f"AADSTS{number}: as published. Trace ID: 2c1f Correlation ID: 9d0e"
        body = {"error": error, "error_description": said, "error_codes": [number]}
        self.reply = reply(status, body)
