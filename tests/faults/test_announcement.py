"""An announcement to many, while everything that sends it dies and the provider loses answers.

`make prove` sends it to 1,000 people, with a new seed each time; TURNOUT_SEED repeats one and
TURNOUT_RECIPIENTS says how many (100,000 take the better part of an hour: an announcement leaves at
fifty mails a second). Named by its path it goes to 100. Mailgun's fake says who got what: a lost
answer is asked for there, two minutes later, before a mail is sent again.
"""

import os
import random
import time
from collections import Counter
from contextlib import suppress

import httpx
import psycopg
from turnout_mailgun_fake import fake

from tests.faults.mini_stack import MiniStack
from tests.faults.promises import PROMISES, broken_promises
from tests.faults.test_kills import PROVE, wait_until
from tests.prove.results import record_result
from turnout_sdk.testing.provider.mail import MailControls

SEED = int(os.environ.get("TURNOUT_SEED") or (time.time() if PROVE else 20_261_125))
RECIPIENTS = int(os.environ.get("TURNOUT_RECIPIENTS") or (1_000 if PROVE else 100))
ORDERS = RECIPIENTS * 10 // 9
"""One in ten has expired, and nobody writes to its buyer."""
KILLS = 24 if PROVE else 3
VICTIMS = ("worker", "worker", "worker", "relay", "scheduler", "redis")
TROUBLES = ("lost", "drop", "error", "nonsense", "busy", "hang")
PATIENCE_SECONDS = 600.0 + RECIPIENTS / 10
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
    stack.start()
    began = time.monotonic()
    world = stack.made_by("-m", "tests.faults.mailing", provider, str(ORDERS))
    controls = MailControls(provider, world["account"])
    killed = disturb(stack, url, controls)
    wait_until(
        lambda: count_sent(url) >= RECIPIENTS, "everybody's mail left", seconds=PATIENCE_SECONDS
    )
    stack.wait_idle(PATIENCE_SECONDS)
    wait_until(lambda: not broken_promises(url, KEPT), "the announcement is done", seconds=60)
    seconds = time.monotonic() - began
    reached = controls.reached()
    got = Counter(recipient for _, recipients in reached for recipient in recipients)

    assert broken_promises(url, KEPT) == {}, f"seed {SEED}"
    assert len(got) == RECIPIENTS, f"seed {SEED}"
    assert got.most_common(1)[0][1] == 1, f"seed {SEED}: {got.most_common(5)}"
    assert {message_id for message_id, _ in reached} == written(url), f"seed {SEED}"
    record_result(
        "an announcement while its senders die",
        f"{RECIPIENTS} people, {sum(killed.values())} kills, one mail each, {seconds:.0f} s",
    )


def disturb(stack: MiniStack, url: str, controls: MailControls) -> Counter[str]:
    """Kill and trouble at moments spread over the mails; what was killed, and how often."""
    chance = random.Random(SEED)  # noqa: S311  moments, no secrets
    moments = sorted(chance.randrange(RECIPIENTS * 9 // 10) for _ in range(KILLS))
    killed: Counter[str] = Counter()
    for moment in moments:
        wait_until(
            lambda moment=moment: count_sent(url) >= moment,
            f"mail {moment} left",
            seconds=PATIENCE_SECONDS,
        )
        with suppress(httpx.HTTPError):
            controls.misbehave(behaviour=chance.choice(TROUBLES), times=chance.randint(1, 3))
        victim = chance.choice(VICTIMS)
        killed[f"{victim}: {stack.kill(victim, chance)}"] += 1
    return killed


def count_sent(url: str) -> int:
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT count(*) FROM mails WHERE state = 'sent'").fetchone()
    assert found is not None
    return int(found[0])


def written(url: str) -> set[str]:
    """The Message-IDs under which the mails were written down."""
    with psycopg.connect(url) as connection:
        return {row[0] for row in connection.execute("SELECT message_id FROM mails")}
