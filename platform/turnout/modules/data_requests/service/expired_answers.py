"""Answers whose time is over: corrections that were asked for no longer quote them.

That somebody asked, when and how it was decided stays; the log's entries of it are emptied with the
words.
"""

from collections.abc import Collection
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.security import permissions
from turnout.modules.data_requests import queries
from turnout.modules.privacy import api as privacy

JOB = "data-requests.forget"


def forget(
    ctx: OrganizationContext, order_ids: Collection[UUID], *, questions: Collection[str] | None
) -> None:
    """Empty what requests about answers of these orders quote; None for all questions.

    A request that is still open has nothing left to correct and says so when it is granted. Whoever
    was stopped before the log is emptied begins again: nothing of it counts as done by then.
    """
    permissions.require_platform(ctx)
    with transaction(system_in(ctx.organization_id, JOB)) as tx:
        emptied = queries.empty_answers(tx, order_ids, questions=questions)
    if emptied:
        privacy.erase_entries(SystemContext(job=JOB), ctx.organization_id, emptied)
