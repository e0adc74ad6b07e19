"""The front door of the suppression list."""

from turnout.modules.suppressions.models import SuppressionReason
from turnout.modules.suppressions.queries import find_entry
from turnout.modules.suppressions.rules import stops, why
from turnout.modules.suppressions.service import create_suppression, find_suppressed, suppress
from turnout.modules.suppressions.types import Entry, NewSuppression
