"""Work on several rows: one that fails holds up no other, and is not passed over in silence."""

import threading
from contextvars import ContextVar
from uuid import UUID, uuid4

import psycopg
import pytest
from structlog.testing import capture_logs

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.messaging import tasks
from turnout.kernel.messaging.tasks import enqueue_together, for_each, for_each_due


def test_each_is_worked_on_and_what_failed_is_raised_in_the_end():
    done = []

    def work(number):
        if number % 2:
            raise ValueError(number)
        done.append(number)

    with capture_logs() as said, pytest.raises(ExceptionGroup) as failed:
        for_each(range(5), work)
    assert done == [0, 2, 4]
    assert [str(each) for each in failed.value.exceptions] == ["1", "3"]
    assert [each["item"] for each in said] == ["1", "3"]


def test_where_nothing_fails_nothing_is_raised():
    done = []
    for_each(range(3), done.append)
    assert done == [0, 1, 2]


@pytest.mark.parametrize(
    ("error", "goes_on"),
    [
        (psycopg.OperationalError("could not connect"), False),
        (psycopg.errors.LockNotAvailable("another one holds it"), True),
        (psycopg.errors.UniqueViolation("it was there"), True),
    ],
    ids=lambda each: type(each).__name__,
)
def test_without_the_database_the_rest_waits_for_the_next_time(error, goes_on):
    tried = []

    def work(number):
        tried.append(number)
        raise error

    with pytest.raises(ExceptionGroup):
        for_each(range(3), work)
    assert tried == ([0, 1, 2] if goes_on else [0])


def test_several_are_worked_on_at_once_each_where_it_was_asked_for():
    asked_by = ContextVar("asked_by", default="nobody")
    meeting, done = threading.Barrier(4, timeout=30), []

    def work(number):
        meeting.wait()
        if number == 3:
            raise ValueError(number)
        done.append((number, asked_by.get()))

    reset = asked_by.set("me")
    with pytest.raises(ExceptionGroup) as failed:
        for_each(range(8), work, at_once=4)
    asked_by.reset(reset)
    assert sorted(done) == [(number, "me") for number in range(8) if number != 3]
    assert [str(each) for each in failed.value.exceptions] == ["3"]


def test_without_the_database_what_has_not_begun_waits_for_the_next_time():
    meeting, tried = threading.Barrier(2, timeout=30), []

    def work(number):
        tried.append(number)
        meeting.wait()
        raise psycopg.OperationalError("could not connect")

    with pytest.raises(ExceptionGroup):
        for_each(range(50), work, at_once=2)
    assert len(tried) < 50


def test_workers_are_told_of_rows_of_one_organization_together_and_of_each_once(monkeypatch):
    told = []
    monkeypatch.setattr(tasks, "enqueue", lambda *said: told.append(said))
    first, second = uuid4(), uuid4()
    rows = [(first if number % 3 else second, uuid4()) for number in range(40)]
    enqueue_together("mails.send", rows, most=10)
    assert all(name == "mails.send" and 1 <= len(ids) <= 10 for name, _, *ids in told)
    for organization_id in (first, second):
        mine = [each for _, owner, *ids in told if owner == str(organization_id) for each in ids]
        assert mine == [str(row) for owner, row in rows if owner == organization_id]


def test_what_is_due_is_worked_off_each_in_its_organization():
    rows = [(uuid4(), uuid4(), uuid4()) for _ in range(3)]
    done = []

    def find(ctx: SystemContext) -> list[tuple[UUID, UUID, UUID]]:
        assert ctx.job == "tests.work"
        return rows

    def work(ctx: OrganizationContext, one: UUID, other: UUID) -> None:
        done.append((ctx.organization_id, one, other, str(ctx.actor)))

    for_each_due("tests.work", find, work)
    assert done == [(*row, "system:tests.work") for row in rows]
