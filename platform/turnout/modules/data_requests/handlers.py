"""What data requests compose of the mails that leave, and forget as answers do."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.data_requests.service import requests
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import Template
from turnout.modules.retention.api import RetentionKind
from turnout.modules.retention.facts import PersonalDataExpired

notifications.register_composers(
    dict.fromkeys(
        (
            Template.DATA_REQUEST_GRANTED,
            Template.DATA_REQUEST_REFUSED,
            Template.DATA_REQUEST_EXTENDED,
        ),
        notifications.compose_notice,
    )
)


@on(PersonalDataExpired, queue="exports")
def forget_expired_answers(ctx: OrganizationContext, fact: PersonalDataExpired) -> None:
    if fact.questions or fact.kind == RetentionKind.ANSWERS:
        requests.forget_expired_answers(ctx, fact.order_ids, questions=fact.questions or None)
