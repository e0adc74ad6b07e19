"""The front door of received payments."""

from turnout.modules.received_payments.policies import RECORD, require_can_record
from turnout.modules.received_payments.service import record_in
from turnout.modules.received_payments.types import NewReceivedPayment
