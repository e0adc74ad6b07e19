"""Faults that should raise alerts, with a real Prometheus and Alertmanager over every role.

They are Debian's `prometheus` and `prometheus-alertmanager`, on the path or in TURNOUT_TOOLS.
"""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import psutil
import yaml

from tests.drills.environment import Environment
from tests.drills.monitor import RULES, Monitor, tool
from tests.drills.report import Report
from turnout_dev.stack import ports
from turnout_dev.stack.redis import ensure_redis

FIRE_SECONDS, CLEAR_SECONDS = 60.0, 100.0
GONE = {f"Turnout{role}Gone" for role in ("Web", "Realtime", "Worker", "Scheduler", "Relay")}


@dataclass(frozen=True, slots=True)
class Fault:
    what: str
    raises: frozenset[str]
    holding: Callable[[Environment], object]
    """A context manager: the fault lasts as long as its block."""


def drill(report: Report, made: Environment) -> None:
    for program in ("prometheus", "alertmanager"):
        tool(program)
    made.open_shop()
    binds = [(r, made.stack.settings[f"TURNOUT_{r.upper()}_METRICS_BIND"]) for r in ports.OBSERVED]
    monitor = Monitor(made.folder / "monitor")
    seen: set[str] = set()
    try:
        monitor.start(binds)
        with made.load(rate=6) as load:
            time.sleep(15)
            quiet = monitor.active()
            report.figure(
                "alerts of a healthy stack under load", ", ".join(sorted(quiet)) or "none"
            )
            for fault in FAULTS:
                seen |= provoke(report, made, monitor, fault)
        load.finish()
    finally:
        monitor.stop()
    every = all_alerts()
    report.figure("alerts seen in Alertmanager and cleared", f"{len(seen)} of {len(every)}")
    report.figure("by promtool's tests alone", ", ".join(sorted(every - seen)))


def provoke(report: Report, made: Environment, monitor: Monitor, fault: Fault) -> set[str]:
    """Hold the fault until its alerts are there; let go until they are not. Those that did both."""
    report.did(fault.what)
    with fault.holding(made):
        came = monitor.wait_for(set(fault.raises), active=True, seconds=FIRE_SECONDS)
    went = monitor.wait_for(set(came), active=False, seconds=CLEAR_SECONDS)
    for name in sorted(fault.raises):
        if name in came:
            cleared = f"cleared after {went[name]:.0f} s" if name in went else "not cleared"
            report.figure(f"{fault.what}: {name}", f"seen after {came[name]:.0f} s, {cleared}")
        report.claim(f"{name} is raised by: {fault.what}; and clears", name in went)
    return set(went)


def all_alerts() -> set[str]:
    return {
        rule["alert"]
        for path in RULES.glob("*.yaml")
        for group in yaml.safe_load(path.read_text(encoding="utf-8"))["groups"]
        for rule in group["rules"]
        if "alert" in rule
    }


@contextmanager
def _roles_stopped(made: Environment) -> Iterator[None]:
    """Every role hangs: no metric, no answer."""
    with _paused(made, *ports.OBSERVED):
        yield


@contextmanager
def _paused(made: Environment, *roles: str) -> Iterator[None]:
    found = []
    for role in roles:
        leader = psutil.Process(int((made.folder / "run" / f"{role}.group").read_text()))
        found += [leader, *leader.children(recursive=True)]
    for each in found:
        each.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for each in found:
            each.send_signal(signal.SIGCONT)


@contextmanager
def _redis_away(made: Environment) -> Iterator[None]:
    record = made.folder / "cache" / "redis" / "redis.pid"
    psutil.Process(int(record.read_text())).kill()
    try:
        yield
    finally:
        ensure_redis(made.folder / "cache")


@contextmanager
def _again_and_again(work: Callable[[], None]) -> Iterator[None]:
    """Do something in a thread for as long as the block lasts."""
    stop = threading.Event()

    def go_on() -> None:
        while not stop.is_set():
            work()

    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)


@contextmanager
def _forwarded(made: Environment) -> Iterator[None]:
    with httpx.Client(trust_env=False, timeout=30) as http:

        def ask() -> None:
            http.get(made.stack.address, headers={"X-Forwarded-For": "203.0.113.9"})
            time.sleep(0.3)

        with _again_and_again(ask):
            yield


FAULTS = (
    Fault("every role hangs", frozenset(GONE | {"TurnoutPodDown"}), _roles_stopped),
    Fault("a proxy that nobody told of", frozenset({"TurnoutProxiesWrong"}), _forwarded),
    Fault("Redis killed", frozenset({"TurnoutRedisFails"}), _redis_away),
)
