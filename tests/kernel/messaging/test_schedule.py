"""The scheduler counts what it sent, and nothing that the broker did not take."""

from datetime import timedelta

import pytest
from celery import Celery
from celery.beat import ScheduleEntry, SchedulingError

from turnout.kernel.messaging import broker
from turnout.worker import SENT, TickingScheduler

NAME = "kernel-test.tick"
NOBODY = "redis://127.0.0.1:1/0"
"""A port where nobody may serve without being root, and nobody does."""


def scheduler(celery: Celery) -> TickingScheduler:
    return TickingScheduler(celery, lazy=True)


def entry(celery: Celery) -> ScheduleEntry:
    queue = {"queue": "kernel-test"}
    every = timedelta(seconds=60)
    return ScheduleEntry(name=NAME, task=NAME, schedule=every, options=queue, app=celery)


def sent() -> float:
    return SENT.child({"task": NAME})._value.get()


def test_what_the_broker_took_is_counted(settings):
    celery, before = broker.make(settings), sent()
    scheduler(celery).apply_async(entry(celery), advance=False)
    assert sent() == before + 1


def test_what_no_broker_took_is_not_counted(settings):
    away, before = broker.make(settings), sent()
    away.conf.update(broker_url=NOBODY, task_publish_retry=False)
    with pytest.raises(SchedulingError):
        scheduler(away).apply_async(entry(away), advance=False)
    assert sent() == before
