"""The mailbox of the stack, as the people who get the mails use it: for the links in them."""

import re
import time
from dataclasses import dataclass
from typing import Any

import httpx

PATIENCE_SECONDS = 120.0
"""A mail stands in the queue of workers that the other tests of the run keep busy too."""


@dataclass(frozen=True, slots=True)
class Mails:
    http: httpx.Client
    site: str

    def link_to(self, email: str, path: str) -> str:
        """The first link of the newest mail that leads to such a page of ours."""
        pattern = re.compile(re.escape(self.site) + r"(" + re.escape(path) + r"[^\s\"'<>)\]]*)")
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            for mail in self._to(email):
                if found := pattern.search(self._text(mail["id"])):
                    return found[1]
            assert time.monotonic() < until, f"no mail to {email} leads to {path}"
            time.sleep(0.2)

    def wait_for(self, email: str, *, count: int) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while len(self._to(email)) < count:
            assert time.monotonic() < until, f"fewer than {count} mails to {email}"
            time.sleep(0.2)

    def _to(self, email: str) -> list[dict[str, Any]]:
        listed = self.http.get("/api/messages", params={"to": email}).json()["messages"]
        return list(listed)

    def _text(self, number: int) -> str:
        return str(self.http.get(f"/api/messages/{number}").json()["text"])
