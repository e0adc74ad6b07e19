"""Faults that should raise alerts, with a real Prometheus and Alertmanager over every role.

They are Debian's `prometheus` and `prometheus-alertmanager`, on the path or in TURNOUT_TOOLS.
TURNOUT_FAULTS plays those alone whose names hold one of its words, parted by commas.
"""

import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import yaml
from turnout_opensearch_fake import fake as opensearch
from turnout_twilio_fake import fake as twilio

from tests.drills import faults, outside, search_and_texts
from tests.drills.environment import Environment
from tests.drills.faults import Fault, Holding, Scene
from tests.drills.forwarder import Forwarder
from tests.drills.monitor import RULES, Monitor, tool
from tests.drills.report import Report
from tests.drills.traffic import Callers
from tests.faults.mini_stack import MiniStack, free_address
from tests.modules.files import clamd
from turnout_dev.deploy_check.chart import dashboard_queries
from turnout_dev.stack import lifecycle, ports
from turnout_dev.stack.errors import StackError

FIRE_SECONDS, PATIENCE_SECONDS = 240.0, 600.0
BREATHER_SECONDS = 60.0
"""Between two faults at most: what looks further back is waited for after the last."""
METRIC = re.compile(r"\bturnout_[a-z_]+\b")


@dataclass(frozen=True, slots=True)
class Mended:
    """A fault that is over, and after how many seconds each of its alerts came, and went."""

    fault: Fault
    at: float
    came: dict[str, float]
    went: dict[str, float]


def drill(report: Report, made: Environment) -> None:
    for program in ("prometheus", "alertmanager"):
        tool(program)
    wanted = [each for each in (os.environ.get("TURNOUT_FAULTS") or "").split(",") if each]
    played = [f for f in FAULTS if not wanted or any(word in f.what for word in wanted)]
    with _scene(report, made) as scene:
        monitor = Monitor(made.folder / "monitor")
        try:
            monitor.start(_targets(made))
            _play(report, scene, monitor, played)
        finally:
            monitor.stop()


def _play(report: Report, scene: Scene, monitor: Monitor, played: list[Fault]) -> None:
    seen: set[str] = set()
    with scene.made.load(rate=0.7) as load:
        time.sleep(30)
        quiet = monitor.active()
        report.figure("alerts of a healthy stack under load", ", ".join(sorted(quiet)) or "none")
        report.figure("load average", ", ".join(f"{each:.0f}" for each in os.getloadavg()))
        mended: list[Mended] = []
        for each in played:
            for before in [m for m in mended if each.alerts & m.came.keys() - m.went.keys()]:
                _wait_until_cleared(monitor, before)  # else its alert would be taken for the next
            mended.append(provoke(report, scene, monitor, each))
        for last in mended:
            _wait_until_cleared(monitor, last)
            seen |= _tell(report, last)
    load.finish()
    every = all_alerts()
    report.figure("alerts seen in Alertmanager and cleared", f"{len(seen)} of {len(every)}")
    report.figure("by promtool's tests alone", ", ".join(sorted(every - seen)) or "none")
    missing = asked_for() - monitor.names()
    report.figure(
        "metrics of rules and dashboards that no role served", ", ".join(missing) or "none"
    )
    if len(played) == len(FAULTS):  # some are served once their fault has come
        report.claim("every metric of rules and dashboards was served by a role", not missing)


def provoke(report: Report, scene: Scene, monitor: Monitor, fault: Fault) -> Mended:
    """Hold the fault until its alerts are there, and let go; those that look far back stay on."""
    report.did(fault.what)
    came: dict[str, float] = {}
    try:
        with fault.holding(scene):
            came = monitor.wait_for(set(fault.raises), active=True, seconds=FIRE_SECONDS)
    except Exception as error:  # noqa: BLE001  the others are played all the same
        report.did(f"{fault.what}: {type(error).__name__}: {error}"[:600])
    at = time.monotonic()
    came |= monitor.wait_for(set(fault.leaves), active=True, seconds=FIRE_SECONDS)
    went = monitor.wait_for(set(came), active=False, seconds=BREATHER_SECONDS)
    return Mended(fault, at, came, went)


def _wait_until_cleared(monitor: Monitor, mended: Mended) -> None:
    """Until its alerts are gone, or have had all of their time since the mending."""
    left = mended.fault.clears_seconds - (time.monotonic() - mended.at)
    names = mended.came.keys() - mended.went.keys()
    for name in monitor.wait_for(set(names), active=False, seconds=max(left, 1.0)):
        mended.went[name] = time.monotonic() - mended.at


def _tell(report: Report, mended: Mended) -> set[str]:
    """Write down what came and went; the alerts that did both."""
    fault, came, went = mended.fault, mended.came, mended.went
    for name in sorted(fault.alerts):
        if name in came:
            cleared = f"cleared within {went[name]:.0f} s" if name in went else "not cleared"
            report.figure(f"{fault.what}: {name}", f"seen after {came[name]:.0f} s, {cleared}")
        report.claim(f"{name} is raised by: {fault.what}; and clears", name in went)
    return set(went)


def all_alerts() -> set[str]:
    return {rule["alert"] for rule in _rules() if "alert" in rule}


def asked_for() -> set[str]:
    """Names of series that a rule or a panel asks Prometheus for."""
    queries = [*(str(rule["expr"]) for rule in _rules()), *dashboard_queries()]
    labels = {"turnout_role", "turnout_colour"}
    return {n for q in queries for n in METRIC.findall(re.sub(r'"[^"]*"', "", q))} - labels


def _rules() -> Iterator[dict[str, Any]]:
    for path in RULES.glob("*.yaml"):
        for group in yaml.safe_load(path.read_text(encoding="utf-8"))["groups"]:
            yield from group["rules"]


@contextmanager
def _scene(report: Report, made: Environment) -> Iterator[Scene]:
    """The stack with its mail server, provider and scanner at addresses that can be cut."""
    stack = made.stack
    smtp = Forwarder(stack.settings["TURNOUT_MAILBOX_SMTP_BIND"])
    addresses = [stack.add_fake(each).removeprefix("http://") for each in (opensearch, twilio)]
    search, texts = (Forwarder(each) for each in addresses)
    scene = Scene(made, Callers(made), smtp, Forwarder(stack.provider), search, texts)
    found = opensearch.settings_for("turnout", base_url=f"http://{search.address}")
    with clamd.running() as scanner:
        stack.settings |= {
            "TURNOUT_SMTP_URL": f"smtp://{smtp.address}",
            "TURNOUT_LOOPBACK_HOSTS": ",".join(
                (stack.provider, scene.provider.address, *addresses, texts.address)
            ),
            "TURNOUT_SEARCH": "opensearch",
            "TURNOUT_SEARCH_SETTINGS": json.dumps(found),
            "TURNOUT_SCANNER_URL": scanner.url,
            "TURNOUT_RATE_LIMITS": faults.limits(stack.settings),
            "TURNOUT_WEB_WORKERS": "1",
            "TURNOUT_WORKER_PROCESSES": "1",
            "TURNOUT_DOOR_BIND": free_address(),
            "TURNOUT_DOOR_METRICS_BIND": free_address(),
        }
        made.migrate()
        _start(stack)
        scene.door = faults.start_door(made)
        made.world = stack.made_by(
            *("-m", "tests.drills.busy_world", f"http://{scene.provider.address}"),
            *(f"http://{texts.address}", f"http://{addresses[1]}"),
        )
        report.did("stack of every role started, three shops, a gate, a waiting room")
        try:
            yield scene
        finally:
            scene.close()


def _start(stack: MiniStack) -> None:
    """Every role serves; on a busy machine that takes more than one patience."""
    try:
        stack.start()
    except StackError:
        lifecycle.wait(stack.state, stack.roles, patience_seconds=PATIENCE_SECONDS)


def _targets(made: Environment) -> list[tuple[str, str]]:
    roles = (*ports.OBSERVED, "door")
    return [(each, made.stack.settings[f"TURNOUT_{each.upper()}_METRICS_BIND"]) for each in roles]


def _both(objective: str) -> tuple[str, str]:
    return f"Turnout{objective}BudgetBurnsFast", f"Turnout{objective}BudgetBurnsSlowly"


def _fault(
    what: str,
    holding: Holding,
    *raises: str,
    leaves: tuple[str, ...] = (),
    clears_seconds: float = 300.0,
) -> Fault:
    return Fault(what, frozenset(raises), holding, frozenset(leaves), clears_seconds)


GONE = tuple(f"Turnout{role}Gone" for role in ("Web", "Realtime", "Worker", "Scheduler", "Relay"))
FAULTS = (
    _fault("a proxy that nobody told of", faults.forwarded, "TurnoutProxiesWrong"),
    _fault("webhooks that somebody else signed", outside.unsigned_webhooks, "TurnoutWebhooksUntrusted"),
    _fault("webhooks of a form that nobody can read", outside.webhooks_of_a_new_form, "TurnoutWebhooksDead"),
    _fault("the provider tells of another amount", outside.another_amount, "TurnoutPaymentsHeld"),
    _fault("the provider refuses a refund", outside.refunds_refused, "TurnoutRefundsLeft"),
    _fault(
        "a line of the ledger is altered", outside.books_altered, "TurnoutBooksDisagree",
        clears_seconds=1_400,
    ),
    _fault("a file with a virus", outside.infected_file, "TurnoutInfectedFiles"),
    _fault(
        "the search server is away", search_and_texts.search_server_away,
        "TurnoutSearchIndexLate", "TurnoutSearchDegraded",
    ),
    _fault(
        "titles change behind the search server", search_and_texts.search_index_drifts,
        "TurnoutSearchIndexDrifts", clears_seconds=700,
    ),
    _fault("a transaction holds texts", search_and_texts.texts_held, "TurnoutTextsLate"),
    _fault("the provider of texts refuses", search_and_texts.texts_refused, "TurnoutTextsFail"),
    _fault("one address floods a form", faults.one_address_floods, "TurnoutManyRefused"),
    _fault("1,720 listeners", faults.many_listeners, "TurnoutLiveNearlyFull"),
    _fault("the mail server refuses for good", outside.mail_server_refuses, "TurnoutMailsFail"),
    _fault(
        "the mail server is away", outside.mail_server_away, "TurnoutMailsLate", leaves=_both("Mails")
    ),
    _fault(
        "the payment provider is away", outside.provider_away,
        "TurnoutPaymentsFail", "TurnoutAdapterFails", "TurnoutCircuitOpens",
    ),
    _fault("tasks may not write a table", faults.table_forbidden, "TurnoutWorkFails"),
    _fault("the broker is killed", faults.broker_away, "TurnoutScheduleSilent"),
    _fault("a transaction holds facts", faults.facts_held, "TurnoutFactsLate"),
    _fault(
        "workers' processes hang", faults.workers_hang,
        "TurnoutNoWorkDone", "TurnoutQueueLong", leaves=("TurnoutWorkSlow",),
    ),
    _fault("Redis is killed", faults.redis_away, "TurnoutRedisFails", "TurnoutWaitingRoomUnreachable"),
    _fault("the cache forgets everything", faults.cache_forgets, "TurnoutCacheUseless"),
    _fault("the database is cut off", faults.database_cut, *_both("Availability")),
    _fault(
        "the database stalls", faults.database_stalls,
        *_both("Orders"), *_both("Scans"), *_both("Pages"),
    ),
    _fault("a role is killed again and again", faults.role_restarts, "TurnoutRoleRestarts"),
    _fault("the door is killed", faults.door_gone, "TurnoutDoorGone"),
    _fault("every role hangs", faults.roles_hang, *GONE, "TurnoutPodDown"),
)  # fmt: skip
