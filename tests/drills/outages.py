"""Redis, the broker, the object store and the mail server are lost in turn while people buy."""

import json
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

import httpx
import psutil
from turnout_aws_fake import fake as s3

from tests.drills.databases import wait_until
from tests.drills.environment import Environment
from tests.drills.forwarder import Forwarder
from tests.drills.load import Load
from tests.drills.report import Report
from tests.drills.watch import Probe, Watch
from tests.factories.people import PASSWORD
from tests.faults.mini_stack import free_address
from turnout_dev.stack.redis import Redis, ensure_redis

BEFORE_SECONDS, AWAY_SECONDS, AFTER_SECONDS, RECOVER_SECONDS = 6.0, 12.0, 8.0, 120.0
ORDERS = "orders"
MISSED: Mapping[str, frozenset[str]] = {
    "Redis": frozenset({"live numbers"}),
    "the broker": frozenset(),
    "the object store": frozenset({"files sent", "files read"}),
    "the mail server": frozenset(),
}
"""What may fail while each is away; everything else must work on."""


def drill(report: Report, made: Environment) -> None:
    store, smtp = Forwarder(), Forwarder(made.stack.settings["TURNOUT_MAILBOX_SMTP_BIND"])
    with _object_store(made, store):
        limits = json.loads(made.stack.settings["TURNOUT_RATE_LIMITS"])
        made.stack.settings |= {
            "TURNOUT_SMTP_URL": f"smtp://{smtp.address}",
            "TURNOUT_RATE_LIMITS": json.dumps({**limits, "sign-in": "100000/60"}),
        }
        made.open_shop()
        faults: dict[str, tuple[Callable[[], None], Callable[[], None]]] = {
            "Redis": (partial(_kill, made.redis), lambda: _back(made, "cache")),
            "the broker": (partial(_kill, made.broker), lambda: _back(made, "broker")),
            "the object store": (store.cut, store.mend),
            "the mail server": (smtp.cut, smtp.mend),
        }
        probes = _probes(made)
        with made.load(rate=3) as load, Watch(probes) as watch:
            for name, (take_away, bring_back) in faults.items():
                _lose(report, load, watch, name, take_away, bring_back)
        made.judge(load.finish())
        for each in (store, smtp):
            each.close()


def _lose(
    report: Report,
    load: Load,
    watch: Watch,
    name: str,
    take_away: Callable[[], None],
    bring_back: Callable[[], None],
) -> None:
    """Before, without it, and after it came back: what works in each."""
    watch.phase, began = f"{name}: before", time.monotonic()
    time.sleep(BEFORE_SECONDS)
    wait_until(lambda: not _broken(watch, f"{name}: before"), "everything works", seconds=60)
    take_away()
    watch.phase, gone_at = f"{name}: away", time.monotonic()
    report.did(f"{name} taken away for {AWAY_SECONDS:.0f} s")
    time.sleep(AWAY_SECONDS)
    bring_back()
    watch.phase, back_at = f"{name}: returning", time.monotonic()
    report.did(f"{name} brought back")
    until = back_at + RECOVER_SECONDS
    while (broken := _broken(watch, f"{name}: returning")) and time.monotonic() < until:
        time.sleep(0.1)
    report.claim(f"{name}: everything works again{', not ' if broken else ''}{broken}", not broken)
    watch.phase, well_at = f"{name}: after", time.monotonic()
    time.sleep(AFTER_SECONDS)
    phases = {
        "before": (began, gone_at),
        "away": (gone_at, back_at),
        "after": (well_at, well_at + 99),
    }
    for probe in (ORDERS, *watch.probes):
        shares = [
            _orders(load, *span) if probe == ORDERS else watch.share(probe, f"{name}: {phase}")
            for phase, span in phases.items()
        ]
        report.figure(f"{name}, {probe}: before, away, after", ", ".join(shares))
        works = [_is_whole(each) for each in shares]
        allowed = probe in MISSED[name]
        report.claim(
            f"{name}: {probe} {'work again afterwards' if allowed else 'work all the time'}",
            works[2] if allowed else all(works),
        )
    report.figure(f"{name}: everything works again after (s)", well_at - back_at)


def _broken(watch: Watch, phase: str) -> str:
    """Probes that have not gone well twice in a row."""
    seen = watch.seen
    return ", ".join(e for e in watch.probes if seen.get((e, phase), [])[-2:] != [True, True])


def _orders(load: Load, since: float, until: float) -> str:
    tries = [each for each in list(load.tally.tries) if since <= each.at < until]
    return f"{sum(each.succeeded for each in tries)}/{len(tries)}"


def _is_whole(share: str) -> bool:
    well, _, asked = share.partition("/")
    return well == asked != "0"


def _probes(made: Environment) -> dict[str, Probe]:
    """What visitors and organizers do, each a request or two."""
    web, live = made.stack.address, made.stack.settings["TURNOUT_REALTIME_URL"]
    here, event_id = made.world["organization_id"], made.world["event_id"]
    files = f"{web}/api/v1/organizations/{here}/files"
    token: dict[str, str] = {}

    def sign_in(http: httpx.Client) -> bool:
        body = {"email": made.world["owner"], "password": PASSWORD}
        answer = http.post(f"{web}/api/v1/auth/sign-in", json=body)
        if answer.status_code == 200:
            token["Authorization"] = f"Bearer {answer.json()['access_token']}"
        return answer.status_code == 200

    def send_file(http: httpx.Client) -> bool:
        sent: dict[str, Any] = {"file": ("agenda.txt", b"agenda", "text/plain")}
        answer = http.post(files, files=sent, data={"visibility": "public"}, headers=token)
        if answer.status_code == 201:
            token.setdefault("X-File", answer.json()["id"])
        return answer.status_code == 201

    def read_file(http: httpx.Client) -> bool:
        answer = http.get(f"{files}/{token['X-File']}/public", follow_redirects=True)
        return answer.content == b"agenda"

    def listen(http: httpx.Client) -> bool:
        path = f"{live}/live/v1/organizations/{here}/events/{event_id}/tickets"
        with http.stream("GET", path) as answer:
            return answer.status_code == 200 and bool(next(answer.iter_bytes(), b""))

    with httpx.Client(trust_env=False, timeout=30) as http:
        for each in (sign_in, send_file, read_file, listen):
            wait_until(partial(each, http), each.__name__, seconds=30)
    return {
        "pages": lambda http: http.get(f"{web}/").status_code == 200,
        "sign-in": sign_in,
        "files sent": send_file,
        "files read": read_file,
        "live numbers": listen,
    }


@contextmanager
def _object_store(made: Environment, store: Forwarder) -> Iterator[None]:
    """S3 in memory behind an address that can be cut; every file passes through the platform."""
    bind = free_address()
    command = s3.command(made.folder / "store", bind=bind)
    made.stack.settings |= {
        "TURNOUT_STORAGE": "s3",
        "TURNOUT_STORAGE_SETTINGS": json.dumps(
            s3.settings_for("drill", base_url=f"http://{store.address}")
        ),
        "TURNOUT_STORAGE_DIRECT": "false",
        "TURNOUT_LOOPBACK_HOSTS": f"{made.stack.provider},{store.address}",
    }
    with subprocess.Popen(command) as process:
        try:
            wait_until(lambda: _serves(f"http://{bind}/healthz"), "the object store serves")
            store.point_at([bind])
            yield
        finally:
            process.terminate()


def _serves(address: str) -> bool:
    try:
        return httpx.get(address, trust_env=False).is_success
    except httpx.TransportError:
        return False


def _kill(server: Redis) -> None:
    """It loses everything: nothing of it is on a disk."""
    for each in psutil.net_connections("tcp"):
        if each.status == psutil.CONN_LISTEN and each.laddr.port == server.port and each.pid:
            psutil.Process(each.pid).kill()
            return


def _back(made: Environment, folder: str) -> None:
    ensure_redis(made.folder / folder)
