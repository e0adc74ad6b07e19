"""Timed work of calendars: those that are due are brought up to date."""

from time import monotonic
from typing import Final

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import for_each, task
from turnout.modules.calendars.service import entries

MOST_SECONDS: Final = 50


@task(queue="default", every=5)
def update_due() -> None:
    """Bring calendars up to date, one after the other, until nothing is due or others' turn comes.

    Quotas are kept by each person's place: one call at a time, and a rest after failures.
    """
    ctx, until = SystemContext(job=entries.JOB), monotonic() + MOST_SECONDS
    while claimed := entries.claim_due(ctx):
        for_each(claimed, lambda link: entries.bring_up_to_date(ctx, link))
        if monotonic() > until:
            return


@pending_work.register("calendars")
def count_due_calendars(ctx: SystemContext) -> int:
    return entries.count_due(ctx)
