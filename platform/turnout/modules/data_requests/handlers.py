"""What data requests compose of the mails that leave."""

from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import Template

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
