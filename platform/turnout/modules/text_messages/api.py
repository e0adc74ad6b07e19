"""The front door of text messages."""

from turnout.modules.text_messages.errors import TextsNotOffered, TextWordingChanged
from turnout.modules.text_messages.hooks import register_guards
from turnout.modules.text_messages.models import BlockReason, ConsentPlace, TextPurpose
from turnout.modules.text_messages.queries.consents import concerns
from turnout.modules.text_messages.queries.outbox import count_by_cause, take_back
from turnout.modules.text_messages.rules import LONGEST_TEXT
from turnout.modules.text_messages.segments import TextLength, measure
from turnout.modules.text_messages.service.consents import (
    get_consent,
    is_offered,
    may_offer,
    set_consent,
)
from turnout.modules.text_messages.service.outbox import find_blocked, queue_texts
from turnout.modules.text_messages.types import (
    ClaimedText,
    NewText,
    Objection,
    TextConsent,
    TextConsentChoice,
)
from turnout.modules.text_messages.words import with_way_out
