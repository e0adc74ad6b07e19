"""A person's copy of what is kept of them (GDPR, article 15), from the same registry.

Every organization is asked in turn, which takes longer than a request: a worker does it. What it
found is kept sealed, a piece for each place, so one that stops is followed by one that goes on.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from enum import Enum
from typing import Final
from uuid import UUID

import msgspec

from turnout.kernel import clock, runtime
from turnout.kernel.context import PersonContext, SystemContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.ids import new_id
from turnout.kernel.messaging.tasks import enqueue
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.privacy.errors import AlreadyCopying, CopyNotFound, CopyNotReady
from turnout.modules.privacy.metrics import COPIES
from turnout.modules.privacy.queries import copies as queries
from turnout.modules.privacy.queries import personal_rows
from turnout.modules.privacy.registry import personal_tables
from turnout.modules.privacy.service.erasures import (
    Columns,
    Found,
    Tables,
    of_organization,
    of_platform,
)
from turnout.modules.privacy.types import (
    CopyState,
    PersonalDataCopy,
    PersonalRows,
    Subject,
    WaitingCopy,
)
from turnout.modules.security_events.api import SecurityEventKind, record_security_event

TASK: Final = "privacy.make_copy"
FIELD: Final = "personal_data_pieces.sealed"
STRETCH: Final = timedelta(seconds=60)
"""So long a worker gathers before others have their turn."""
NOTED_AFTER: Final = 200
"""Organizations without a trace of the person, after which it is kept how far the work is."""


class Gathered(Enum):
    """How a worker's stretch at a copy ended."""

    ALL = "every organization was asked"
    A_PART = "the time was over; another stretch goes on after the last that was noted"
    FOR_NOBODY = "the copy was deleted meanwhile"


def request_copy(ctx: PersonContext) -> PersonalDataCopy:
    """Have a copy made of everything that names the person; a mail tells when it is ready.

    It takes the place of the one before. AlreadyCopying while one is being made.
    """
    with transaction(identity.in_name_of(ctx, job="privacy.request-copy")) as tx:
        made = queries.insert_copy(tx, ctx.user_id)
        if made is None:
            raise AlreadyCopying
        _record(tx, SecurityEventKind.COPY_ASKED, ctx.user_id, made.id)
        tx.after_commit.append(lambda: COPIES.add(step="asked"))
        tx.after_commit.append(lambda: enqueue(TASK, str(made.id)))
    return made


def find_copy(ctx: PersonContext) -> PersonalDataCopy | None:
    """One's own copy, being made or ready."""
    with transaction(ctx) as tx:
        return queries.find_copy(tx, ctx.user_id)


def get_copy(ctx: PersonContext) -> PersonalDataCopy:
    found = find_copy(ctx)
    if found is None:
        raise CopyNotFound
    return found


def delete_copy(ctx: PersonContext) -> None:
    """Delete one's own copy, or stop making it."""
    with transaction(identity.in_name_of(ctx, job="privacy.delete-copy")) as tx:
        if not queries.delete_copy(tx, ctx.user_id):
            raise CopyNotFound


def open_copy(ctx: PersonContext) -> Iterator[bytes]:
    """The finished copy as JSON, read and unsealed piece by piece; CopyNotReady before."""
    found = get_copy(ctx)
    if found.state != CopyState.READY:
        raise CopyNotReady
    with transaction(identity.in_name_of(ctx, job="privacy.open-copy")) as tx:
        _record(tx, SecurityEventKind.EXPORTED, ctx.user_id, found.id)
        tx.after_commit.append(lambda: COPIES.add(step="downloaded"))
    return _document(ctx, found)


def list_due(ctx: SystemContext) -> list[UUID]:
    """Copies to be made that no worker is at."""
    with transaction(ctx) as tx:
        return queries.list_due(tx)


def make_copy(ctx: SystemContext, copy_id: UUID) -> bool:
    """Gather for a while; whether nothing is left to do: it is ready, deleted or another's.

    What organizations keep by the address counts as theirs only once they have proved it.
    """
    with transaction(ctx) as tx:
        copy = queries.claim(tx, copy_id)
        if copy is None:
            return True
        person = identity.get_people(tx, [copy.user_id])[copy.user_id]
        if person.is_disabled:
            return queries.delete_copy(tx, person.id)
        columns = personal_rows.columns_of_tables(tx)
        subject = Subject(user_id=person.id, emails=(person.email,) if person.is_verified else ())
        if copy.pieces == 0:
            _keep(tx, copy, _rows_on_platform(tx, subject, columns), last=None)
    gathered = _gather(ctx, copy, subject, columns)
    if gathered is Gathered.ALL:
        _finish(ctx, copy)
    return gathered is not Gathered.A_PART


def forget_copies(ctx: SystemContext) -> int:
    """Delete the copies whose time is over; how many."""
    with transaction(ctx) as tx:
        return queries.forget(tx)


def _gather(ctx: SystemContext, copy: WaitingCopy, subject: Subject, columns: Columns) -> Gathered:
    """Ask the organizations that are left, as far as the time goes."""
    until, unnoted = clock.now() + STRETCH, 0
    tables = of_organization(personal_tables(), columns)
    last = copy.last_organization_id or UUID(int=0)
    for organization_id in organizations.list_organization_ids(ctx):
        if organization_id <= last:
            continue
        rows = _rows_in(ctx, organization_id, subject, tables, columns)
        unnoted = unnoted + 1
        is_late = clock.now() >= until
        if rows or is_late or unnoted >= NOTED_AFTER:
            unnoted = 0
            with transaction(ctx) as tx:
                if not _keep(tx, copy, rows, last=organization_id, is_kept=not is_late):
                    return Gathered.FOR_NOBODY
        if is_late:
            return Gathered.A_PART
    return Gathered.ALL


def _finish(ctx: SystemContext, copy: WaitingCopy) -> None:
    days = runtime.current().settings.personal_data_days
    with transaction(ctx) as tx:
        if queries.finish(tx, copy.id, days=days):
            identity.write_mail(
                tx,
                copy.user_id,
                purpose=identity.Purpose.PERSONAL_DATA_READY,
                lifetime=timedelta(days=days),
            )
            tx.after_commit.append(lambda: COPIES.add(step="ready"))


def _keep(
    tx: Transaction,
    copy: WaitingCopy,
    rows: list[PersonalRows],
    *,
    last: UUID | None,
    is_kept: bool = True,
) -> bool:
    """Seal what was found in one place, with how far the work is; False for a deleted copy."""
    piece = msgspec.json.format(msgspec.json.encode(rows), indent=2)[1:-1] if rows else b""
    pieces = queries.note(tx, copy.id, last=last, piece=piece, is_kept=is_kept)
    if pieces is None:
        return False
    if piece:
        piece_id = new_id()
        sealed = runtime.current().keys.seal(
            piece, organization_id=None, field=f"{FIELD}.{piece_id}"
        )
        queries.insert_piece(tx, copy.id, piece_id, position=pieces, sealed=sealed)
    return True


def _rows_on_platform(tx: Transaction, subject: Subject, columns: Columns) -> list[PersonalRows]:
    tables = of_platform(personal_tables(), columns)
    return _listed(tx, tables, subject, columns, organization="")


def _rows_in(
    ctx: SystemContext,
    organization_id: UUID,
    subject: Subject,
    tables: Tables,
    columns: Columns,
) -> list[PersonalRows]:
    """What one organization keeps of the person, in a transaction inside of it."""
    with transaction(system_in(organization_id, ctx.job)) as tx:
        if not personal_rows.knows(tx, tables.values(), subject):
            return []
        name = organizations.get_organization(tx).name
        return _listed(tx, tables, subject, columns, organization=name)


def _listed(
    tx: Transaction, tables: Tables, subject: Subject, columns: Columns, *, organization: str
) -> list[PersonalRows]:
    return [
        PersonalRows(
            organization=organization,
            table=name,
            rows=personal_rows.list_rows(tx, tables[name], ids, columns=columns[name]),
        )
        for name, ids in _ids_of(tx, tables, subject).items()
    ]


def _ids_of(tx: Transaction, tables: Tables, subject: Subject) -> Found:
    """The person's rows by table, without those of who held their tickets before or holds them now.

    An erasure takes more: what is left of a former holder names them, too.
    """
    found: Found = {}
    for name, table in tables.items():
        ids = personal_rows.find_ids(tx, table, subject, found)
        if ids and table.holder:
            ids = personal_rows.list_of_holder(tx, table, ids, subject)
        if ids:
            found[name] = ids
    return found


def _document(ctx: PersonContext, copy: PersonalDataCopy) -> Iterator[bytes]:
    """The pieces as one JSON document; each is read in a transaction of its own."""
    head: Mapping[str, object] = {"user_id": ctx.user_id, "made_at": copy.done_at}
    yield msgspec.json.encode(head)[:-1] + b',"data":['
    for position in range(1, copy.pieces + 1):
        with transaction(ctx) as tx:
            found = queries.read_piece(tx, copy.id, position)
        if found is None:
            raise CopyNotFound
        piece_id, sealed = found
        field = f"{FIELD}.{piece_id}"
        piece = runtime.current().keys.open(sealed, organization_id=None, field=field)
        yield b"," * (position > 1) + piece
    yield b"]}\n"


def _record(tx: Transaction, kind: SecurityEventKind, user_id: UUID, copy_id: UUID) -> None:
    told = {"what": "personal-data", "copy_id": copy_id}
    record_security_event(tx, kind, user_id=user_id, details=told)
