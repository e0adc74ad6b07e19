"""What is counted of sales partners, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

REFUSED: Final = counter(
    "turnout_sales_partners_codes_refused", "Orders that named a sales partner that is not there"
)
