"""The front door of sending domains."""

from turnout.modules.sending_domains.policies import READ
from turnout.modules.sending_domains.senders import align, choose_sender
from turnout.modules.sending_domains.service import list_names
from turnout.modules.sending_domains.types import MailSender
