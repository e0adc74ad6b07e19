"""A few mails do not wait behind very many: each cause's first ones leave first."""

from datetime import timedelta

import psycopg
import pytest
from tests.factories import work
from tests.modules.notifications.conftest import (
    UNAUDITED,
    mailbox,
    only_own_mails,
    platform_smtp,
    port,
)

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.modules.notifications import rules
from turnout.modules.notifications.models import MailRow
from turnout.modules.notifications.service import delivery

__all__ = ("mailbox", "only_own_mails", "platform_smtp", "port")
PEOPLE = 6
LEAVE_OTHERS = """
    UPDATE mails SET state = 'failed', reason = 'It is of another test.'
    WHERE state IN ('queued', 'sending') AND organization_id <> %s
"""
SWEEP = SystemContext(job="tests.sweep")


@pytest.fixture
def crowd(announcer, only_own_mails):
    for number in range(PEOPLE):
        announcer.buy(f"p{number}@people.example")
    announcer.index()
    return announcer


@pytest.fixture
def two(crowd, postgres, database_name):
    """Two announcements, the mails of both due, and nobody else's.

    What is due in all organizations is worked off for these two: other tests' may write mails too.
    """
    both = crowd.begun(), crowd.begun()
    for each in both:
        crowd.queue(each)
    with psycopg.connect(postgres.superuser_url(database_name)) as connection:
        connection.execute(UNAUDITED)
        connection.execute(LEAVE_OTHERS, [crowd.shop.organization.id])
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        yield both


def under_way(crowd):
    with transaction(crowd.platform) as tx:
        found = tx.session.query(MailRow).filter(MailRow.state.in_(("queued", "sending")))
        return [(row.id, row.source_id, row.place) for row in found]


def test_two_announcements_leave_side_by_side_behind_what_orders_cause(crowd, two):
    rows = under_way(crowd)
    confirmations = [row for row in rows if row[1] not in two]
    assert len(confirmations) == PEOPLE
    taken = {each.id for each in delivery.take_next(SWEEP, limit=PEOPLE + 6)}
    handed = [row for row in rows if row[0] in taken]
    assert {row[0] for row in confirmations} <= taken
    by_cause = [sorted(row[2] for row in handed if row[1] == each) for each in two]
    assert by_cause == [[0, 1, 2], [0, 1, 2]]


def test_workers_are_told_of_no_more_than_they_end_soon(crowd, two, monkeypatch):
    monkeypatch.setattr(rules, "MOST_TOLD", 5)
    assert len(delivery.take_due(SWEEP).mails) == 5
    assert delivery.take_due(SWEEP).mails == []
    with clock.frozen(clock.now() + rules.HAND_OUT_AGAIN + timedelta(seconds=1)):
        assert len(delivery.take_due(SWEEP).mails) == 5


def test_mails_that_left_are_followed_by_the_next_without_a_sweep(crowd, two, mailbox, monkeypatch):
    monkeypatch.setattr(rules, "MOST_TOLD", 3)
    work.QUEUED.clear()
    work.run_timed("notifications.sweep")
    work.drain(rounds=40)
    assert under_way(crowd) == []
    assert {len(crowd.mails(each)) for each in two} == {PEOPLE}
