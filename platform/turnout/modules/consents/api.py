"""The front door of consents."""

from turnout.modules.consents.queries import record_carried_refusals, record_consent
from turnout.modules.consents.service import choose, list_choices, list_refusing_addresses
from turnout.modules.consents.types import (
    Channel,
    Consent,
    ConsentSource,
    ConsentTopic,
    NotificationChoice,
)
