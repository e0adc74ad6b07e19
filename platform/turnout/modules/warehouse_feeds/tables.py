"""The tables of warehouse feeds: their columns, types and words, each under its schema version.

A reader has them as they are here: whoever adds, takes away or changes a column raises the version,
and files of the new one lie in a folder of their own. `tests/modules/warehouse_feeds` has a record
of every version that was ever given out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from turnout.modules.checkin_scans import api as checkin_scans
from turnout.modules.events import api as events
from turnout.modules.orders import api as orders
from turnout.modules.payments import api as payments


class ColumnType(StrEnum):
    """What a column holds in Parquet; ids are texts, as not every reader knows UUIDs."""

    TEXT = "string"
    NUMBER = "int64"
    MOMENT = "timestamp[us, UTC]"
    YES_OR_NO = "boolean"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedColumn:
    name: str
    type: ColumnType
    says: str
    is_personal: bool = False
    """Whether it names somebody, or says what a person wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTable:
    version: int
    says: str
    source: str
    """Whose rows make its own: a change of one is a change of the other."""
    right: str
    """What one may see who may see its rows."""
    columns: tuple[FeedColumn, ...]

    def chosen(self, *, has_personal_data: bool) -> tuple[FeedColumn, ...]:
        """The columns of a feed with personal data or without."""
        return tuple(each for each in self.columns if has_personal_data or not each.is_personal)


def _text(name: str, says: str) -> FeedColumn:
    return FeedColumn(name=name, type=ColumnType.TEXT, says=says)


def _personal(name: str, says: str) -> FeedColumn:
    return FeedColumn(name=name, type=ColumnType.TEXT, says=says, is_personal=True)


def _number(name: str, says: str) -> FeedColumn:
    return FeedColumn(name=name, type=ColumnType.NUMBER, says=says)


def _at(name: str, says: str) -> FeedColumn:
    return FeedColumn(name=name, type=ColumnType.MOMENT, says=says)


def _is(name: str, says: str) -> FeedColumn:
    return FeedColumn(name=name, type=ColumnType.YES_OR_NO, says=says)


ID: Final = _text("id", "What the row is known by; it never changes")
EVENT: Final = _text("event_id", "`events.id`")
TICKET_TYPE: Final = _text("ticket_type_id", "`ticket_types.id`")
CURRENCY: Final = _text("currency", "ISO 4217; amounts are in its smallest unit")
ADDED: Final = (
    _number("feed_run", "The run that wrote the row; of several of one id the latest counts"),
    _is("is_deleted", "The row is gone: besides `id` and `feed_run`, nothing is said of it"),
)
"""What every table has besides its own columns."""

TABLES: Final[Mapping[str, FeedTable]] = {
    "events": FeedTable(
        version=1,
        says="Events, drafts, templates and deleted ones too",
        source="events",
        right=events.READ,
        columns=(
            ID,
            _text("title", "Its title"),
            _text("slug", "Its part of an address"),
            _text("kind", "`in_person`, `online` or `hybrid`"),
            _text("state", "Such as `draft`, `published` or `ended`"),
            _text("visibility", "`public`, `unlisted` or `private`"),
            _text("language", "BCP 47"),
            _text("category", "Such as `music`"),
            _is("is_template", "Others are made of it, and nothing is sold"),
            _text("time_zone", "IANA"),
            _at("starts_at", "When it begins"),
            _at("ends_at", "When it ends"),
            _text("venue_id", "Where it is"),
            _text("series_id", "The series that it belongs to"),
            _at("published_at", "When it was published last"),
            _at("created_at", "When it was made"),
            _at("updated_at", "When it was changed last"),
            _at("deleted_at", "When it was put into the bin"),
        ),
    ),
    "ticket_types": FeedTable(
        version=1,
        says="What can be bought",
        source="ticket_types",
        right=events.READ,
        columns=(
            ID,
            EVENT,
            _text("name", "Its name"),
            _text("kind", "`free`, `paid` or `donation`"),
            _text("sold_as", "`ticket`, `add_on`, `bundle` or `pass`"),
            _number("places", "How many places one has"),
            _text("state", "`on_sale`, `paused` or `archived`"),
            _is("is_hidden", "Whether it is shown only to whoever has a code or a link"),
            CURRENCY,
            _number("price_minor", "Its price; of a donation what is suggested"),
            _number("tax_rate_bp", "In hundredths of a per cent: 1900 is 19 %"),
            _at("sales_start_at", "From when it is sold"),
            _at("sales_end_at", "Until when it is sold"),
        ),
    ),
    "orders": FeedTable(
        version=1,
        says="Orders in every state, given up ones too",
        source="orders",
        right=orders.READ,
        columns=(
            ID,
            _text("number", "As buyers know it"),
            EVENT,
            _text("state", "Such as `held`, `awaiting_payment`, `confirmed` or `cancelled`"),
            _text("money_state", "`unpaid`, `part_paid`, `paid`, `part_refunded` or `refunded`"),
            CURRENCY,
            _number("net_minor", "Without tax"),
            _number("tax_minor", "The tax in it"),
            _number("total_minor", "What is to pay, with tax"),
            _number("paid_minor", "What was paid"),
            _number("refunded_minor", "What came back"),
            _number("retained_minor", "What was kept of cancelled tickets"),
            _text("channel", "Where it was bought, such as `web` or `box_office`"),
            _text("locale", "The buyer's language, BCP 47"),
            _text("sales_partner_id", "The partner that sold it"),
            _at("placed_at", "When it was placed"),
            _at("confirmed_at", "When it was confirmed; a sale counts from then on"),
            _at("ended_at", "When it was cancelled or given up"),
            _personal("buyer_name", "Who bought"),
            _personal("buyer_email", "Where mails about it go"),
        ),
    ),
    "order_lines": FeedTable(
        version=1,
        says="What orders bought, by line",
        source="order_lines",
        right=orders.READ,
        columns=(
            ID,
            _text("order_id", "`orders.id`"),
            EVENT,
            TICKET_TYPE,
            _text("name", "What the ticket type was called"),
            _number("quantity", "How many were bought"),
            _number(
                "returned", "How many of them were given back; of a cancelled order see its state"
            ),
            CURRENCY,
            _number("unit_minor", "The price of one"),
            _number("discount_minor", "What codes took off the line"),
            _number("net_minor", "The line without tax"),
            _number("tax_minor", "The tax in it"),
            _number("gross_minor", "The line with tax"),
            _number("tax_rate_bp", "In hundredths of a per cent: 1900 is 19 %"),
        ),
    ),
    "attendees": FeedTable(
        version=1,
        says="For whom places were bought, without their answers",
        source="order_attendees",
        right=orders.READ,
        columns=(
            ID,
            _text("order_id", "`orders.id`"),
            TICKET_TYPE,
            _number("position", "Its place in the order, from 1 on"),
            _personal("name", "Their name"),
            _personal("email", "Their address"),
        ),
    ),
    "tickets": FeedTable(
        version=1,
        says="Tickets that were issued, void ones too",
        source="tickets",
        right=orders.READ,
        columns=(
            ID,
            _text("order_id", "`orders.id`"),
            _text("attendee_id", "`attendees.id`"),
            EVENT,
            TICKET_TYPE,
            _text("state", "`valid`, `void` or `refunded`"),
            _is("is_transferred", "Whether somebody was given it by its first holder"),
            _at("issued_at", "When it was issued"),
            _at("voided_at", "When it became void"),
            _text("void_reason", "Why, such as `cancelled`; `moved`: another event has its like"),
            _personal("holder_name", "Who holds it"),
            _personal("holder_email", "Their address"),
        ),
    ),
    "payments": FeedTable(
        version=1,
        says="Payments, failed and abandoned ones too",
        source="payments",
        right=payments.READ,
        columns=(
            ID,
            _text("order_id", "`orders.id`"),
            _text("connection_id", "The connection that it went through; empty: paid by hand"),
            _text("state", "Such as `pending`, `succeeded`, `failed` or `refunded`"),
            _text("method", "Such as `card`, as the provider calls it"),
            _text("country", "Of the means of payment, ISO 3166"),
            CURRENCY,
            _number("amount_minor", "What was to pay"),
            _number("captured_minor", "What was taken"),
            _number("settled_minor", "What has arrived"),
            _number("refunded_minor", "What came back"),
            _number("disputed_minor", "What the payer disputes"),
            _number("fee_minor", "What the provider kept"),
            _number("platform_fee_minor", "What the platform kept"),
            _text("provider_ref", "What the provider calls it"),
            _text("error_code", "Why it failed"),
            _at("opened_at", "When it was opened"),
            _at("settled_at", "When it succeeded"),
            _personal("buyer_email", "The address that the provider was told"),
        ),
    ),
    "refunds": FeedTable(
        version=1,
        says="Money that goes back, by payment",
        source="refunds",
        right=payments.READ,
        columns=(
            ID,
            _text("payment_id", "`payments.id`"),
            _text("state", "`requested`, `pending`, `succeeded` or `failed`"),
            CURRENCY,
            _number("amount_minor", "How much"),
            _number("platform_fee_minor", "What the platform gives back of its fee"),
            _text("provider_ref", "What the provider calls it"),
            _text("error_code", "Why it failed"),
            _at("requested_at", "When it was asked for"),
            _at("ended_at", "When it succeeded or failed"),
            _personal("reason", "What was written as the reason"),
        ),
    ),
    "ledger_lines": FeedTable(
        version=1,
        says="The double-entry ledger, by line; it is only ever added to",
        source="ledger_lines",
        right=payments.READ,
        columns=(
            ID,
            _text("entry_id", "Lines of one entry add up to nothing"),
            _text("payment_id", "`payments.id`"),
            _text("kind", "What happened, such as `payment.collected`"),
            _text("account", "Whose line it is"),
            CURRENCY,
            _number("amount_minor", "Debits are positive"),
            _at("occurred_at", "When the money moved"),
            _at("recorded_at", "When it was booked"),
        ),
    ),
    "checkins": FeedTable(
        version=1,
        says="Who came in, by ticket and check-in list",
        source="admissions",
        right=checkin_scans.EXPORT,
        columns=(
            ID,
            EVENT,
            _text("ticket_id", "`tickets.id`"),
            TICKET_TYPE,
            _text("list_id", "The check-in list"),
            _text("period", "The day or entry that it counts for"),
            _at("admitted_at", "When they came in"),
            _text("gate", "Where"),
            _text("method", "`scan`, `code`, `name` or `kiosk`"),
            _at("undone_at", "When it was taken back"),
        ),
    ),
}
"""In the order in which a run writes them: what others point at comes first."""
