"""Requests about found orders and attendees, and about saved views."""

from typing import Any, Final

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import (
    PageArguments,
    SpreadsheetArguments,
    YesOrNo,
    not_blank,
)
from turnout.modules.order_search.rules import ATTENDEE_COLUMNS, ORDER_COLUMNS
from turnout.modules.order_search.types import (
    ORDER_STATES,
    AttendeeFilter,
    AttendeeSort,
    ListKind,
    NewView,
    OrderFilter,
    OrderSort,
)

MONEY_STATES: Final = ("unpaid", "part_paid", "paid", "part_refunded", "refunded")
TICKET_STATES: Final = ("none", "valid", "void", "refunded")
LARGEST_AMOUNT: Final = 10**15
MOST_CHOSEN: Final = 10_000


def described(text: str) -> dict[str, str]:
    return {"description": text}


def _several(words: tuple[str, ...], says: str) -> fields.List[Any]:
    return fields.List(
        one_of(words, required=True),
        validate=validate.Length(max=len(words)),
        metadata=described(says),
    )


CHECKED_IN = described("True: somebody came in; false: nobody has so far.")


class _SharedFilterSchema(Schema):
    event_id = fields.UUID()
    ticket_type_id = fields.UUID()
    tag_id = fields.UUID()
    placed_from = fields.AwareDateTime()
    placed_before = fields.AwareDateTime()
    checked_in: fields.Boolean = YesOrNo(metadata=CHECKED_IN)
    q = fields.String(
        validate=validate.Length(max=200),
        metadata=described(
            "Beginnings of words of names, addresses and answers, all of which have to be found,"
            " or the number of an order."
        ),
    )


class OrderFilterSchema(_SharedFilterSchema):
    state = _several(ORDER_STATES, "Repeat it for orders in any of several states.")
    money_state = _several(MONEY_STATES, "Repeat it for several.")
    channel = fields.String(validate=validate.Length(max=40))
    amount_from = fields.Integer(
        validate=validate.Range(0, LARGEST_AMOUNT), metadata=described("Minor units of the total.")
    )
    amount_to = fields.Integer(validate=validate.Range(0, LARGEST_AMOUNT))


class AttendeeFilterSchema(_SharedFilterSchema):
    state = _several(TICKET_STATES, "Of the ticket; `none` finds attendees without one.")
    order_state = _several(ORDER_STATES, "Repeat it for several.")


def order_filter(said: dict[str, Any]) -> OrderFilter:
    return OrderFilter(**{name: _frozen(value) for name, value in said.items()})


def attendee_filter(said: dict[str, Any]) -> AttendeeFilter:
    return AttendeeFilter(**{name: _frozen(value) for name, value in said.items()})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class OrderCountArguments(OrderFilterSchema):
    checked_in = fields.Boolean(metadata=CHECKED_IN)

    @post_load
    def to_filter(self, data: dict[str, Any], **_: Any) -> Any:
        return order_filter(data)


class AttendeeCountArguments(AttendeeFilterSchema):
    checked_in = fields.Boolean(metadata=CHECKED_IN)

    @post_load
    def to_filter(self, data: dict[str, Any], **_: Any) -> Any:
        return attendee_filter(data)


class OrderFileArguments(SpreadsheetArguments, OrderFilterSchema):
    checked_in = fields.Boolean(metadata=CHECKED_IN)

    @post_load
    def to_export(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        file = self.to_file(data)
        return {"wanted": order_filter(data), **file}


class AttendeeFileArguments(SpreadsheetArguments, AttendeeFilterSchema):
    checked_in = fields.Boolean(metadata=CHECKED_IN)

    @post_load
    def to_export(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        file = self.to_file(data)
        return {"wanted": attendee_filter(data), **file}


class OrderSearchArguments(PageArguments, OrderFilterSchema):
    checked_in = fields.Boolean(metadata=CHECKED_IN)
    sort = one_of(OrderSort, load_default=OrderSort.NEWEST.value)

    @post_load
    def to_search(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        page = {name: data.pop(name) for name in ("cursor", "limit")}
        sort = OrderSort(data.pop("sort"))
        return {**page, "sort": sort, "wanted": order_filter(data)}


class AttendeeSearchArguments(PageArguments, AttendeeFilterSchema):
    checked_in = fields.Boolean(metadata=CHECKED_IN)
    sort = one_of(AttendeeSort, load_default=AttendeeSort.NEWEST.value)

    @post_load
    def to_search(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        page = {name: data.pop(name) for name in ("cursor", "limit")}
        sort = AttendeeSort(data.pop("sort"))
        return {**page, "sort": sort, "wanted": attendee_filter(data)}


class SavedViewArguments(Schema):
    kind = one_of(ListKind, load_default=None)


class SavedViewFields(Schema):
    """What a saved view says; its filters are those of its list."""

    name = fields.String(required=True, validate=not_blank(80))
    filters = fields.Dict(
        keys=fields.String(required=True),
        values=fields.Raw(required=True),
        load_default=dict,
        validate=validate.Length(max=20),
    )
    columns = fields.List(
        fields.String(required=True), load_default=list, validate=validate.Length(max=30)
    )
    sort = fields.String(load_default="-placed_at")
    is_shared = YesOrNo(load_default=False)


class NewViewSchema(SavedViewFields):
    kind = one_of(ListKind)

    @validates_schema
    def _judge(self, data: dict[str, Any], **_: Any) -> None:
        is_orders = data["kind"] == ListKind.ORDERS
        known = ORDER_COLUMNS if is_orders else ATTENDEE_COLUMNS
        faults: dict[str, Any] = {}
        filters = OrderFilterSchema() if is_orders else AttendeeFilterSchema()
        if wrong := filters.validate(data["filters"]):
            faults["filters"] = wrong
        if odd := [place for place, each in enumerate(data["columns"]) if each not in known]:
            faults["columns"] = {place: ["The list has no such column."] for place in odd}
        sorts = OrderSort if is_orders else AttendeeSort
        if data["sort"] not in [each.value for each in sorts]:
            faults["sort"] = ["The list is not sorted so."]
        if faults:
            raise ValidationError(faults)

    @post_load
    def to_view(self, data: dict[str, Any], **_: Any) -> NewView:
        return NewView(**data | {"columns": tuple(data["columns"]), "name": data["name"].strip()})


class ChosenForExportSchema(Schema):
    component = "OrderSearchChosenOrders"

    order_ids = fields.List(
        fields.UUID(required=True), required=True, validate=validate.Length(min=1, max=MOST_CHOSEN)
    )

    @post_load
    def to_filter(self, data: dict[str, Any], **_: Any) -> OrderFilter:
        return OrderFilter(ids=tuple(data["order_ids"]))
