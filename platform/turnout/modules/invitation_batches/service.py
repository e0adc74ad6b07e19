"""Invitations by CSV: every line is judged as one invitation would be, then all are written."""

from collections import Counter
from dataclasses import replace
from uuid import UUID

import msgspec

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Forbidden, Invalid
from turnout.kernel.ids import new_id
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.invitation_batches import policies, rules
from turnout.modules.invitation_batches.errors import BadLines
from turnout.modules.invitation_batches.facts import InvitationBatchSent
from turnout.modules.invitation_batches.metrics import LINES
from turnout.modules.invitation_batches.types import (
    InvitationLine,
    InvitationReport,
    LineFault,
    Outcome,
    Row,
)
from turnout.modules.organizations import api as organizations
from turnout.modules.organizations.api import NewInvitation
from turnout.modules.quotas import api as quotas
from turnout.modules.quotas.api import QuotaKind
from turnout.modules.roles.api import Grant

MEMBERS_AT_ONCE = 100
CODES = {"/email": "email", "/role": "role", "/event_ids": "events"}
Judged = list[tuple[InvitationLine, NewInvitation | None]]


def check_batch(ctx: OrganizationContext, text: str, *, locale: str = "en") -> InvitationReport:
    """What would become of each line; nothing is written."""
    policies.require_can_invite(ctx)
    rows = rules.read_rows(text)
    with transaction(ctx) as tx:
        judged, room = _judge(tx, rows, locale)
    return _report(judged, room)


def send_batch(ctx: OrganizationContext, text: str, *, locale: str = "en") -> InvitationReport:
    """Write every invitation of the list in one commit; their mails leave after it.

    BadLines where a line is bad, QuotaReached where the plan has no room for all: then nothing is
    written. Who is a member or invited already gets nothing, so that the same list sent again
    sends nothing twice.
    """
    policies.require_can_invite(ctx)
    rows = rules.read_rows(text)
    with transaction(ctx) as tx:
        organizations.lock_organization(tx)
        judged, room = _judge(tx, rows, locale)
        report = _report(judged, room)
        if report.bad:
            LINES.add(report.bad, outcome="bad")
            raise BadLines(report=msgspec.to_builtins(report))
        if room is not None and report.new > room:
            says = f"The list has {report.new} new people, and the plan allows {room} more members."
            raise quotas.QuotaReached(says, kind=QuotaKind.MEMBERS.value, room=room, new=report.new)
        for _, new in judged:
            if new is not None:
                organizations.write_invitation(tx, new, invited_by=ctx.user_id)
        if report.new:
            tx.publish(InvitationBatchSent(batch_id=new_id(), invitations=report.new))
        tx.after_commit.append(lambda: _count(report))
    return replace(report, is_sent=True)


def _judge(tx: Transaction, rows: list[Row], locale: str) -> tuple[Judged, int | None]:
    """Each line with the invitation that it asks for, and how many more members may come."""
    members, invited = _member_addresses(tx), organizations.list_open_addresses(tx)
    limit = quotas.limit_of(tx, QuotaKind.MEMBERS)
    room = None if limit is None else max(0, limit - len(members) - len(invited))
    known = dict.fromkeys(invited, Outcome.INVITED) | dict.fromkeys(members, Outcome.MEMBER)
    seen: set[str] = set()
    named: dict[str, UUID | None] = {}
    judged: Judged = []
    for row in rows:
        faults, event_ids = [], _events(tx, row, named)
        if None in event_ids:
            unknown = [name for name in row.events if named[name] is None]
            faults.append(LineFault(code="events", says=f"No event is called {unknown[0]}."))
        limited = tuple(each for each in event_ids if each is not None) or None
        new = NewInvitation(
            email=row.email, grant=Grant(role=row.role.lower(), event_ids=limited), locale=locale
        )
        email, more = _asked(tx, new)
        faults += more
        if email in seen:
            faults.append(LineFault(code="twice", says="This address stands in an earlier line."))
        seen.add(email or row.email)
        outcome = Outcome.BAD if faults else known.get(email, Outcome.NEW)
        line = InvitationLine(
            number=row.number,
            email=row.email,
            role=row.role,
            events=row.events,
            outcome=outcome.value,
            faults=tuple(faults),
        )
        judged.append((line, new if outcome is Outcome.NEW else None))
    return judged, room


def _asked(tx: Transaction, new: NewInvitation) -> tuple[str, list[LineFault]]:
    """The address as it is kept, and what is wrong with the invitation, as one alone would hear."""
    try:
        return organizations.require_invitable(tx, new), []
    except Forbidden as refusal:
        return "", [LineFault(code="rights", says=refusal.title)]
    except Invalid as error:
        if any(each.pointer == "/locale" for each in error.errors):
            raise
        return "", [
            LineFault(code=CODES.get(each.pointer, "rights"), says=each.detail)
            for each in error.errors
        ]


def _events(tx: Transaction, row: Row, named: dict[str, UUID | None]) -> list[UUID | None]:
    """The events that a line names, by address name or id; each is looked up once."""
    for name in row.events:
        if name not in named:
            found = events.find_event_by_slug(tx, name.lower()) or _by_id(tx, name)
            named[name] = found.id if found else None
    return [named[name] for name in row.events]


def _by_id(tx: Transaction, name: str) -> events.Event | None:
    try:
        found = events.find_event(tx, UUID(name))
    except ValueError:
        return None
    return found if found and found.state != events.State.DELETED else None


def _member_addresses(tx: Transaction) -> set[str]:
    """Addresses of everybody who is a member."""
    found: set[str] = set()
    request = PageRequest(limit=MEMBERS_AT_ONCE)
    while True:
        members = organizations.list_members(tx, request)
        people = identity.get_people(tx, [each.user_id for each in members])
        found |= {each.email for each in people.values()}
        if len(members) <= MEMBERS_AT_ONCE:
            return found
        request = PageRequest(limit=MEMBERS_AT_ONCE, after=("", members[-1].id))


def _report(judged: Judged, room: int | None) -> InvitationReport:
    counted = Counter(line.outcome for line, _ in judged)
    return InvitationReport(
        lines=tuple(line for line, _ in judged),
        new=counted[Outcome.NEW],
        known=counted[Outcome.INVITED] + counted[Outcome.MEMBER],
        bad=counted[Outcome.BAD],
        room=room,
        is_sent=False,
    )


def _count(report: InvitationReport) -> None:
    for outcome, number in Counter(line.outcome for line in report.lines).items():
        LINES.add(number, outcome=outcome)
