"""The provider as a whole: one function from a request to its answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from turnout_sandbox.provider import api, assets, fields, hosted
from turnout_sandbox.provider.messages import json_reply, problem
from turnout_sandbox.provider.store import Store
from turnout_sdk.testing.serving import Reply, Request

LARGEST_BODY = 65_536


def _nobody() -> None:
    """Wake nobody: a test works deliveries off by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """`wake` is called when an answer may have made deliveries due."""

    store: Store
    now: Callable[[], datetime]
    public_url: str
    wake: Callable[[], None] = _nobody

    def handle(self, request: Request) -> Reply:
        """Answer in one transaction, which is on disk before the answer goes out."""
        if len(request.body) > LARGEST_BODY:
            return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", "Too large.")
        if request.path == "/healthz":
            return json_reply(HTTPStatus.OK, {"status": "ok"})
        if request.path.startswith("/assets/"):
            return assets.answer(request.path.removeprefix("/assets/"))
        with self.store.transaction() as tx:
            if request.path.startswith("/pay/"):
                payment_id = request.path.removeprefix("/pay/")
                answer = hosted.answer(tx, request, payment_id=payment_id, now=self.now())
            elif request.path.startswith("/fields/"):
                payment_id = request.path.removeprefix("/fields/")
                answer = fields.answer(tx, request, payment_id=payment_id, now=self.now())
            else:
                answer = api.answer(tx, request, now=self.now(), public_url=self.public_url)
        if request.method != "GET":
            self.wake()
        return answer
