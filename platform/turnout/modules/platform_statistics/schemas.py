"""Requests about the platform's statistics."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import FileArguments, file_language
from turnout.modules.platform_statistics.types import Report, StatisticsFilter, Step
from turnout_sdk.currencies import EXPONENTS

MOST_ORGANIZATIONS = 100


class StatisticsArguments(Schema):
    starts_on = fields.Date(
        load_default=None,
        data_key="from",
        metadata={"description": "The first day in UTC; without it, 30 days end with `until`"},
    )
    ends_on = fields.Date(
        load_default=None,
        data_key="until",
        metadata={"description": "The last day in UTC, included; today without it"},
    )
    by = one_of(Step, load_default=Step.DAY.value)
    currency = one_of(
        sorted(EXPONENTS),
        load_default=None,
        metadata={"description": "Rank organizations by gross revenue in it, else by tickets"},
    )
    limit = fields.Integer(
        load_default=10,
        validate=validate.Range(1, MOST_ORGANIZATIONS),
        metadata={"description": "How many organizations to name"},
    )

    @post_load
    def to_wish(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"wanted": StatisticsFilter(**data)}


class StatisticsReportArguments(StatisticsArguments, FileArguments):
    language = file_language("English")
    report = one_of(
        Report,
        load_default=Report.PERIODS.value,
        data_key="of",
        metadata={"description": "A line for each day, week or month, or for each organization"},
    )

    @post_load
    def to_wish(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        file = self.to_file(data)
        wish: dict[str, Any] = super().to_wish(data)
        return wish | file
