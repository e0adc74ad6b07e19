"""One run: people buy, pay and come in while one trouble befalls the stack; then all is counted."""

import asyncio
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.conftest import clone, drop
from tests.drills import databases
from tests.faults import judging
from tests.faults.buyers import BUSY, Crowd, Told
from tests.faults.mini_stack import MiniStack, make_stack
from tests.faults.promises import orders_in
from tests.faults.test_kills import number_of, wait_until
from tests.faults.troubles import TROUBLES, Scene, befall, small_volume, take_down
from turnout_dev.stack import supervise
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.postgres import Postgres, ensure_postgres, erase_postgres, stop_postgres
from turnout_dev.stack.redis import ensure_redis, stop_redis
from turnout_dev.stack.roles import run_turnout
from turnout_dev.stack.settings import role_environment

TEMPLATE = "turnout_template"
FREE, PAYING, SCANS, SECONDS = 64, 32, 40, 16
SCARCE = FREE * 5 // 8
PATIENCE_SECONDS = 300.0
LATER_SECONDS = 200
"""Leases of work that was handed out and lost have ended by then."""
SERVER_ERROR = 500
REFUSED = (409, 410)
LAPSES = "jumping clocks"
"""Places are kept for some minutes: who pays after hours is told so."""


@dataclass(slots=True)
class Run:
    """What one run did and found; it has passed when nothing is broken."""

    number: int
    trouble: str
    seed: str
    did: list[str] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)
    broken: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def has_passed(self) -> bool:
        return not self.broken

    def as_document(self) -> dict[str, Any]:
        return asdict(self) | {"passed": self.has_passed}


@dataclass(slots=True)
class Shoppers(Crowd):
    """Buyers who note what must never come, and ask on; some come too late to pay."""

    crashes: list[str] = field(default_factory=list)
    lapsed: dict[str, str] = field(default_factory=dict)
    """Order → why it could not be paid any more."""

    async def _ask(
        self, method: str, address: str, is_enough: Callable[[httpx.Response], bool], **options: Any
    ) -> httpx.Response:
        def is_answer(answer: httpx.Response) -> bool:
            if answer.status_code >= SERVER_ERROR and answer.status_code != BUSY:
                if address.startswith("/"):
                    said = f"{answer.status_code} {method} {address}: {answer.text[:300]}"
                    self.crashes.append(said)
                return False
            return is_enough(answer)

        return await Crowd._ask(self, method, address, is_answer, **options)

    async def _buy_paid(self, number: int, moment: float) -> None:
        with suppress(_TooLateError):
            await Crowd._buy_paid(self, number, moment)

    async def _page_to_pay_on(self, order: dict[str, Any]) -> str:
        address = f"{self.orders_path}/{order['id']}/payment"
        headers = {"Turnout-Order-Secret": order["secret"]}

        def is_enough(answer: httpx.Response) -> bool:
            if answer.status_code == REFUSED[0]:
                return bool(answer.json()["code"] != "idempotency.in-progress")
            busy = answer.status_code == BUSY
            return not busy and (answer.status_code != 200 or bool(answer.json()["redirect_url"]))

        answer = await self._ask("POST", address, is_enough, json={}, headers=headers)
        if answer.status_code in REFUSED:
            self.lapsed[order["id"]] = answer.json()["code"]
            raise _TooLateError
        assert answer.status_code == 200, answer.text
        return str(answer.json()["redirect_url"])


class _TooLateError(Exception):
    """The order cannot be paid any more."""


@dataclass(slots=True)
class Gate:
    """Scans of a device, each repeated under its id until somebody answers."""

    http: httpx.AsyncClient
    made: dict[str, Any]
    crashes: list[str]
    admitted: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)

    async def scan_all(self, within_seconds: float) -> None:
        codes = self.made["codes"]
        for code in codes:
            await asyncio.sleep(within_seconds / len(codes))
            await self._scan(code)

    async def _scan(self, code: str) -> None:
        scan_id = code[-16:]
        headers = {"Authorization": f"Bearer {self.made['token']}"}
        sent = {"code": code, "scan_id": scan_id}
        while True:
            with suppress(httpx.TransportError):
                answer = await self.http.post(
                    f"{self.made['base']}/scans", json=sent, headers=headers
                )
                if answer.status_code == 200:
                    break
                if answer.status_code >= SERVER_ERROR and answer.status_code != BUSY:
                    self.crashes.append(f"{answer.status_code} POST scans: {answer.text[:300]}")
            await asyncio.sleep(0.2)
        if answer.json()["reason"] == "admitted":
            self.admitted.add(scan_id)
        else:
            self.refused.append(answer.text)


@contextmanager
def server(folder: Path) -> Iterator[tuple[Postgres, Path | None]]:
    """A PostgreSQL of the runs' own, with its WAL on a small volume where one can be made."""
    _clear(folder)
    folder.mkdir(parents=True, exist_ok=True)
    postgres = ensure_postgres(folder)
    try:
        volume = small_volume(postgres)
        postgres.create_database(TEMPLATE)
        stack = make_stack(folder, postgres, TEMPLATE, ensure_redis(folder))
        run_turnout("migrate", environment=role_environment(stack.settings))
        yield postgres, volume
    finally:
        _clear(folder)


def _clear(folder: Path) -> None:
    """End what is there, also of runs that were killed; logs and reports stay."""
    for each in (folder, *folder.glob("run-*")):
        watcher = supervise.supervisor(each)
        if watcher is not None:
            watcher.kill()
        supervise.clear_leftovers(each)
        if each.is_dir():
            stop_redis(each)
    if folder.is_dir():
        stop_postgres(folder)
        take_down((folder / "postgres").resolve())
        erase_postgres(folder)


def play(run: Run, folder: Path, postgres: Postgres, volume: Path | None) -> None:
    """One run with a database, a Redis and roles of its own; its logs stay where it failed."""
    here, database = folder / f"run-{run.number}", f"turnout_run_{run.number}"
    shutil.rmtree(here, ignore_errors=True)
    here.mkdir(parents=True)
    clone(postgres, database, template=TEMPLATE)
    redis = ensure_redis(here)
    stack = make_stack(here, postgres, database, redis)
    began = time.monotonic()
    try:
        _play(run, stack, postgres, volume, url=postgres.superuser_url(database))
    except Exception as error:  # noqa: BLE001  whatever it was, the run has not passed
        run.broken["the run came to its end"] = [f"{type(error).__name__}: {error}"[:1000]]
    finally:
        run.figures["seconds"] = round(time.monotonic() - began, 1)
        with suppress(StackError):
            stack.stop()
        redis.stop()
        _note(run, "the database is there", revive(postgres, here))
        drop(postgres, database)
    if run.has_passed:
        shutil.rmtree(here, ignore_errors=True)


def revive(postgres: Postgres, folder: Path) -> list[str]:
    """Start the server for the next run where a trouble has ended it, and say so; its log is kept."""
    if not databases.is_in_recovery(postgres.superuser_url()):
        return []
    shutil.copy(postgres.data / "server.log", folder)
    databases.kill(postgres)
    databases.start(postgres)
    return ["no server answered at the end"]


def _play(run: Run, stack: MiniStack, postgres: Postgres, volume: Path | None, *, url: str) -> None:
    stack.start()
    world, made = stack.prepare(scarce=SCARCE), stack.prepare_gate(SCANS)
    told = Told()
    scene = Scene(stack, postgres, told, random.Random(f"{run.seed}:trouble"), volume)  # noqa: S311
    thread = befall(TROUBLES[run.trouble], scene)
    try:
        people, gate = asyncio.run(_come(run, stack, world, made, told))
    finally:
        thread.join()
        run.did += scene.did
    _settle(stack, scene)
    _judge(run, stack, people, gate, url=url)


async def _come(
    run: Run, stack: MiniStack, world: dict[str, Any], made: dict[str, Any], told: Told
) -> tuple[Shoppers, Gate]:
    """Everybody who buys, and everybody who comes in, until the last has an answer."""
    limits = httpx.Limits(max_keepalive_connections=0)
    async with httpx.AsyncClient(
        base_url=stack.address, timeout=10, limits=limits, trust_env=False
    ) as http:
        path = f"/api/v1/organizations/{world['organization_id']}/orders"
        chance = random.Random(f"{run.seed}:people")  # noqa: S311  moments, no secrets
        people = Shoppers(http, path, world, chance, told)
        gate = Gate(http, made, people.crashes)
        async with asyncio.timeout(SECONDS + PATIENCE_SECONDS), asyncio.TaskGroup() as group:
            group.create_task(people.come(free=FREE, paying=PAYING, within_seconds=SECONDS))
            group.create_task(gate.scan_all(SECONDS))
    return people, gate


def _settle(stack: MiniStack, scene: Scene) -> None:
    """Everything that was begun comes to its end, after a power failure and with later clocks."""
    stack.power_failure()
    stack.start(later_seconds=scene.later + LATER_SECONDS)


def _judge(run: Run, stack: MiniStack, people: Shoppers, gate: Gate, *, url: str) -> None:
    told = people.told
    with suppress(AssertionError):
        wait_until(lambda: judging.are_settled(url, told.paid), "", seconds=PATIENCE_SECONDS)
    try:
        stack.wait_idle(PATIENCE_SECONDS)
    except subprocess.CalledProcessError as error:
        run.broken["nothing waits any more"] = [str(error.output)[-500:]]
    there = orders_in(url)
    run.figures |= {
        "orders": len(told.orders),
        "sold_out": told.sold_out,
        "paid": len(told.paid),
        "declined": len(told.declined),
        "too_late": len(people.lapsed),
        "admitted": len(gate.admitted),
        "repeats": told.repeats,
    }
    confirmed = [each for each in there.values() if each["total_minor"] == 0]
    provider = stack.state / "provider" / "sandbox.sqlite3"
    _note(run, "no request crashed", people.crashes)
    _note(run, "the trouble came", [each for each in run.did if each.startswith("failed")])
    _note(run, "every order that was answered exists", sorted(told.orders.keys() - there.keys()))
    _note(run, "no order exists that nobody was told of", sorted(there.keys() - told.orders.keys()))
    answered = {number_of(each) for each in told.orders.values()}
    _note(run, "orders keep their numbers", sorted(answered - set(map(number_of, there.values()))))
    if len(confirmed) != SCARCE or told.sold_out != FREE - SCARCE:
        run.broken["every place is sold, once"] = [[len(confirmed), told.sold_out]]
    _note(run, "what was paid is confirmed or given back", judging.unsettled(url, told.paid))
    _note(run, "who has a ticket is let in", gate.refused)
    if run.trouble != LAPSES:
        _note(run, "whoever comes in time can pay", sorted(people.lapsed.values()))
    run.broken |= judging.breaches(url, provider, admitted=gate.admitted)


def _note(run: Run, promise: str, breaches: list[Any]) -> None:
    if breaches:
        run.broken[promise] = [str(each) for each in breaches[:5]]
