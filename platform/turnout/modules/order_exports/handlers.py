"""What exports have jobs do, and what follows when a job is over."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.jobs import api as jobs
from turnout.modules.jobs.facts import JobFinished
from turnout.modules.order_exports import parts, rules, service

for _kind in service.KINDS.values():
    jobs.register(_kind, parts.make_part, workers=rules.WORKERS)


@on(JobFinished)
def settle_export(ctx: OrganizationContext, fact: JobFinished) -> None:
    service.settle_job(ctx, fact.job_id)
