"""The mailbox of the stack: which mails arrived, and what is attached to them."""

from collections.abc import Collection
from typing import Any

from turnout_dev.demo.callers import Caller
from turnout_dev.demo.reporter import wait_for

MOST = 1000
PDF = "application/pdf"
CALENDAR = "text/calendar"


class Mailbox:
    def __init__(self, base_url: str) -> None:
        self._api = Caller(base_url)

    @property
    def base_url(self) -> str:
        return self._api.base_url

    def received(self, to: str, *, subject: str = "") -> list[dict[str, Any]]:
        """Every copy that arrived for addresses that contain `to`, newest first."""
        found: list[dict[str, Any]] = []
        before: dict[str, int] = {}
        while True:
            page = self._api.get("/api/messages", to=to, subject=subject, limit=MOST, **before)
            found += page["messages"]
            if len(page["messages"]) < MOST:
                return found
            before = {"before": page["messages"][-1]["id"]}

    def wait_for_all(self, to: str, addresses: Collection[str], *, seconds: float) -> list[Any]:
        """All copies, once each address has one."""

        def missing() -> list[str]:
            there = {address for each in self.received(to) for address in each["to"]}
            return sorted(set(addresses) - there)

        def look() -> list[Any] | None:
            return None if missing() else self.received(to)

        return wait_for(
            f"{len(addresses)} mails arrive",
            look,
            seconds=seconds,
            pause_seconds=0.5,
            last_seen=lambda: f"{len(missing())} without a mail, such as {missing()[:3]}",
        )

    def message(self, number: int) -> dict[str, Any]:
        shown: dict[str, Any] = self._api.get(f"/api/messages/{number}")
        return shown

    def attachment(self, number: int, media_type: str) -> bytes:
        """The first part of that type."""
        for part in self.message(number)["parts"]:
            if part["content_type"].startswith(media_type):
                content = self._api.request("GET", part["url"], expect=200)
                return content.content
        return b""
