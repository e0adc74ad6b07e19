"""The front door of opt-outs."""

from turnout.modules.opt_outs.errors import SubscriptionNotFound
from turnout.modules.opt_outs.hooks import register_subjects
from turnout.modules.opt_outs.queries import list_opted_out
from turnout.modules.opt_outs.service import (
    TOPICS,
    change_opt_out,
    get_subscription,
    list_opt_outs,
    list_unsubscribed,
    opt_in,
    opt_out,
    opt_out_url,
    wants,
)
from turnout.modules.opt_outs.types import MailSubject, OptOut, OptOutTopic, Subscription
