"""An entrance with everything at once beside a model: whoever passes is counted, or told about.

The rooms of `test_reentry_model`, with windows, a limit for coming back, overrides with and without
a connection, exits that are taken back, and clocks that jump between a scan and its upload.
"""

from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from tests.factories.people import context_of, make_organization
from tests.factories.tickets import make_occasion
from tests.modules.checkin_devices.test_offline_model import LAST, window_of, window_reason
from tests.modules.checkin_devices.test_reentry_model import (
    CAPACITY,
    DONE,
    MOST_REENTRIES,
    START,
    Guest,
    Phone,
    Rooms,
    StayOf,
)
from tests.prove.counts import PROVE

from turnout.kernel import clock
from turnout.kernel.context import PublicContext
from turnout.kernel.db.pagination import page_request
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.checkin import api as checkin
from turnout.modules.checkin import service as doors
from turnout.modules.checkin.errors import CameInAgain
from turnout.modules.checkin_devices import errors, offline_scans, service
from turnout.modules.checkin_devices.types import DeviceContext, NewJoiningCode, OfflineScan

AWAY = timedelta(minutes=15)
INSIDE = "already_admitted"
SET_ASIDE = {INSIDE, "reentry_limit", "reentry_expired", "full", "not_yet", "over"}
"""What an override sets aside of this list's refusals."""
MOST_AHEAD = 10
"""Minutes by which a clock may be wrong."""


class Entrance(Rooms):
    @initialize(target=Rooms.phones)
    def open(self) -> Phone:
        self.now = START
        self.count = 0
        self.passed = {}
        self.heard = {}
        self.lost = set()
        self.all = []
        self.everybody = []
        self.joined: dict[UUID, Any] = {}
        self.may_override: set[UUID] = set()
        self.beside: set[str] = set()  # overrides of who was inside already
        self.overrides = 0
        with clock.frozen(self.now):
            organization = make_organization()
            self.occasion = make_occasion(context_of(organization, organization.owner))
            new = checkin.NewList(
                name="Hall",
                entry_rule="re_entry",
                capacity=CAPACITY,
                max_reentries=MOST_REENTRIES,
                reentry_minutes=int(AWAY.total_seconds()) // 60,
                windows=[window_of(number) for number in range(LAST)],
            )
            self.list_id = checkin.create_list(self.occasion.ctx, self.occasion.event_id, new).id
        return self._join(timedelta(minutes=7))

    @rule(phone=Rooms.phones, minutes=st.integers(-MOST_AHEAD, MOST_AHEAD))
    def set_clock(self, phone: Phone, minutes: int) -> None:
        """Scans in the queue keep the time that the clock said then."""
        phone.offset = timedelta(minutes=minutes)

    @rule(phone=Rooms.phones, guest=Rooms.guests, old=st.booleans())
    def override_with_a_connection(self, phone: Phone, guest: Guest, *, old: bool) -> None:
        code, scan_id = guest.codes[0 if old else -1], new_id().hex
        sent = checkin.Scan(code=code, scan_id=scan_id)
        with self._later():
            ctx = self._context(phone)
            if ctx is None:
                return
            if phone.id not in self.may_override:
                with pytest.raises(errors.OverrideNotAllowed):
                    service.scan(ctx, sent, override_reason="Known to us")
                return
            said = self._expected(guest, code, checkin.Direction.IN)
            verdict = service.scan(ctx, sent, override_reason="Known to us")
            again = service.scan(ctx, sent, override_reason="Known to us")
        became = self._anyway(guest, scan_id, said, self.now)
        assert verdict.reason == again.reason == became
        assert verdict.overridden == (said if said in SET_ASIDE else None)
        if became == "admitted":
            self.passed[scan_id] = ("admitted", self.now)
            phone.since.append((guest.ticket.id, "admitted"))

    @rule(phone=Rooms.phones, guest=Rooms.guests, old=st.booleans())
    def override_without_a_connection(self, phone: Phone, guest: Guest, *, old: bool) -> None:
        """The device lets in whom it will; by one that may not, the reason counts for nothing."""
        with self._later():
            scan = OfflineScan(
                scan_id=new_id().hex,
                scanned_at=self.now + phone.offset,
                reason="admitted",
                code=guest.codes[0 if old else -1],
                override_reason="Known to us",
            )
        phone.queue.append((scan, guest))
        phone.since.append((guest.ticket.id, "admitted"))
        self.passed[scan.scan_id] = ("admitted", self.now)
        if phone.is_revoked:
            self.lost.add(scan.scan_id)

    @rule(
        phone=Rooms.phones, guest=Rooms.guests, times=st.integers(2, 7), is_last_late=st.booleans()
    )
    def come_and_go(self, phone: Phone, guest: Guest, times: int, *, is_last_late: bool) -> None:
        auto = checkin.Direction.AUTO
        for _ in range(times):
            self.scan_with_a_connection(phone=phone, guest=guest, old=False, direction=auto)
        if is_last_late:
            self.override_without_a_connection(phone=phone, guest=guest, old=False)

    @rule(guest=Rooms.guests, data=st.data())
    def take_an_exit_back(self, guest: Guest, data: st.DataObject) -> None:
        gone = [each for each in guest.stays if each.ended is not None]
        if not gone:
            return
        stay = data.draw(st.sampled_from(gone))
        order = {id(each): number for number, each in enumerate(guest.stays)}
        follows = [
            each
            for each in guest.stays
            if each is not stay
            and (
                each.ended is None or (each.begun, order[id(each)]) > (stay.begun, order[id(stay)])
            )
        ]
        rows = self._rows("SELECT id, scan_id FROM checkin_exits WHERE undone_at IS NULL")
        [exit_id] = [row for row, key in rows if key.rpartition(":")[2] == stay.exit_scan_id]
        with self._later():
            ctx, event_id = self.occasion.ctx, self.occasion.event_id
            if follows:
                with pytest.raises(CameInAgain):
                    doors.undo_exit(ctx, event_id, exit_id, reason="mistake")
                return
            doors.undo_exit(ctx, event_id, exit_id, reason="mistake")
        stay.ended = stay.exit_scan_id = None

    @invariant()
    def counters_are_the_rows(self) -> None:
        with clock.frozen(self.now):
            figures = checkin.count_inside(self.occasion.ctx, self.occasion.event_id)
        [own] = [each for each in figures.lists if each.list_id == self.list_id]
        assert own.inside == self._inside()
        assert own.entries == sum(len(each.stays) for each in self.everybody)
        assert own.overrides == self.overrides

    def teardown(self) -> None:
        """Everybody who passed is written once, or told about; each stay follows the one before."""
        if not hasattr(self, "occasion"):
            return
        for phone in self.all:
            with self._later():
                ctx = self._context(phone)
                if ctx is not None and phone.queue:
                    self._upload(phone, ctx, phone.queue)
        written, conflicts = self._written(), self._conflicts()
        done = written.keys() | self.beside
        assert done.isdisjoint(conflicts)
        assert self.passed.keys() - self.lost <= done | conflicts, "somebody passed and is lost"
        assert done | conflicts <= self.passed.keys(), "somebody passed who did not"
        for scan_id, (did, at) in written.items():
            assert (did, at) == self.passed[scan_id]
        asked = offline_scans.list_conflicts(
            self.occasion.ctx, self.occasion.event_id, page_request(None, 100)
        )
        assert len(asked.items) == min(100, len(conflicts)), "the organizer is told of each"
        self.counters_are_the_rows()
        for guest in self.everybody:
            for before, after in pairwise(sorted(guest.stays, key=lambda each: each.begun)):
                assert before.ended is not None
                assert before.begun <= before.ended <= after.begun

    def _expected(
        self, guest: Guest, code: str, direction: checkin.Direction, at: Any = None
    ) -> str:
        said, moment = super()._expected(guest, code, direction, at), at or self.now
        if said not in ("admitted", "full"):
            return said
        left = max((each.ended for each in guest.stays if each.ended), default=moment)
        return "reentry_expired" if moment - left > AWAY else window_reason(moment) or said

    def _anyway(self, guest: Guest, scan_id: str, said: str, at: Any) -> str:
        """What becomes of an override of what the rules say."""
        if said in SET_ASIDE:
            self.overrides += 1
        if said == INSIDE:
            self.beside.add(scan_id)
        elif said in SET_ASIDE or said == "admitted":
            guest.stays.append(StayOf(scan_id, at))
            self.heard[scan_id] = "admitted"
        return "admitted" if said in SET_ASIDE else said

    def _join(self, offset: timedelta) -> Phone:
        with self._later():
            ctx, event_id = self.occasion.ctx, self.occasion.event_id
            self.count += 1
            new = NewJoiningCode(
                ends_at=START + timedelta(days=30),
                list_ids=[self.list_id],
                may_override=self.count % 2 == 1,
            )
            code = service.create_joining_code(ctx, event_id, new).code
            visitor = PublicContext(organization_id=ctx.organization_id)
            device = service.join(visitor, code, f"Phone {self.count}", address="")
        phone = Phone(device.device.id, device.token, offset)
        self.joined[phone.id] = self.now
        if new.may_override:
            self.may_override.add(phone.id)
        self.all.append(phone)
        return phone

    def _context(self, phone: Phone) -> DeviceContext | None:
        if not phone.is_revoked:
            return super()._context(phone)
        with Flask("door").test_request_context(), pytest.raises(errors.DeviceRevoked):
            service.device_of(self.occasion.ctx.organization_id, phone.token, request_id="")
        return None

    def _upload(self, phone: Phone, ctx: DeviceContext, sent: Any) -> None:
        """Upload, predict what comes of each scan, and upload again: each is answered the same."""
        guests = {scan.scan_id: guest for scan, guest in sent}
        told = self._send(phone, ctx, sent)
        answers = {each.scan_id: each for each in told}
        scans = sorted((scan for scan, _ in sent), key=lambda each: (each.scanned_at, each.scan_id))
        for scan in scans:
            answer = answers[scan.scan_id]
            at = min(max(scan.scanned_at - phone.offset, self.joined[phone.id]), self.now)
            assert answer.happened_at == at
            if scan.reason not in DONE:
                assert (answer.outcome, answer.reason) == ("refused", scan.reason)
                continue
            expected = self._becomes(phone, guests[scan.scan_id], scan, at)
            assert answer.reason == expected
            assert answer.outcome == (expected if expected in DONE else "conflict")
        assert self._send(phone, ctx, sent) == told

    def _becomes(self, phone: Phone, guest: Guest, scan: OfflineScan, at: Any) -> str:
        if scan.scan_id in self.heard:
            return scan.reason  # and nothing is done again
        way = checkin.Direction.OUT if scan.reason == "exited" else checkin.Direction.IN
        said = self._expected(guest, scan.code or "", way, at)
        is_override = scan.override_reason is not None and phone.id in self.may_override
        if is_override and scan.reason == "admitted":
            said = self._anyway(guest, scan.scan_id, said, at)
        elif said in DONE:
            self._happens(guest, scan.scan_id, said, at)
        if said in DONE:
            self.passed[scan.scan_id] = (said, at)
        return said

    def _rows(self, statement: str) -> list[Any]:
        """Of this organization, as row-level security has it."""
        with transaction(self.occasion.ctx) as tx:
            return tx.query(statement)


@pytest.mark.usefixtures("running")
class TestEntrance(Entrance.TestCase):  # type: ignore[misc]
    settings = settings(
        max_examples=240 if PROVE else 14,
        stateful_step_count=40,
        deadline=timedelta(seconds=30),
        suppress_health_check=list(HealthCheck),
    )
