"""What others may ask of hand-overs."""

from turnout.modules.handovers.service import (
    accept_handover,
    decline_handover,
    list_offered,
    offer_handover,
)
from turnout.modules.handovers.types import Handover, NewHandover, OfferedHandover
