"""What others may ask of series."""

from turnout.modules.series.service.recurrence import change_rule, repeat_event
from turnout.modules.series.service.series import (
    add_event,
    create_series,
    find_series,
    find_series_by_slug,
    show_series,
)
from turnout.modules.series.types import NewSeries, RecurrenceInput, Series
