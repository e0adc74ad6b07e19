"""Timed work of jobs."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import for_each_due, task
from turnout.modules.jobs import service

DAY_SECONDS = 86_400


@task(queue="exports", every=2)
def run() -> None:
    """Work on jobs that have room for a worker, those that a killed one left among them."""
    for_each_due(service.JOB, service.list_due, service.run_job)


@task(queue="exports", every=DAY_SECONDS)
def forget() -> None:
    """Delete jobs that were over three months ago."""
    service.forget_old(SystemContext(job="jobs.forget"))


@pending_work.register("jobs")
def count_running(ctx: SystemContext) -> int:
    return service.count_running(ctx)
