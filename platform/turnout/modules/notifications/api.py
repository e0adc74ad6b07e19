"""The front door of notifications."""

from turnout.modules.notifications.errors import (
    AskedOften,
    MailNotFound,
    NotResendable,
    OnHold,
    StillUnderWay,
    Superseded,
)
from turnout.modules.notifications.hooks import (
    COPIES,
    PLATFORM_COMPOSERS,
    RENDERINGS,
    TRIAL,
    TRIALS,
    register_composers,
)
from turnout.modules.notifications.mail_context import (
    MOST_IN_A_MAIL,
    Envelope,
    about_event,
    account_letter,
    event_page,
    letterhead,
)
from turnout.modules.notifications.policies import SEND
from turnout.modules.notifications.queries import count_by_cause, list_newest_of_order, take_back
from turnout.modules.notifications.renderer import home_url, outgoing, public_url
from turnout.modules.notifications.service.batches import find_session_changes, session_readers
from turnout.modules.notifications.service.composer import (
    ELSEWHERE,
    compose_notice,
    entry_messages_of,
    envelope_of,
    order_draft,
    parties_of,
    ticket_files,
)
from turnout.modules.notifications.service.enqueue import (
    announce_step,
    queue_many,
    queue_platform_mail,
)
from turnout.modules.notifications.service.enqueue import queue as queue_mail
from turnout.modules.notifications.service.resend import (
    list_mails,
    resend_confirmation,
    resend_in,
    resend_mail,
    send_ticket_links,
)
from turnout.modules.notifications.types import (
    NOTICES,
    OF_ORDERS,
    OF_TICKETS,
    OF_WAITLISTS,
    ClaimedMail,
    Mail,
    MailContent,
    NewMail,
    Template,
)
