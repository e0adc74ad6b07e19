"""Doors without a connection beside a model: everybody who came in is let in once or told about.

Two to five devices, each with a clock of its own, scan and go offline, upload and download in any
order, while tickets are voided, refunded, passed on and taken back, and devices are revoked.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, rule
from tests.factories.people import context_of, make_organization
from tests.factories.tickets import Occasion, code_of, make_occasion, make_tickets
from tests.prove.counts import examples

from turnout.kernel import clock
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.checkin import api as checkin
from turnout.modules.checkin import service as doors
from turnout.modules.checkin_devices import offline_scans, service
from turnout.modules.checkin_devices.types import DeviceContext, NewJoiningCode, OfflineScan
from turnout.modules.tickets import api as tickets

START = datetime(2026, 11, 14, 8, tzinfo=UTC)
INSIDE = "already_admitted"
OPEN, SHUT, LAST = 12, 5, 6
"""Minutes for which the list admits, and does not, in turn; and how often it does."""


def window_of(number: int) -> checkin.ListWindow:
    opens_at = START + number * timedelta(minutes=OPEN + SHUT)
    return checkin.ListWindow(opens_at=opens_at, closes_at=opens_at + timedelta(minutes=OPEN))


def window_reason(at: datetime) -> str | None:
    """Why the list does not admit at an instant, told without looking at its windows."""
    number, within = divmod(at - START, timedelta(minutes=OPEN + SHUT))
    if number < LAST and within < timedelta(minutes=OPEN):
        return None
    return "not_yet" if number + 1 < LAST else "over"


@dataclass
class Guest:
    """A ticket as it stands on the server."""

    ticket: tickets.Ticket
    codes: list[str]
    hashes: list[str]
    state: str = "valid"
    inside: str | None = None
    """The scan by which it is in now."""

    def verdict(self, code: str, at: datetime) -> str:
        if self.state != "valid":
            return self.state
        if code != self.codes[-1]:
            return "transferred"
        return INSIDE if self.inside else window_reason(at) or "admitted"


@dataclass
class Phone:
    """A device: what it has downloaded, what it has let in since, and what it has to upload."""

    id: UUID
    token: str
    offset: timedelta
    known: dict[UUID, Any] = field(default_factory=dict)
    cursor: str | None = None
    since: set[UUID] = field(default_factory=set)
    queue: list[tuple[OfflineScan, Guest]] = field(default_factory=list)
    is_revoked: bool = False

    def lets_in(self, guest: Guest, code: str) -> bool:
        item = self.known.get(guest.ticket.id)
        return (
            item is not None
            and item.state == "valid"
            and item.code_hash == guest.hashes[guest.codes.index(code)]
            and not item.entries
            and guest.ticket.id not in self.since
        )


class Doors(RuleBasedStateMachine):
    guests = Bundle("guests")
    phones = Bundle("phones")
    occasion: Occasion

    @initialize(target=phones)
    def open(self) -> Phone:
        self.now = START
        self.count = 0
        self.entered: dict[str, datetime] = {}
        """Everybody who was let in, by the scan that did it: when that truly was."""
        self.heard: set[str] = set()
        """Scans by which the server let somebody in, then or later."""
        self.lost: set[str] = set()
        """Scans that stay on devices which were taken away."""
        self.all: list[Phone] = []
        with clock.frozen(self.now):
            organization = make_organization()
            self.occasion = make_occasion(context_of(organization, organization.owner))
            ctx, event_id = self.occasion.ctx, self.occasion.event_id
            doors.ensure_default_list(ctx, event_id)
            [everybody] = doors.list_lists(ctx, event_id)
            chosen = {"windows": [window_of(number) for number in range(LAST)]}
            doors.update_list(ctx, event_id, everybody.id, changes=chosen, version=None)
        return self._join(timedelta(minutes=7))

    @rule(target=phones, minutes=st.integers(-10, 10))
    def join(self, minutes: int) -> Phone:
        usable = [each for each in self.all if not each.is_revoked]
        if len(usable) >= 5:
            return usable[0]
        return self._join(timedelta(minutes=minutes))

    @rule(target=guests)
    def issue(self) -> Guest:
        with self._later():
            [ticket] = make_tickets(self.occasion, "Guest")
        return Guest(ticket, [code_of(self.occasion, ticket)], [_hash(ticket)])

    @rule(phone=phones, guest=guests, old=st.booleans())
    def scan_with_a_connection(self, phone: Phone, guest: Guest, *, old: bool) -> None:
        code = guest.codes[0 if old else -1]
        with self._later():
            ctx = self._context(phone)
            if ctx is None:
                return
            scan_id = new_id().hex
            verdict = service.scan(ctx, checkin.Scan(code=code, scan_id=scan_id))
        assert verdict.reason == guest.verdict(code, self.now)
        if verdict.reason == "admitted":
            guest.inside = scan_id
            phone.since.add(guest.ticket.id)
            self.heard.add(scan_id)
            self.entered[scan_id] = self.now

    @rule(phone=phones, guest=guests, old=st.booleans(), is_answer_lost=st.booleans())
    def scan_without_a_connection(
        self, phone: Phone, guest: Guest, *, old: bool, is_answer_lost: bool
    ) -> None:
        """The device decides by what it knows; it may have been heard without hearing back."""
        code = guest.codes[0 if old else -1]
        scan_id = new_id().hex
        with self._later():
            shut = window_reason(self.now)
            lets_in = shut is None and phone.lets_in(guest, code)
            if is_answer_lost and lets_in and not phone.is_revoked:
                ctx = self._context(phone)
                assert ctx is not None
                if service.scan(ctx, checkin.Scan(code=code, scan_id=scan_id)).reason == "admitted":
                    guest.inside = scan_id
                    self.heard.add(scan_id)
        scan = OfflineScan(
            scan_id=scan_id,
            scanned_at=self.now + phone.offset,
            reason="admitted" if lets_in else shut or INSIDE,
            code=code,
        )
        phone.queue.append((scan, guest))
        if lets_in:
            phone.since.add(guest.ticket.id)
            self.entered[scan_id] = self.now
            if phone.is_revoked:
                self.lost.add(scan_id)

    @rule(phone=phones, data=st.data(), is_repeated=st.booleans())
    def upload(self, phone: Phone, data: st.DataObject, *, is_repeated: bool) -> None:
        with self._later():
            ctx = self._context(phone)
            if ctx is None or not phone.queue:
                return
            mixed = data.draw(st.permutations(phone.queue))
            sent = mixed[: data.draw(st.integers(1, len(mixed)))]
            self._upload(phone, ctx, sent)
            if is_repeated:
                self._send(phone, ctx, sent)
        phone.queue = [each for each in phone.queue if each not in sent]

    @rule(phone=phones)
    def download(self, phone: Phone) -> None:
        with self._later():
            ctx = self._context(phone)
            if ctx is None:
                return
            found, _ = service.list_attendees(ctx, phone.cursor)
        if found.is_complete:
            phone.known = {}
        phone.known |= {each.id: each for each in found.items}
        phone.cursor = found.cursor
        phone.since = {guest.ticket.id for _, guest in phone.queue if _.reason == "admitted"}

    @rule(guest=guests, reason=st.sampled_from(["refunded", "cancelled"]))
    def void(self, guest: Guest, reason: str) -> None:
        with self._later(), transaction(self.occasion.ctx) as tx:
            tickets.void(tx, reference=guest.ticket.reference, reason=reason)
        if guest.state == "valid":
            guest.state = "refunded" if reason == "refunded" else "void"

    @rule(guest=guests)
    def pass_on(self, guest: Guest) -> None:
        if guest.state != "valid":
            return
        with self._later():
            with transaction(self.occasion.ctx) as tx:
                holder = tickets.NewHolder(name="Next", email="next@people.example")
                guest.ticket = tickets.transfer(tx, guest.ticket.id, holder)
            guest.codes.append(code_of(self.occasion, guest.ticket))
            guest.hashes.append(_hash(guest.ticket))

    @rule(guest=guests)
    def take_back(self, guest: Guest) -> None:
        if guest.inside is None:
            return
        [admission_id] = [
            each for each, scan_id, _ in self._admissions() if scan_id == guest.inside
        ]
        with self._later():
            ctx, event_id = self.occasion.ctx, self.occasion.event_id
            checkin.undo_admission(ctx, event_id, admission_id, reason="wrong person")
        guest.inside = None

    @rule(phone=consumes(phones))
    def revoke(self, phone: Phone) -> None:
        if len([each for each in self.all if not each.is_revoked]) <= 1:
            return
        with self._later():
            service.revoke_device(self.occasion.ctx, self.occasion.event_id, phone.id)
        phone.is_revoked = True
        self.lost |= {scan.scan_id for scan, _ in phone.queue if scan.reason == "admitted"}

    def teardown(self) -> None:
        """Everybody who came in has one check-in or one conflict; nobody has neither or both."""
        if not hasattr(self, "occasion"):
            return
        for phone in self.all:
            with self._later():
                ctx = self._context(phone)
                if ctx is not None and phone.queue:
                    self._upload(phone, ctx, phone.queue)
        admissions, conflicts = self._admissions(), self._conflicts()
        let_in = {scan_id for _, scan_id, _ in admissions}
        assert len(let_in) == len(admissions)
        assert let_in.isdisjoint(conflicts)
        reported = self.entered.keys() - self.lost
        assert reported <= let_in | conflicts, "somebody came in and is lost"
        assert let_in | conflicts <= self.entered.keys(), "somebody came in who did not"
        for scan_id, admitted_at in self._times().items():
            assert abs(admitted_at - self.entered[scan_id]) <= timedelta(seconds=1)

    def _join(self, offset: timedelta) -> Phone:
        with self._later():
            ctx, event_id = self.occasion.ctx, self.occasion.event_id
            new = NewJoiningCode(ends_at=START + timedelta(days=30))
            code = service.create_joining_code(ctx, event_id, new).code
            visitor = PublicContext(organization_id=ctx.organization_id)
            self.count += 1
            joined = service.join(visitor, code, f"Phone {self.count}", address="")
        phone = Phone(joined.device.id, joined.token, offset)
        self.all.append(phone)
        return phone

    def _later(self) -> Any:
        """A minute later."""
        self.now += timedelta(minutes=1)
        return clock.frozen(self.now)

    def _context(self, phone: Phone) -> DeviceContext | None:
        """The device as it proves itself; None when it was taken away, which it is told."""
        organization_id = self.occasion.ctx.organization_id
        if not phone.is_revoked:
            return service.device_of(organization_id, phone.token, request_id="")
        known = service.queries.device_of_token
        with transaction(self.occasion.ctx) as tx:
            found = known(tx, service.crypto.hash_token(phone.token))
        assert found is not None
        assert found.device.revoked_at is not None
        return None

    def _send(self, phone: Phone, ctx: DeviceContext, sent: Any) -> list[Any]:
        scans = [scan for scan, _ in sent]
        return offline_scans.upload(ctx, scans, device_time=self.now + phone.offset)

    def _upload(self, phone: Phone, ctx: DeviceContext, sent: Any) -> None:
        """Upload, and predict what comes of each scan, the earliest first."""
        guests = {scan.scan_id: guest for scan, guest in sent}
        answers = {each.scan_id: each for each in self._send(phone, ctx, sent)}
        for scan, _ in sorted(sent, key=lambda each: each[0].scanned_at):
            guest, answer = guests[scan.scan_id], answers[scan.scan_id]
            if scan.reason != "admitted":
                assert (answer.outcome, answer.reason) == ("refused", scan.reason)
                continue
            expected = guest.verdict(scan.code or "", scan.scanned_at - phone.offset)
            if scan.scan_id in self.heard:
                expected = "admitted"  # and nothing is done again
            elif expected == "admitted":
                guest.inside = scan.scan_id
                self.heard.add(scan.scan_id)
            assert answer.reason == expected
            assert answer.outcome == ("admitted" if expected == "admitted" else "conflict")

    def _rows(self, statement: str) -> list[Any]:
        with transaction(self.occasion.ctx) as tx:
            where = " WHERE organization_id = %(organization_id)s"
            return tx.query(statement + where, tx.here())

    def _admissions(self) -> list[tuple[UUID, str, bool]]:
        rows = self._rows("SELECT id, scan_id, undone_at IS NULL FROM admissions")
        return [(each, _own(scan_id), is_live) for each, scan_id, is_live in rows]

    def _times(self) -> dict[str, datetime]:
        rows = self._rows("SELECT scan_id, admitted_at FROM admissions")
        return {_own(scan_id): at for scan_id, at in rows}

    def _conflicts(self) -> set[str]:
        rows = self._rows("SELECT scan_id, outcome FROM checkin_offline_scans")
        return {scan_id for scan_id, outcome in rows if outcome == "conflict"}


def _own(scan_key: str) -> str:
    """The device's own id of a scan."""
    return scan_key.rpartition(":")[2]


def _hash(ticket: tickets.Ticket) -> str:
    return hashlib.sha256(ticket.nonce).hexdigest()[:32]


@pytest.mark.usefixtures("running")
class TestDoors(Doors.TestCase):  # type: ignore[misc]
    settings = settings(
        max_examples=examples(30),
        stateful_step_count=30,
        deadline=timedelta(seconds=30),
        suppress_health_check=list(HealthCheck),
    )
