"""A process of the platform that can be killed: `python -m tests.prove.crashing.process SOCKET`.

It starts once and forks for every caller: a child serves commands until the caller hangs up, or
until it kills itself at the point it was told. Settings come from the environment.
"""

import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg

from tests.factories import payments as making
from tests.factories import work
from tests.factories.people import MadeUser, bearer
from tests.factories.sales import make_shop
from turnout.app import MODULES, create_app
from turnout.kernel import clock, maintenance, runtime
from turnout.kernel.context import system_in
from turnout.kernel.db import engine as engine_db
from turnout.kernel.messaging import outbox, tasks
from turnout.kernel.runtime import load_file
from turnout.kernel.settings import load_settings
from turnout.modules.reconciliation import api as reconciliation

SWEPT = ("payments.", "orders.", "turnout.kernel.maintenance.sweep_facts")
PAPER_AND_MAIL = ("invoices.draw", "notifications.")
"""Drawing and sending come after all that is proven here, and take most of the time."""
KILLED = 137


class Doom:
    """Ends this process before or after its n-th step towards the database."""

    left: int | None = None

    @classmethod
    def step(cls) -> None:
        if cls.left is None:
            return
        cls.left -= 1
        if cls.left <= 0:
            os._exit(KILLED)


def watch(owner: type, verb: str) -> None:
    """Let every call of a driver's verb be two steps: just before it, and just after."""
    original = getattr(owner, verb)

    def watched(self: Any, *arguments: Any, **options: Any) -> Any:
        Doom.step()
        answer = original(self, *arguments, **options)
        Doom.step()
        return answer

    setattr(owner, verb, watched)


class Server:
    """Carries out one command after another; each names its time and, perhaps, its end."""

    def __init__(self, app: Any) -> None:
        self._client = app.test_client()

    def do(self, command: dict[str, Any]) -> Any:
        clock.shift(timedelta(seconds=command.pop("later_seconds")))
        Doom.left = command.pop("dies_after")
        try:
            return getattr(self, command.pop("verb"))(**command)
        finally:
            Doom.left = None

    def make(self, *, provider: str, capacity: int, price_minor: int) -> dict[str, Any]:
        """An organization with an event on sale and a connection to the provider."""
        shop = make_shop()
        server = making.Provider(provider, None)  # type: ignore[arg-type]  # nobody is called yet
        connection_id = making.make_payment_connection(shop.organizer, provider=server)
        type_id = shop.add_type(capacity=capacity, price_minor=price_minor)
        return {
            "organization_id": str(shop.organization.id),
            "owner_id": str(shop.organization.owner.id),
            "connection_id": str(connection_id),
            "pool_id": str(shop.pools[type_id]),
            "basket": shop.basket(type_id),
        }

    def http(
        self,
        *,
        method: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        as_person: str | None = None,
    ) -> dict[str, Any]:
        """One request to the application, perhaps as a signed-in person."""
        sent = dict(headers or {})
        if as_person:
            sent |= bearer(MadeUser(UUID(as_person), "", ""))
        address = {"HTTP_HOST": "turnout.test"}
        answer = self._client.open(
            path, method=method, json=body, headers=sent, environ_overrides=address
        )
        return {"status": answer.status_code, "json": answer.get_json(silent=True)}

    def deliver(self, *, organization_id: str, connection_id: str, bodies: list[str]) -> list[int]:
        """Post webhooks, signed as of now."""
        ctx = system_in(UUID(organization_id), "tests.deliver")
        path = making.hook_path(ctx, UUID(connection_id))
        return [
            self._client.post(
                path,
                data=body,
                headers=making.signed(ctx, body.encode()),
                environ_overrides={"HTTP_HOST": "turnout.test"},
            ).status_code
            for body in bodies
        ]

    def work(self) -> None:
        """What relay, workers and scheduler do, once each; a broker's messages are not kept."""
        work_off()
        for each in tasks.registered():
            if each.every_seconds is not None and each.name.startswith(SWEPT):
                each.function()
        work_off()

    def drain(self) -> None:
        """Only what is waiting already; nothing is looked for that might be due."""
        work_off()

    def books(self, *, organization_id: str) -> dict[str, Any]:
        """The organization's books, and in what they disagree among themselves."""
        ctx = system_in(UUID(organization_id), "tests.books")
        report = reconciliation.reconcile(ctx, repair=False, ask_provider=True)
        found = reconciliation.books(ctx)
        return found | {"differences": [asdict(each) for each in report.differences]}


def serve(connection: socket.socket, app: Any) -> None:
    server = Server(app)
    with connection.makefile("rwb") as lines:
        for line in lines:
            try:
                answer: dict[str, Any] = {"answer": server.do(json.loads(line))}
            except Exception as error:  # noqa: BLE001  the caller decides what it means
                answer = {"error": f"{type(error).__name__}: {error}"}
            lines.write(json.dumps(answer, default=str).encode() + b"\n")
            lines.flush()


def main(address: str) -> None:
    settings = load_settings()
    runtime.start(settings, role="web")
    app = create_app(settings)
    for module in MODULES:
        for file in ("facts", "policies", "handlers", "tasks"):
            load_file(module, file)
    maintenance.declare()
    tasks.connect(queue_up)
    outbox.connect(work._handle_now)
    for owner, verbs in (
        (psycopg.Cursor, ("execute", "executemany")),
        (psycopg.Connection, ("commit",)),
    ):
        for verb in verbs:
            watch(owner, verb)
    database = engine_db.database()
    for engine in (database.app, database.operator):
        engine.dispose()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen()
        answer_all(listening, lambda connection: serve(connection, app))


def work_off() -> None:
    """Hand out facts and carry out what is queued, until this process has nothing left to do."""
    functions = {each.name: each.function for each in tasks.registered()}
    while outbox.relay_once(outbox.sending()) or work.QUEUED:
        waiting = work.QUEUED.copy()
        work.QUEUED.clear()
        for name, arguments in waiting:
            functions[name](*arguments)


def queue_up(name: str, arguments: tuple[Any, ...], _: str) -> None:
    if not name.startswith(PAPER_AND_MAIL):
        work.QUEUED.append((name, arguments))


def answer_all(listening: socket.socket, answer: Callable[[socket.socket], None]) -> None:
    """Fork for every caller, so that each meets a process that knows nothing yet."""
    while True:
        connection, _ = listening.accept()
        if os.fork() == 0:
            listening.close()
            answer(connection)
            os._exit(0)
        connection.close()


if __name__ == "__main__":
    main(sys.argv[1])
