"""What series count for the operator."""

from turnout.kernel.observability.metrics import counter

OCCURRENCES = counter("turnout_event_occurrences", "Events that were made by a series' rule")
