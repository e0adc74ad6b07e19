"""What follows when an export is over, and who composes the mails of scheduled ones."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.export_schedules import due_exports
from turnout.modules.export_schedules.types import Outcome
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import Template
from turnout.modules.order_exports.facts import OrderExportCompleted, OrderExportEnded

notifications.register_composers(
    {Template.EXPORT_READY: due_exports.compose, Template.EXPORT_NOT_MADE: due_exports.compose}
)


@on(OrderExportCompleted)
def mail_export(ctx: OrganizationContext, fact: OrderExportCompleted) -> None:
    due_exports.settle_export(ctx, fact.export_id, Outcome.READY)


@on(OrderExportEnded)
def note_ended(ctx: OrganizationContext, fact: OrderExportEnded) -> None:
    due_exports.settle_export(ctx, fact.export_id, Outcome(fact.state))
