"""Timed work of visits."""

from typing import Final

from turnout.kernel.messaging.tasks import task
from turnout.modules.visits import service

DAY_SECONDS: Final = 86_400


@task(every=60)
def write_visits() -> None:
    """Write down the visits that were counted since the last time."""
    service.write_visits()


@task(every=DAY_SECONDS)
def sum_up_old() -> None:
    """Turn visits by hour that were kept for their time into sums of days."""
    service.sum_up_old()
