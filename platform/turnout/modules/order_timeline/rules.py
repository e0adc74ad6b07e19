"""Which entries of the log are told of an order, as what, and with which values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from turnout.modules.order_timeline.types import TimelineActor, TimelineActorKind, TimelineKind

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of a table: under which noun, by what is done, with which of its columns."""

    resource: str
    shown: tuple[str, ...] = ()
    actions: Mapping[str, str]
    """Done to a whole row → the last word of the kind; `update` there means each of them."""
    changed: Mapping[str, str] | None = None
    """Column that changed → the last word; "" takes the column's value. The first one counts."""
    noun: str = ""
    id_column: str = ""
    """Where the id of the resource stands; "": the row's own."""


TOLD: Final[Mapping[str, Told]] = {
    "orders": Told(
        resource="order",
        shown=(
            "number", "state", "money_state", "currency", "total_minor", "channel",
            "buyer_email", "buyer_name", "expires_at", "event_id",
        ),
        actions={"insert": "placed"},
        changed={
            "state": "", "buyer_email": "buyer-changed", "buyer_name": "buyer-changed",
            "expires_at": "deadline-changed", "event_id": "moved",
        },
    ),
    "order_attendees": Told(
        resource="attendee", shown=("name", "email"), actions={},
        changed={"name": "changed", "email": "changed"},
    ),
    "order_answers": Told(
        resource="order", noun="answers", id_column="order_id", shown=("attendee_id",),
        actions={"update": "changed"},
    ),
    "order_files": Told(resource="file", id_column="file_id", actions={"insert": "sent"}),
    "order_returns": Told(
        resource="return", noun="order", shown=("amount_minor", "kept_minor", "ticket_ids"),
        actions={"insert": "tickets-returned"},
    ),
    "order_refunds": Told(
        resource="refund", shown=("amount_minor", "reason", "attempts", "payment_id"),
        actions={"insert": "requested"}, changed={"state": ""},
    ),
    "tickets": Told(
        resource="ticket", shown=("holder_name", "holder_email", "void_reason", "attendee_id"),
        actions={"update": "code-renewed"},
        changed={
            "state": "", "ticket_type_id": "moved", "transfer_id": "passed-on",
            "holder_name": "renamed", "holder_email": "renamed",
        },
    ),
    "payments": Told(
        resource="payment",
        shown=("amount_minor", "currency", "method", "error_code", "dispute", "review_decision"),
        actions={"insert": "opened"},
        changed={"dispute": "disputed", "review_decision": "reviewed", "state": ""},
    ),
    "invoices": Told(
        resource="invoice", shown=("number", "total_minor", "currency"),
        actions={"insert": "issued"},
    ),
    "admissions": Told(
        resource="admission", noun="checkin",
        shown=("ticket_id", "list_id", "gate", "method", "undo_reason"),
        actions={"insert": "admitted"}, changed={"undone_at": "undone"},
    ),
    "badge_prints": Told(
        resource="print", noun="badge", shown=("ticket_id", "number", "reason", "device"),
        actions={"insert": "printed"},
    ),
    "ticket_transfers": Told(
        resource="transfer", shown=("ticket_id", "recipient_email", "from_name", "expires_at"),
        actions={"insert": "offered"}, changed={"state": ""},
    ),
    "order_notes": Told(
        resource="note", shown=("attendee_id",), actions={"insert": "written", "delete": "deleted"},
        changed={"text": "edited"},
    ),
    "order_tag_links": Told(
        resource="tag", id_column="tag_id", shown=("attendee_id",),
        actions={"insert": "added", "delete": "removed"},
    ),
}  # fmt: skip
WHOLE: Final = [f"{table}:{action}" for table, told in TOLD.items() for action in told.actions]
COLUMNS: Final = {table: list(told.changed or ()) for table, told in TOLD.items()}
WORDS: Final = {"ticket.void": "ticket.voided", "order.held": "order.placed"}
"""States whose kinds have another word."""


def kind_of(table: str, action: str, *, before: Row | None, after: Row | None) -> TimelineKind:
    """The kind of an entry that TOLD asks for."""
    told, row = TOLD[table], after or before or {}
    noun = told.noun or told.resource
    if table == "invoices" and row.get("kind") == "credit_note":
        noun = "credit-note"
    word = told.actions.get(action, "")
    if action == "update":
        column = next((each for each in told.changed or () if _differs(each, before, after)), None)
        if column is not None:
            word = (told.changed or {})[column] or str(row[column]).replace("_", "-")
    said = f"{noun}.{word}"
    return TimelineKind(WORDS.get(said, said))


def values_of(
    table: str, *, before: Row | None, after: Row | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is said of the row, and the former of the values that changed."""
    shown, row = TOLD[table].shown, after or before or {}
    values = {each: row[each] for each in shown if row.get(each) is not None}
    former = {
        each: (before or {}).get(each)
        for each in shown
        if before is not None and after is not None and _differs(each, before, after)
    }
    return values, former


def resource_of(table: str, row_id: UUID, *, before: Row | None, after: Row | None) -> UUID:
    """The id of what a row is, or is about."""
    column = TOLD[table].id_column
    return UUID((after or before or {})[column]) if column else row_id


def _differs(column: str, before: Row | None, after: Row | None) -> bool:
    return (before or {}).get(column) != (after or {}).get(column)


def actor_of(
    actor: str, on_behalf_of: str, *, buyer_id: UUID | None, names: Mapping[str, str]
) -> TimelineActor:
    """Who did it, by the log's words; whoever is signed in as the order's buyer is its buyer."""
    kind, _, subject = actor.partition(":")
    if kind == "user" and subject == str(buyer_id):
        known = TimelineActorKind.BUYER
    elif on_behalf_of.startswith("operator:") or kind == "operator":
        known = TimelineActorKind.OPERATOR
    elif on_behalf_of.startswith("agency:"):
        known = TimelineActorKind.AGENCY
    else:
        known = KINDS.get(kind, TimelineActorKind.SYSTEM)
    return TimelineActor(
        kind=known.value, id=subject, name=names.get(actor, ""), on_behalf_of=on_behalf_of
    )


KINDS: Final = {
    "user": TimelineActorKind.PERSON,
    "token": TimelineActorKind.SERVICE_ACCOUNT,
    "device": TimelineActorKind.DEVICE,
    "guest": TimelineActorKind.BUYER,
}
SYSTEM: Final = TimelineActor(
    kind=TimelineActorKind.SYSTEM.value, id="notifications", name="", on_behalf_of=""
)
"""Whoever asked for a mail, what sends it is the platform."""


def ids_of_actors(actors: set[str], kind: str) -> list[UUID]:
    """The ids of the actors of a kind."""
    found = []
    for actor in sorted(actors):
        said, _, subject = actor.partition(":")
        if said == kind:
            found.append(UUID(subject))
    return found
