"""What bulk actions have jobs do."""

from turnout.modules.bulk_actions import service
from turnout.modules.bulk_actions.types import BulkAction
from turnout.modules.jobs import api as jobs

jobs.register(BulkAction.REFUND.value, service.refund)
jobs.register(BulkAction.CANCEL.value, service.cancel)
jobs.register(BulkAction.RESEND.value, service.resend)
jobs.register(BulkAction.TAG.value, service.tag)
jobs.register(BulkAction.MOVE.value, service.move)
jobs.register(BulkAction.MOVE_EVENT.value, service.move_to_event)
jobs.register(BulkAction.APPROVE.value, service.approve)
jobs.register(BulkAction.DENY.value, service.deny)
jobs.register(BulkAction.APPROVE_REVIEW.value, service.approve_review)
jobs.register(BulkAction.REFUSE_REVIEW.value, service.refuse_review)
