"""Requests about warehouse feeds."""

from typing import Any, Final

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import YesOrNo, not_blank, whole
from turnout.modules.warehouse_feeds.rules import FOLDER, LONGEST_FOLDER, LONGEST_NAME
from turnout.modules.warehouse_feeds.tables import TABLES
from turnout.modules.warehouse_feeds.types import (
    FeedCadence,
    NewWarehouseFeed,
    WarehouseFeedUpdate,
)

STORE: Final = "A connected store (`storage`) that is switched on."
WHERE: Final = "Below the store's own folder; empty: there. No other feed has it."
PERSONAL: Final = "Whether columns that name people are in it."
FULL: Final = "Have every table whole once more, in place of all that lies there."
ODD_FOLDER: Final = "Use letters, digits, `.`, `_` and `-`, and `/` between folders."


def _folder(**options: Any) -> fields.String:
    checks = [
        validate.Length(max=LONGEST_FOLDER),
        validate.Regexp(rf"{FOLDER}\Z", error=ODD_FOLDER),
    ]
    return fields.String(validate=checks, metadata={"description": WHERE}, **options)


def _tables(**options: Any) -> fields.List[Any]:
    return fields.List(
        one_of(TABLES),
        validate=validate.Length(1, len(TABLES)),
        metadata={"description": "Which tables; see `/warehouse-feeds/tables`."},
        **options,
    )


class NewWarehouseFeedSchema(Schema):
    """The first run begins within a minute, and has every row."""

    component = "NewWarehouseFeed"

    name = fields.String(
        required=True, validate=not_blank(LONGEST_NAME), metadata={"example": "Data warehouse"}
    )
    connection_id = fields.UUID(required=True, metadata={"description": STORE})
    folder = _folder(load_default="")
    tables = _tables(required=True)
    cadence = one_of(FeedCadence, required=True)
    hour = whole(0, 23, load_default=0, metadata={"description": "Of a daily one."})
    has_personal_data = YesOrNo(load_default=False, metadata={"description": PERSONAL})

    @post_load
    def to_feed(self, data: dict[str, Any], **_: Any) -> NewWarehouseFeed:
        said = {
            "name": data["name"].strip(),
            "tables": tuple(data["tables"]),
            "cadence": FeedCadence(data["cadence"]),
        }
        return NewWarehouseFeed(**data | said)


class WarehouseFeedUpdateSchema(Schema):
    component = "WarehouseFeedUpdate"
    name = fields.String(load_default=None, validate=not_blank(LONGEST_NAME))
    connection_id = fields.UUID(load_default=None, metadata={"description": STORE})
    folder = _folder(load_default=None)
    tables = _tables(load_default=None)
    cadence = one_of(FeedCadence, required=False, load_default=None)
    hour = whole(0, 23, load_default=None)
    has_personal_data = YesOrNo(load_default=None, metadata={"description": PERSONAL})
    is_paused = YesOrNo(load_default=None)

    @post_load
    def to_changes(self, data: dict[str, Any], **_: Any) -> WarehouseFeedUpdate:
        if data["tables"] is not None:
            data["tables"] = tuple(data["tables"])
        if data["cadence"] is not None:
            data["cadence"] = FeedCadence(data["cadence"])
        return WarehouseFeedUpdate(**data)


class NewWarehouseRunSchema(Schema):
    component = "NewWarehouseRun"
    is_full = YesOrNo(load_default=False, metadata={"description": FULL})
