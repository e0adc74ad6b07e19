"""What is counted of sales at the desk."""

from typing import Final

from turnout.kernel.observability.metrics import counter

SOLD: Final = counter(
    "turnout_box_office_sales",
    "Orders that were sold at the desk, by who sold them and how they are paid",
    seller=("device", "member"),
    payment=("free", "later", "now"),
)
