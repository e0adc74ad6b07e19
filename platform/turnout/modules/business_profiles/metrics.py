"""What business profiles count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

CHANGES: Final = counter("turnout_business_profile_changes", "Business profiles that were changed")
