"""Statements about mails and batches of change notices.

`Kind` is the table of a mail: an organization's mails, or our own.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from turnout.kernel.db.claims import Claim, ClaimedRow
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of, from_attributes
from turnout.l10n.mail_headers import message_id
from turnout.modules.notifications import rules
from turnout.modules.notifications.errors import MailNotFound
from turnout.modules.notifications.models import (
    MailRow,
    NotificationBatchRow,
    PlatformMailRow,
    State,
)
from turnout.modules.notifications.types import (
    UNASKED,
    ClaimedMail,
    Mail,
    NewMail,
    NotificationBatch,
    Template,
)
from turnout.modules.opt_outs.api import MailSubject

WAITING_BATCHES: Final = """
    SELECT organization_id, id FROM notification_batches
    WHERE due_at <= %(before)s ORDER BY due_at LIMIT %(limit)s
"""
NOTIFIED_BY_ORDER: Final = """
    SELECT lower(recipient) FROM mails WHERE organization_id = %(organization_id)s
        AND event_id = %(event_id)s AND template = %(template)s AND queued_at >= %(since)s
"""
FORMER_RECIPIENTS: Final = """
    SELECT min(recipient) FROM mails
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
        AND template LIKE 'order-%%' AND lower(recipient) <> lower(%(present)s)
    GROUP BY lower(recipient)
    HAVING max(id::text) FILTER (WHERE template <> %(notice)s)
        > coalesce(max(id::text) FILTER (WHERE template = %(notice)s), '')
"""


def list_former_recipients(tx: Transaction, order_id: UUID, *, present: str) -> list[str]:
    """Other addresses that had mails about an order since they were told that it has another."""
    where = {"organization_id": tx.organization_id, "order_id": order_id, "present": present}
    notice = {"notice": Template.ORDER_EMAIL_CORRECTED.value}
    return [email for (email,) in tx.query(FORMER_RECIPIENTS, where | notice)]


def insert_batch(
    tx: Transaction, template: Template, event_id: UUID | None, *, content: dict[str, Any]
) -> UUID:
    row = NotificationBatchRow(
        id=new_id(), template=template.value, event_id=event_id, content=content, last_seen="",
        told=0, due_at=tx.now, created_at=tx.now,
    )  # fmt: skip
    tx.add(row)
    return row.id


def had_batch(tx: Transaction, template: Template, *, within: timedelta) -> bool:
    """Whether the organization had a batch of this template within the given time."""
    found = select(NotificationBatchRow.id).where(
        NotificationBatchRow.organization_id == tx.organization_id,
        NotificationBatchRow.template == template.value,
        NotificationBatchRow.created_at > tx.now - within,
    )
    return tx.session.scalars(found.limit(1)).first() is not None


def list_waiting_batches(
    tx: Transaction, *, longer_than: timedelta, limit: int
) -> list[tuple[UUID, UUID]]:
    """List (organization, batch) that nobody has worked on for so long, of all organizations."""
    return tx.query(WAITING_BATCHES, {"before": tx.now - longer_than, "limit": limit})


def claim_batch(tx: Transaction, batch_id: UUID) -> NotificationBatch | None:
    """Locked; None when it is through, or another transaction tells of it."""
    found = select(NotificationBatchRow).where(
        NotificationBatchRow.organization_id == tx.organization_id,
        NotificationBatchRow.id == batch_id,
        NotificationBatchRow.due_at.is_not(None),
    )
    row = tx.session.scalars(found.with_for_update(skip_locked=True)).one_or_none()
    return None if row is None else NotificationBatch.of(row)


def find_batch(tx: Transaction, batch_id: UUID) -> NotificationBatch | None:
    row = tx.session.get(NotificationBatchRow, (tx.organization_id, batch_id))
    return None if row is None else NotificationBatch.of(row)


def report_batch(tx: Transaction, batch_id: UUID, *, last_seen: str | None, told: int) -> None:
    """Count a portion; without `last_seen` it was the last one."""
    row = tx.session.get_one(NotificationBatchRow, (tx.organization_id, batch_id))
    row.told += told
    if last_seen is None:
        row.due_at, row.done_at, row.last_seen = None, tx.now, ""
    else:
        row.due_at, row.last_seen = tx.now, last_seen


def list_notified_by_order(tx: Transaction, event_id: UUID, *, within: timedelta) -> set[str]:
    """Addresses that a mail about their order told of the event's change, in small letters."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    lately = {"template": Template.ORDER_EVENT_CHANGED.value, "since": tx.now - within}
    return {email for (email,) in tx.query(NOTIFIED_BY_ORDER, where | lately)}


Kind: TypeAlias = type[MailRow] | type[PlatformMailRow]
UNDER_WAY: Final = (State.QUEUED.value, State.SENDING.value)
FINAL: Final = (State.SENT.value, State.FAILED.value)


def write_mail(tx: Transaction, kind: Kind, new: NewMail, *, host: str) -> tuple[UUID, bool]:
    """The id of this mail, and whether it was not there before: a cause makes one mail only."""
    values = _values(tx, kind, new, host=host)
    statement = insert(kind).values(values).on_conflict_do_nothing().returning(kind.id)
    made = tx.execute(statement).scalar_one_or_none()
    if made is not None:
        return made, True
    return tx.execute(
        select(kind.id).where(_own(tx, kind), kind.message_id == values["message_id"])
    ).scalar_one(), False


INSERT_MANY: Final = """
    INSERT INTO mails (organization_id, id, message_id, template, recipient, recipient_name,
        locale, source_id, place, order_id, event_id, details, state, reason, attempts, queued_at,
        due_at, provider_ref)
    SELECT %(organization_id)s, m.id, m.message_id, m.template, m.recipient, m.recipient_name,
        m.locale, m.source_id, m.place, m.order_id, m.event_id, m.details, m.state, '', 0, m.due_at,
        m.due_at, ''
    FROM jsonb_to_recordset(%(mails)s::jsonb) AS m(id uuid, message_id text, template text,
        recipient text, recipient_name text, locale text, source_id uuid, place bigint,
        order_id uuid, event_id uuid, details jsonb, state text, due_at timestamptz)
    ON CONFLICT DO NOTHING
"""
TAKE_BACK: Final = """
    DELETE FROM mails WHERE organization_id = %(organization_id)s AND source_id = %(source_id)s
        AND template = 'announcement' AND state = 'queued' AND attempts = 0
"""
"""What was tried may have been taken: it stays, so that the same mail is never begun anew."""
COUNT_BY_CAUSE: Final = """
    SELECT source_id, state, count(*) FROM mails WHERE organization_id = %(organization_id)s
        AND source_id = ANY(%(ids)s) AND template = 'announcement' GROUP BY source_id, state
"""


def write_mails(
    tx: Transaction, new: Sequence[NewMail], due_at: Sequence[datetime], *, place: int, host: str
) -> None:
    """Write many mails of a cause down in one statement, each queued for its moment."""
    mails = [
        _values(tx, MailRow, each, host=host) | {"due_at": at, "place": number}
        for number, (each, at) in enumerate(zip(new, due_at, strict=True), place)
    ]
    tx.query(INSERT_MANY, tx.here(mails=as_json(mails)))


def take_back(tx: Transaction, source_id: UUID) -> None:
    """Drop the mails of an announcement that nobody is sending; they may be written again."""
    tx.query(TAKE_BACK, tx.here(source_id=source_id))


def count_by_cause(tx: Transaction, source_ids: Collection[UUID]) -> dict[UUID, Counter[str]]:
    """How many mails of each of these announcements are in each state."""
    found: dict[UUID, Counter[str]] = {each: Counter() for each in source_ids}
    for source_id, state, count in tx.query(COUNT_BY_CAUSE, tx.here(ids=list(source_ids))):
        found[source_id][state] = count
    return found


def _values(tx: Transaction, kind: Kind, new: NewMail, *, host: str) -> dict[str, Any]:
    own = ("order_id", "event_id") if kind is MailRow else ()
    said = ("template", "recipient", "recipient_name", "locale", "source_id", "details")
    values = attributes_of(new, (*said, *own))
    if kind is MailRow:
        values |= {"organization_id": tx.organization_id, "place": 0}
    return values | {
        "id": new_id(),
        "message_id": message_id(
            host, new.source_id, new.serial, new.recipient.lower(), new.template.value
        ),
        "state": State.QUEUED.value,
        "reason": "",
        "attempts": 0,
        **dict.fromkeys(("queued_at", "due_at", "handed_out_at"), tx.now),
        "provider_ref": "",
    }


FREE: Final = """due_at <= %(now)s AND state IN ('queued', 'sending')
        AND (leased_until IS NULL OR leased_until <= %(now)s)"""
"""Due, with nobody working on it."""
CLAIM: Final = f"""
    UPDATE {{table}} SET state = 'sending', attempts = attempts + 1, leased_until = %(until)s
    WHERE {{own}} AND id = %(id)s AND {FREE}
    RETURNING id, message_id, template, recipient, recipient_name, locale, source_id, details,
        attempts, queued_at, leased_until {{more_columns}}
"""
SETTLE: Final = """
    UPDATE {table} SET state = %(state)s, reason = %(reason)s, leased_until = NULL,
        provider_ref = %(provider_ref)s, sent_at = %(sent_at)s,
        due_at = coalesce(%(due_at)s, due_at),
        handed_out_at = CASE WHEN %(due_at)s::timestamptz IS NULL THEN handed_out_at END
    WHERE {own} AND id = %(id)s AND CASE WHEN %(sent_at)s::timestamptz IS NULL
        THEN state = 'sending' AND leased_until = %(leased_until)s ELSE state <> 'sent' END
    RETURNING id
"""


BACKLOG: Final = """
    SELECT count(*), min(queued_at), count(*) FILTER (WHERE handed_out_at > %(told_before)s)
    FROM {table} WHERE state IN ('queued', 'sending')
"""
PLACES: Final[dict[Kind, dict[str, str]]] = {
    MailRow: {
        "table": "mails",
        "own": "organization_id = %(organization_id)s",
        "more_columns": ", order_id, event_id",
    },
    PlatformMailRow: {"table": "platform_mails", "own": "TRUE", "more_columns": ""},
}
"""What the same statement says of each table of mails."""
CLAIMS: Final = {kind: CLAIM.format(**names) for kind, names in PLACES.items()}
BACKLOGS: Final = {kind: BACKLOG.format(**names) for kind, names in PLACES.items()}
SETTLES: Final = {kind: SETTLE.format(**names) for kind, names in PLACES.items()}


UNTOLD: Final = Claim(
    "mails",
    due=f"{FREE} AND (handed_out_at IS NULL OR handed_out_at <= %(told_before)s)",
    first="place, due_at",
    taken="handed_out_at = %(now)s",
)
"""Of due mails, what no worker was told of for long; few do not wait behind a cause's many."""
UNTOLD_OF_PLATFORM: Final = replace(
    UNTOLD, table="platform_mails", first="due_at", is_of_organizations=False, returned=("id",)
)


def claim_mail(tx: Transaction, kind: Kind, mail_id: UUID) -> ClaimedMail | None:
    """Take a due mail for `rules.LEASE`; None when it is done, not due, or with another worker.

    One conditional update decides, so that of two workers one gets it.
    """
    where = {"organization_id": tx.organization_id} if kind is MailRow else {}
    until = {"id": mail_id, "now": tx.now, "until": tx.now + rules.LEASE}
    return next(iter(tx.query(CLAIMS[kind], where | until, into=_claimed)), None)


def _claimed(*, template: str, **found: Any) -> ClaimedMail:
    return ClaimedMail(template=Template(template), **found)


def settle_mail(tx: Transaction, kind: Kind, mail: ClaimedMail, outcome: rules.Outcome) -> bool:
    """Write down how an attempt ended; False when that is no longer this worker's to say.

    That a mail left is true whoever claimed it meanwhile. A failure counts only under one's
    own lease.
    """
    values: dict[str, Any] = {
        "id": mail.id,
        "state": outcome.state.value,
        "reason": outcome.reason,
        "provider_ref": outcome.provider_ref,
        "leased_until": mail.leased_until,
        "sent_at": tx.now if outcome.action is rules.Action.ACCEPT else None,
        "due_at": None if outcome.is_final else tx.now + outcome.delay,
    }
    if kind is MailRow:
        values["organization_id"] = tx.organization_id
    return bool(tx.query(SETTLES[kind], values))


def was_sent(
    tx: Transaction,
    kind: Kind,
    template: Template,
    recipient: str,
    *,
    within: timedelta,
    order_id: UUID | None = None,
) -> bool:
    """Whether such a mail was written down for an address lately (about this order)."""
    found = select(kind.id).where(
        _own(tx, kind),
        kind.template == template.value,
        kind.recipient == recipient,
        kind.queued_at > tx.now - within,
    )
    if order_id is not None:
        found = found.where(MailRow.order_id == order_id)
    return tx.execute(found.limit(1)).first() is not None


def is_final(tx: Transaction, kind: Kind, mail_id: UUID) -> bool:
    """Whether nothing more will happen to this mail."""
    found = tx.execute(select(kind.state).where(_own(tx, kind), kind.id == mail_id)).scalar()
    return found in FINAL


def hand_out(tx: Transaction, *, limit: int) -> list[ClaimedRow]:
    """Mark due mails of organizations as told to a worker."""
    return UNTOLD.take(tx, _told_lately(tx), limit=limit)


def hand_out_platform_mails(tx: Transaction, *, limit: int) -> list[UUID]:
    """Mark due mails of our own as told to a worker."""
    told = UNTOLD_OF_PLATFORM.take(tx, _told_lately(tx), limit=limit, into=dict[str, UUID])
    return [each["id"] for each in told]


def _told_lately(tx: Transaction) -> dict[str, datetime]:
    return {"now": tx.now, "told_before": tx.now - rules.HAND_OUT_AGAIN}


def list_sources_under_way(tx: Transaction, kind: Kind, source_ids: list[UUID]) -> set[UUID]:
    """Which of these causes have a mail already that is still to be sent."""
    if not source_ids:
        return set()
    return set(
        tx.execute(
            select(kind.source_id).where(kind.source_id.in_(source_ids), kind.state.in_(UNDER_WAY))
        ).scalars()
    )


def measure_backlog(tx: Transaction, kind: Kind) -> tuple[int, float, int]:
    """How many mails wait, the age of the oldest in seconds, and how many are with workers."""
    [(waiting, oldest, told)] = tx.query(BACKLOGS[kind], _told_lately(tx))
    age = (tx.now - oldest).total_seconds() if oldest is not None else 0.0
    return waiting, max(age, 0.0), told


def get_mail(tx: Transaction, mail_id: UUID) -> Mail:
    """A line of the log, or MailNotFound."""
    row = tx.execute(select(*_VIEW).where(_own(tx, MailRow), MailRow.id == mail_id)).one_or_none()
    if row is None:
        raise MailNotFound
    return Mail(**row._mapping)  # noqa: SLF001  SQLAlchemy's public name


def get_content(tx: Transaction, mail_id: UUID) -> NewMail:
    """What a mail was asked to say, for saying it again; MailNotFound without it."""
    row = tx.execute(
        select(MailRow.__table__).where(_own(tx, MailRow), MailRow.id == mail_id)
    ).one_or_none()
    if row is None:
        raise MailNotFound
    return from_attributes(NewMail, row, template=Template(row.template), serial=0)


def find_subject(tx: Transaction, mail_id: UUID) -> MailSubject | None:
    """What a mail that nobody asked for is about; None for any other."""
    try:
        mail = get_content(tx, mail_id)
    except MailNotFound:
        return None
    return mail.subject if mail.template in UNASKED else None


def list_mails(
    tx: Transaction,
    request: PageRequest,
    wanted: Mapping[str, object],
    *,
    event_ids: frozenset[UUID] | None = None,
) -> list[Mail]:
    """Those with the `wanted` values, newest first, one more than asked for."""
    statement = select(*_VIEW).where(_own(tx, MailRow))
    for name in (name for name, value in wanted.items() if value is not None):
        statement = statement.where(getattr(MailRow, name) == wanted[name])
    if event_ids is not None:
        statement = statement.where(MailRow.event_id.in_(event_ids))
    if request.after is not None:
        statement = statement.where(MailRow.id < request.after[1])
    rows = tx.execute(statement.order_by(MailRow.id.desc()).limit(request.limit + 1))
    return [Mail(**row._mapping) for row in rows]  # noqa: SLF001  SQLAlchemy's public name


def list_newest_of_order(
    tx: Transaction, order_id: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Mail]:
    """Mails about an order by when they left, or were written while they have not; newest first."""
    at = func.coalesce(MailRow.sent_at, MailRow.queued_at)
    statement = select(*_VIEW).where(_own(tx, MailRow), MailRow.order_id == order_id)
    if after is not None:
        statement = statement.where(tuple_(at, MailRow.id) < tuple_(*after))
    rows = tx.execute(statement.order_by(at.desc(), MailRow.id.desc()).limit(limit))
    return [Mail(**row._mapping) for row in rows]  # noqa: SLF001  SQLAlchemy's public name


def forget_platform_mails(tx: Transaction, *, older_than: timedelta) -> int:
    """Drop what was sent or given up so long ago; how many."""
    gone = tx.execute(
        PlatformMailRow.__table__.delete().where(  # type: ignore[attr-defined]  # it is a Table
            PlatformMailRow.state.in_(FINAL), PlatformMailRow.queued_at < tx.now - older_than
        )
    )
    return gone.rowcount


_VIEW: Final = tuple(
    getattr(MailRow, name) for name in Mail.__dataclass_fields__ if hasattr(MailRow, name)
)


def _own(tx: Transaction, kind: Kind) -> ColumnElement[bool]:
    """The organization's key part, which row-level security enforces and the index needs."""
    return (
        MailRow.organization_id == tx.organization_id if kind is MailRow else kind.id.is_not(None)
    )
