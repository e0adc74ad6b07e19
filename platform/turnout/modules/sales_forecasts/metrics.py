"""What sales forecasts count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter
from turnout.modules.sales_forecasts.types import ForecastState

FORECASTS: Final = counter(
    "turnout_sales_forecasts",
    "Sales forecasts that were asked for, by whether there was one and why not",
    state=tuple(each.value for each in ForecastState),
)
