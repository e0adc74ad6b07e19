"""Who sees jobs and cancels them; who may start one is asked by its own module."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import TEAM, permission, require
from turnout.modules.jobs.errors import JobNotFound
from turnout.modules.jobs.types import Job

READ: Final = permission(
    "jobs.read", "see their own jobs and cancel them", roles=TEAM, is_limitable=True
)
READ_ALL: Final = permission(
    "jobs.read-all",
    "see and cancel jobs that others started",
    roles=("owner", "admin"),
    is_limitable=False,
)

OPEN: Final[dict[str, str]] = {
    "run_job": "the worker's, in the organization of a claimed job",
}


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def sees_all(ctx: OrganizationContext) -> bool:
    return READ_ALL in ctx.permissions and ctx.event_ids is None


def require_mine(ctx: OrganizationContext, job: Job) -> None:
    """A job of somebody else is not there for who does not see all of them."""
    if job.started_by != str(ctx.actor) and not sees_all(ctx):
        raise JobNotFound
