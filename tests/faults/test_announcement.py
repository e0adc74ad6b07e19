"""An announcement to many, while everything that sends it dies and the provider loses answers.

`make prove` sends it to 1,000 people, with a new seed each time; TURNOUT_SEED repeats one and
TURNOUT_RECIPIENTS and TURNOUT_KILLS say how many (100,000 take the better part of an hour: an
announcement leaves at fifty mails a second, TURNOUT_ANNOUNCEMENT_RATE lets more leave). Named by its
path it goes to 100. Mailgun's fake says who got what: a lost answer is asked for there, two minutes
later, before a mail is sent again. Beside it is seen how long until everybody is queued, and what
workers need.
"""

import os
import random
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self

import httpx
import psutil
import psycopg
import pytest
from turnout_mailgun_fake import fake

from tests.faults.mini_stack import MiniStack
from tests.faults.promises import PROMISES, broken_promises
from tests.faults.test_kills import PROVE, wait_until
from tests.prove.counts import is_busy
from tests.prove.results import record_result
from turnout_sdk.testing.provider.mail import MailControls

SEED = int(os.environ.get("TURNOUT_SEED") or (time.time() if PROVE else 20_261_125))
RECIPIENTS = int(os.environ.get("TURNOUT_RECIPIENTS") or (1_000 if PROVE else 100))
ORDERS = RECIPIENTS * 10 // 9
"""One in ten has expired, and nobody writes to its buyer."""
KILLS = int(os.environ.get("TURNOUT_KILLS") or (24 if PROVE else 3))
VICTIMS = ("worker", "worker", "worker", "relay", "scheduler", "redis")
TROUBLES = ("lost", "drop", "error", "nonsense", "busy", "hang")
PATIENCE_SECONDS = 600.0 + RECIPIENTS / 10
QUEUED_SECONDS = 60.0
PROVIDER_RATE = 20
"""What the provider takes in a second, where it has a limit: less than these machines could send."""
LIMITED = 1_200
MANY, FEW = 8_000, 90
LATE_SECONDS = 120.0
"""So much later than its moment may a reminder leave at most, whatever else does."""
LOOK_SECONDS = 0.5 + RECIPIENTS / 50_000
"""Counting takes the longer, the more mails there are."""
GROWTH_BYTES = 80_000_000
"""What a worker may need at most beyond what it needed after its first tenth of the mails."""
RATE = os.environ.get("TURNOUT_ANNOUNCEMENT_RATE") or "50"
KEPT = {
    "an announcement writes one mail to each person": """
        SELECT recipient, count(*) FROM mails GROUP BY recipient HAVING count(*) <> 1
    """,
    "the announcement is done": "SELECT id, state FROM announcements WHERE state <> 'done'",
    **{
        promise: PROMISES[promise]
        for promise in ("every mail was sent", "no fact was set aside or is still waiting")
    },
}


def test_everybody_is_written_to_once_whatever_dies(stack, postgres, database):
    url = postgres.superuser_url(database)
    provider = stack.add_fake(fake)
    stack.settings["TURNOUT_ANNOUNCEMENT_RATE"] = RATE
    stack.start()
    was_busy = is_busy()
    world = stack.made_by("-m", "tests.faults.mailing", provider, str(ORDERS))
    began = time.monotonic()
    controls = MailControls(provider, world["account"])
    with Watch(stack, url) as watch:
        killed = disturb(stack, controls, watch)
        wait_until(
            lambda: watch.sent >= RECIPIENTS, "everybody's mail left", seconds=PATIENCE_SECONDS
        )
        left = time.monotonic() - began
    stack.wait_idle(PATIENCE_SECONDS)
    wait_until(lambda: not broken_promises(url, KEPT), "the announcement is done", seconds=60)
    reached = controls.reached()
    got = Counter(recipient for _, recipients in reached for recipient in recipients)

    assert broken_promises(url, KEPT) == {}, f"seed {SEED}"
    assert len(got) == RECIPIENTS, f"seed {SEED}"
    assert got.most_common(1)[0][1] == 1, f"seed {SEED}: {got.most_common(5)}"
    assert {message_id for message_id, _ in reached} == written(url), f"seed {SEED}"
    assert watch.changed_ids(written(url)) == set(), f"seed {SEED}: a Message-ID changed"
    said = (
        f"{RECIPIENTS} people, {sum(killed.values())} kills ({dict(killed)}), one mail each; "
        f"queued in {watch.queued_seconds:.0f} s, left in {left:.0f} s "
        f"({RECIPIENTS / left:.0f}/s of {RATE}/s); a worker needed {watch.memory}; seed {SEED}"
    )
    print(said)  # noqa: T201  figures are what this proof is for
    record_result("an announcement while its senders die", said)
    assert watch.growth < GROWTH_BYTES, said
    if PROVE and not was_busy and watch.was_queued_before_the_first_kill:
        assert watch.queued_seconds < QUEUED_SECONDS, said


@pytest.mark.skipif(not PROVE, reason="a minute of sending, which `make prove` shows")
def test_mails_leave_as_fast_as_the_providers_limit_lets_them(stack, postgres, database):
    url = postgres.superuser_url(database)
    provider = stack.add_fake(fake)
    stack.settings["TURNOUT_ANNOUNCEMENT_RATE"] = "400"
    stack.start()
    was_busy = is_busy()
    world = stack.made_by(
        "-m", "tests.faults.mailing", provider, str(LIMITED * 10 // 9), str(PROVIDER_RATE)
    )
    wait_until(lambda: count_sent(url) > 0, "the first mail left", seconds=120)
    began = time.monotonic()
    wait_until(lambda: count_sent(url) >= LIMITED, "everybody's mail left", seconds=300)
    left = time.monotonic() - began
    reached = MailControls(provider, world["account"]).reached()
    got = Counter(recipient for _, recipients in reached for recipient in recipients)

    assert sorted(got.values()) == [1] * LIMITED
    said = f"{LIMITED} people in {left:.0f} s: {LIMITED / left:.1f}/s of {PROVIDER_RATE}/s"
    print(said)  # noqa: T201  figures are what this proof is for
    record_result("an announcement by a provider with a limit", said)
    if not was_busy:
        assert LIMITED / left > 0.8 * PROVIDER_RATE, said


@pytest.mark.skipif(not PROVE, reason="minutes of sending, which `make prove` shows")
def test_a_few_do_not_wait_behind_very_many(stack, postgres, database):
    url = postgres.superuser_url(database)
    provider = stack.add_fake(fake)
    stack.settings["TURNOUT_ANNOUNCEMENT_RATE"] = "400"
    stack.start()
    was_busy = is_busy()
    stack.made_by("-m", "tests.faults.mailing", provider, str(MANY * 10 // 9))
    wait_until(lambda: count_written(url) >= MANY, "all are written down", seconds=120)
    wait_until(lambda: count_sent(url) >= 200, "some have left", seconds=120)
    few = stack.made_by("-m", "tests.faults.mailing", provider, str(FEW * 10 // 9))
    lateness = """
        SELECT max(extract(epoch FROM m.sent_at - a.send_at)) FROM mails m
        JOIN announcements a ON a.organization_id = m.organization_id AND a.id = m.source_id
        WHERE m.source_id = %s AND m.state = 'sent' HAVING count(*) = %s
    """
    asked = (url, lateness, few["announcement_id"], FEW)
    wait_until(lambda: one_of(*asked) is not None, "the few have theirs", seconds=600)
    late, waiting = one_of(*asked), MANY + FEW - count_sent(url)

    said = f"{FEW} people had theirs {late:.0f} s after its moment, while {waiting} others waited"
    print(said)  # noqa: T201  figures are what this proof is for
    record_result("a reminder beside an announcement", said)
    assert waiting > 0, said
    if not was_busy:
        assert late < LATE_SECONDS, said


@dataclass
class Watch:
    """Looks on from beside: when all mails were written down, and what workers' processes need."""

    stack: MiniStack
    url: str
    queued_seconds: float = float("inf")
    first_kill: float = float("inf")
    sent: int = 0
    early: int = 0
    most: int = 0
    """Bytes of the largest process of the workers: until a tenth was sent, and afterwards."""
    ids: set[str] = field(default_factory=set)
    _over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._began = time.monotonic()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def growth(self) -> int:
        return max(0, self.most - self.early)

    @property
    def memory(self) -> str:
        return f"{self.early / 1e6:.0f} MB at first and {self.most / 1e6:.0f} MB at most"

    @property
    def was_queued_before_the_first_kill(self) -> bool:
        return self.queued_seconds < self.first_kill

    def note_kill(self) -> None:
        self.first_kill = min(self.first_kill, time.monotonic() - self._began)

    def changed_ids(self, now: set[str]) -> set[str]:
        """Message-IDs that were written once everybody was queued, and stand there no more."""
        return self.ids - now

    def _look(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            if self.queued_seconds == float("inf") and count_written(self.url) >= RECIPIENTS:
                self.queued_seconds = time.monotonic() - self._began
                self.ids = written(self.url)
            self.sent = count_sent(self.url)
            largest = max(self._sizes(), default=0)
            if self.sent < RECIPIENTS / 10:
                self.early = max(self.early, largest)
            else:
                self.most = max(self.most, largest)

    def _sizes(self) -> list[int]:
        sizes = []
        for leader in self.stack.leaders("worker"):
            with suppress(psutil.NoSuchProcess):
                family = psutil.Process(leader)
                for each in (family, *family.children(recursive=True)):
                    with suppress(psutil.NoSuchProcess):
                        sizes.append(each.memory_info().rss)
        return sizes


def disturb(stack: MiniStack, controls: MailControls, watch: Watch) -> Counter[str]:
    """Kill and trouble at moments spread over the mails; what was killed, and how often."""
    chance = random.Random(SEED)  # noqa: S311  moments, no secrets
    moments = sorted(chance.randrange(RECIPIENTS * 9 // 10) for _ in range(KILLS))
    killed: Counter[str] = Counter()
    for moment in moments:
        wait_until(
            lambda moment=moment: watch.sent >= moment,
            f"mail {moment} left",
            seconds=PATIENCE_SECONDS,
        )
        with suppress(httpx.HTTPError):
            controls.misbehave(behaviour=chance.choice(TROUBLES), times=chance.randint(1, 3))
        victim = chance.choice(VICTIMS)
        watch.note_kill()
        killed[f"{victim}: {stack.kill(victim, chance)}"] += 1
    return killed


def count_sent(url: str) -> int:
    return int(one_of(url, "SELECT count(*) FROM mails WHERE state = 'sent'"))


def count_written(url: str) -> int:
    return int(one_of(url, "SELECT count(*) FROM mails"))


def one_of(url: str, statement: str, *values: Any) -> Any:
    """The value that a statement finds; None for nothing."""
    with psycopg.connect(url) as connection:
        found = connection.execute(statement, values).fetchone()
    return None if found is None else found[0]


def written(url: str) -> set[str]:
    """The Message-IDs under which the mails were written down."""
    with psycopg.connect(url) as connection:
        return {row[0] for row in connection.execute("SELECT message_id FROM mails")}
