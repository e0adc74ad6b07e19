"""Rooms with re-entry beside a model: devices with and without a connection, in and out in any order.

Two to five devices, each with a clock of its own, scan in and out, go offline, upload and download
in any order, while tickets are voided and passed on, check-ins taken back, and devices revoked.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, rule
from tests.factories.people import context_of, make_organization
from tests.factories.tickets import Occasion, code_of, make_occasion, make_tickets
from tests.prove.counts import PROVE

from turnout.kernel import clock
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.checkin import api as checkin
from turnout.modules.checkin_devices import offline_scans, service
from turnout.modules.checkin_devices.types import DeviceContext, NewJoiningCode, OfflineScan
from turnout.modules.tickets import api as tickets

START = datetime(2026, 11, 14, 8, tzinfo=UTC)
CAPACITY, MOST_REENTRIES = 2, 2
DIRECTIONS = st.sampled_from(list(checkin.Direction))
DONE = ("admitted", "exited")


def hash_of(nonce: bytes) -> str:
    return hashlib.sha256(nonce).hexdigest()[:32]


def out_of(*, is_current: bool, is_inside: bool) -> str:
    """What the rules say of who goes out."""
    if not is_current:
        return "transferred"
    return "exited" if is_inside else "not_inside"


def in_of(state: str, *, is_current: bool, is_inside: bool, stays: int, inside: int) -> str:
    """What the rules say of who comes in."""
    if state != "valid":
        return state
    if not is_current:
        return "transferred"
    if is_inside:
        return "already_admitted"
    if stays > MOST_REENTRIES:
        return "reentry_limit"
    return "full" if inside >= CAPACITY else "admitted"


@dataclass
class StayOf:
    """A stay as the model has it; `None`: still inside."""

    scan_id: str
    begun: datetime
    ended: datetime | None = None
    exit_scan_id: str | None = None


@dataclass
class Guest:
    """A ticket as it stands on the server."""

    ticket: tickets.Ticket
    codes: list[str]
    hashes: list[str]
    state: str = "valid"
    stays: list[StayOf] = field(default_factory=list)

    @property
    def inside(self) -> StayOf | None:
        return next((each for each in self.stays if each.ended is None), None)


@dataclass
class Phone:
    """A device: what it has downloaded, what it has let by since, and what it has to upload."""

    id: UUID
    token: str
    offset: timedelta
    known: dict[UUID, Any] = field(default_factory=dict)
    cursor: str | None = None
    since: list[tuple[UUID, str]] = field(default_factory=list)
    queue: list[tuple[OfflineScan, Guest]] = field(default_factory=list)
    is_revoked: bool = False

    def decides(self, guest: Guest, code: str, direction: checkin.Direction) -> str:
        """By the list as it was downloaded, and by what the device did since."""
        item = self.known.get(guest.ticket.id)
        if item is None:
            return "unknown_ticket"
        stays = self._stays(item)
        is_inside = bool(stays) and stays[-1]
        is_current = item.code_hash == guest.hashes[guest.codes.index(code)]
        if direction == "out" or (direction == "auto" and is_inside):
            return out_of(is_current=is_current, is_inside=is_inside)
        return in_of(
            item.state,
            is_current=is_current,
            is_inside=is_inside,
            stays=len(stays),
            inside=sum(any(self._stays(each)[-1:]) for each in self.known.values()),
        )

    def _stays(self, item: Any) -> list[bool]:
        """Each stay that the device knows of, and whether it lasts."""
        stays = [each.out_at is None for each in item.entries]
        for ticket_id, reason in self.since:
            if ticket_id == item.id and reason == "admitted":
                stays.append(True)
            elif ticket_id == item.id and stays:
                stays[-1] = False
        return stays


class Rooms(RuleBasedStateMachine):
    guests = Bundle("guests")
    phones = Bundle("phones")
    occasion: Occasion

    @initialize(target=phones)
    def open(self) -> Phone:
        self.now = START
        self.count = 0
        self.passed: dict[str, tuple[str, datetime]] = {}
        """Everybody who was let by, by the scan that did it: in or out, and when."""
        self.heard: dict[str, str] = {}  # what scans did on the server, then or later
        self.lost: set[str] = set()  # those that stay on devices which were taken away
        self.all: list[Phone] = []
        self.everybody: list[Guest] = []
        with clock.frozen(self.now):
            organization = make_organization()
            self.occasion = make_occasion(context_of(organization, organization.owner))
            new = checkin.NewList(
                name="Hall",
                entry_rule="re_entry",
                capacity=CAPACITY,
                max_reentries=MOST_REENTRIES,
            )
            self.list_id = checkin.create_list(self.occasion.ctx, self.occasion.event_id, new).id
        return self._join(timedelta(minutes=7))

    @rule(target=phones, minutes=st.integers(-10, 10))
    def join(self, minutes: int) -> Phone:
        usable = [each for each in self.all if not each.is_revoked]
        if len(usable) >= 5:
            return usable[0]
        return self._join(timedelta(minutes=minutes))

    @rule(target=guests)
    def issue(self) -> Guest:
        if len(self.everybody) > CAPACITY:
            return self.everybody[-1]
        with self._later():
            [ticket] = make_tickets(self.occasion, "Guest")
        guest = Guest(ticket, [code_of(self.occasion, ticket)], [hash_of(ticket.nonce)])
        self.everybody.append(guest)
        return guest

    @rule(phone=phones, guest=guests, old=st.booleans(), direction=DIRECTIONS)
    def scan_with_a_connection(
        self, phone: Phone, guest: Guest, *, old: bool, direction: checkin.Direction
    ) -> None:
        code = guest.codes[0 if old else -1]
        with self._later():
            ctx = self._context(phone)
            if ctx is None:
                return
            scan_id = new_id().hex
            sent = checkin.Scan(code=code, scan_id=scan_id, direction=direction)
            verdict = service.scan(ctx, sent)
            again = service.scan(ctx, sent)
        expected = self._expected(guest, code, direction)
        assert verdict.reason == expected
        if expected in DONE:
            assert again.reason == expected, "sent again, it is answered the same"
            self._happens(guest, scan_id, expected, self.now)
            phone.since.append((guest.ticket.id, expected))
            self.passed[scan_id] = (expected, self.now)
        assert verdict.inside == self._inside()

    @rule(
        phone=phones,
        guest=guests,
        old=st.booleans(),
        direction=DIRECTIONS,
        is_answer_lost=st.booleans(),
        is_fresh=st.booleans(),
    )
    def scan_without_a_connection(
        self,
        phone: Phone,
        guest: Guest,
        *,
        old: bool,
        direction: checkin.Direction,
        is_answer_lost: bool,
        is_fresh: bool,
    ) -> None:
        """The device decides by what it knows; it may have been heard without hearing back."""
        if is_fresh:
            self._download(phone)
        code = guest.codes[0 if old else -1]
        scan_id = new_id().hex
        shown = phone.decides(guest, code, direction)
        with self._later():
            if is_answer_lost and shown in DONE and not phone.is_revoked:
                ctx = self._context(phone)
                assert ctx is not None
                way = checkin.Direction.OUT if shown == "exited" else checkin.Direction.IN
                sent = checkin.Scan(code=code, scan_id=scan_id, direction=way)
                if service.scan(ctx, sent).reason in DONE:
                    self._happens(guest, scan_id, shown, self.now)
        scan = OfflineScan(
            scan_id=scan_id, scanned_at=self.now + phone.offset, reason=shown, code=code
        )
        phone.queue.append((scan, guest))
        if shown in DONE:
            phone.since.append((guest.ticket.id, shown))
            self.passed[scan_id] = (shown, self.now)
            if phone.is_revoked:
                self.lost.add(scan_id)

    @rule(phone=phones, data=st.data(), is_repeated=st.booleans())
    def upload(self, phone: Phone, data: st.DataObject, *, is_repeated: bool) -> None:
        with self._later():
            ctx = self._context(phone)
            if ctx is None or not phone.queue:
                return
            sent = data.draw(st.permutations(phone.queue))[: data.draw(st.integers(1, 9))]
            self._upload(phone, ctx, sent)
            if is_repeated:
                self._send(phone, ctx, sent)
        phone.queue = [each for each in phone.queue if each not in sent]

    @rule(phone=phones)
    def download(self, phone: Phone) -> None:
        self._download(phone)

    def _download(self, phone: Phone) -> None:
        with self._later():
            ctx = self._context(phone)
            if ctx is None:
                return
            found, _ = service.list_attendees(ctx, phone.cursor)
        if found.is_complete:
            phone.known = {}
        phone.known |= {each.id: each for each in found.items}
        phone.cursor = found.cursor
        phone.since = [
            (guest.ticket.id, scan.reason) for scan, guest in phone.queue if scan.reason in DONE
        ]
        for guest in self.everybody:
            entries = phone.known[guest.ticket.id].entries
            assert [each.out_at is None for each in entries] == [
                each.ended is None for each in sorted(guest.stays, key=lambda each: each.begun)
            ]

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
            guest.hashes.append(hash_of(guest.ticket.nonce))

    @rule(guest=guests, data=st.data())
    def take_back(self, guest: Guest, data: st.DataObject) -> None:
        if not guest.stays:
            return
        stay = data.draw(st.sampled_from(guest.stays))
        came = self._rows("SELECT id, scan_id FROM admissions")
        [admission_id] = [row_id for row_id, scan_id in came if _own(scan_id) == stay.scan_id]
        with self._later():
            ctx, event_id = self.occasion.ctx, self.occasion.event_id
            checkin.undo_admission(ctx, event_id, admission_id, reason="wrong person")
        guest.stays.remove(stay)

    @rule(phone=consumes(phones))
    def revoke(self, phone: Phone) -> None:
        if len([each for each in self.all if not each.is_revoked]) <= 1:
            return
        with self._later():
            service.revoke_device(self.occasion.ctx, self.occasion.event_id, phone.id)
        phone.is_revoked = True
        self.lost |= {scan.scan_id for scan, _ in phone.queue if scan.reason in DONE}

    def teardown(self) -> None:
        """Everybody who passed is written once or told about; the room is as the model says."""
        if not hasattr(self, "occasion"):
            return
        for phone in self.all:
            with self._later():
                ctx = self._context(phone)
                if ctx is not None and phone.queue:
                    self._upload(phone, ctx, phone.queue)
        written, conflicts = self._written(), self._conflicts()
        assert written.keys().isdisjoint(conflicts)
        reported = self.passed.keys() - self.lost
        assert reported <= written.keys() | conflicts, "somebody passed and is lost"
        assert written.keys() | conflicts <= self.passed.keys(), "somebody passed who did not"
        for scan_id, (did, at) in written.items():
            truly_did, truly_at = self.passed[scan_id]
            assert did == truly_did
            assert abs(at - truly_at) <= timedelta(seconds=1)
        figures = checkin.count_inside(self.occasion.ctx, self.occasion.event_id)
        inside = {each.list_id: each.inside for each in figures.lists}[self.list_id]
        assert inside == self._inside() <= CAPACITY
        for guest in self.everybody:
            stays = sorted(guest.stays, key=lambda each: each.begun)
            assert len(stays) <= 1 + MOST_REENTRIES
            for before, after in pairwise(stays):
                assert before.ended is not None
                assert before.begun <= before.ended <= after.begun

    def _inside(self) -> int:
        return sum(each.inside is not None for each in self.everybody)

    def _expected(
        self,
        guest: Guest,
        code: str,
        direction: checkin.Direction,
        at: datetime | None = None,
    ) -> str:
        """What the rules say now of a scan, or of one that was made before without a connection."""
        is_current = code == guest.codes[-1]
        is_out = direction == "out" or (direction == "auto" and guest.inside is not None)
        if is_out:
            inside = guest.inside
            is_in = inside is not None and (at is None or inside.begun <= at)
            return out_of(is_current=is_current, is_inside=is_in)
        return in_of(
            guest.state,
            is_current=is_current,
            is_inside=any(
                s.ended is None or (at is not None and s.ended > at) for s in guest.stays
            ),
            stays=len(guest.stays),
            inside=self._inside(),
        )

    def _happens(self, guest: Guest, scan_id: str, did: str, at: datetime) -> None:
        self.heard[scan_id] = did
        if did == "admitted":
            guest.stays.append(StayOf(scan_id, at))
        else:
            assert guest.inside is not None
            guest.inside.exit_scan_id = scan_id
            guest.inside.ended = at

    def _join(self, offset: timedelta) -> Phone:
        with self._later():
            ctx, event_id = self.occasion.ctx, self.occasion.event_id
            new = NewJoiningCode(ends_at=START + timedelta(days=30), list_ids=[self.list_id])
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
        """The device as it proves itself; None when it was taken away."""
        if phone.is_revoked:
            return None
        organization_id = self.occasion.ctx.organization_id
        return service.device_of(organization_id, phone.token, request_id="")

    def _send(self, phone: Phone, ctx: DeviceContext, sent: Any) -> list[Any]:
        scans = [scan for scan, _ in sent]
        return offline_scans.upload(ctx, scans, device_time=self.now + phone.offset)

    def _upload(self, phone: Phone, ctx: DeviceContext, sent: Any) -> None:
        """Upload, and predict what comes of each scan, the earliest first."""
        guests = {scan.scan_id: guest for scan, guest in sent}
        answers = {each.scan_id: each for each in self._send(phone, ctx, sent)}
        for scan, _ in sorted(sent, key=lambda each: each[0].scanned_at):
            guest, answer = guests[scan.scan_id], answers[scan.scan_id]
            if scan.reason not in DONE:
                assert (answer.outcome, answer.reason) == ("refused", scan.reason)
                continue
            way = checkin.Direction.OUT if scan.reason == "exited" else checkin.Direction.IN
            at = scan.scanned_at - phone.offset
            expected = self._expected(guest, scan.code or "", way, at)
            if scan.scan_id in self.heard:
                expected = scan.reason  # and nothing is done again
            elif expected in DONE:
                self._happens(guest, scan.scan_id, expected, at)
            assert answer.reason == expected
            assert answer.outcome == (expected if expected in DONE else "conflict")

    def _rows(self, statement: str) -> list[Any]:
        with transaction(self.occasion.ctx) as tx:
            return tx.query(statement)

    def _written(self) -> dict[str, tuple[str, datetime]]:
        came = self._rows("SELECT scan_id, admitted_at FROM admissions")
        went = self._rows("SELECT scan_id, exited_at FROM checkin_exits")
        found = {_own(scan_id): ("admitted", at) for scan_id, at in came}
        found |= {_own(scan_id): ("exited", at) for scan_id, at in went}
        assert len(found) == len(came) + len(went), "a scan is written once"
        return found

    def _conflicts(self) -> set[str]:
        rows = self._rows("SELECT scan_id, outcome FROM checkin_offline_scans")
        return {scan_id for scan_id, outcome in rows if outcome == "conflict"}


def _own(scan_key: str) -> str:
    """The device's own id of a scan."""
    return scan_key.rpartition(":")[2]


@pytest.mark.usefixtures("running")
class TestRooms(Rooms.TestCase):  # type: ignore[misc]
    settings = settings(
        max_examples=200 if PROVE else 14,
        stateful_step_count=40,
        deadline=timedelta(seconds=30),
        suppress_health_check=list(HealthCheck),
    )
