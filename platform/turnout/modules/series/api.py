"""What others may ask of series."""

from turnout.modules.series.service import (
    add_event,
    change_rule,
    create_series,
    find_series,
    find_series_by_slug,
    repeat_event,
    show_series,
)
from turnout.modules.series.types import NewSeries, RecurrenceInput, Series
