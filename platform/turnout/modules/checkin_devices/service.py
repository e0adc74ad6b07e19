"""Use cases of check-in devices: codes to join by, devices, their reports and downloads."""

import base64
import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from typing import Final, NoReturn
from uuid import UUID

import msgspec

from turnout.assets.paper import qr_code
from turnout.kernel import clock, runtime
from turnout.kernel.context import (
    Actor,
    ActorKind,
    OrganizationContext,
    PublicContext,
    system_in,
)
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, TurnoutError
from turnout.kernel.http.secret_tries import count_wrong_token, network
from turnout.kernel.ids import new_id
from turnout.kernel.security import crypto
from turnout.kernel.values import from_attributes
from turnout.l10n.brand_colours import DEFAULT_COLOUR, light_accent
from turnout.modules.badges import api as badges
from turnout.modules.catalog import api as catalog
from turnout.modules.checkin import api as checkin
from turnout.modules.checkin_devices import policies, queries, rules
from turnout.modules.checkin_devices.errors import (
    DeviceNotFound,
    DeviceNotGenuine,
    DeviceOver,
    DeviceRevoked,
    DeviceTooEarly,
    JoiningCodeNotFound,
    JoiningCodeOver,
    NotAtKiosks,
    OrganizationNotOpen,
    OtherList,
    OverrideNotAllowed,
)
from turnout.modules.checkin_devices.facts import DeviceJoined
from turnout.modules.checkin_devices.facts import DeviceRevoked as DeviceRevokedFact
from turnout.modules.checkin_devices.metrics import JOINED, REFUSED
from turnout.modules.checkin_devices.types import (
    AttendeeList,
    Device,
    DeviceContext,
    DeviceSetup,
    DeviceState,
    DoorKey,
    DoorSession,
    FoundTicket,
    Heartbeat,
    IssuedJoiningCode,
    JoinedDevice,
    JoiningCode,
    KioskSetup,
    ListedEntry,
    ListedTicket,
    NamedTicketType,
    NewJoiningCode,
    Report,
    StoredDevice,
    StoredJoiningCode,
)
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.programme import api as programme
from turnout.modules.received_payments import api as received_payments
from turnout.modules.security_events import api as security_events
from turnout.modules.shifts import api as shifts
from turnout.modules.tickets import api as tickets

LOGO_PIXELS: Final = (720, 240)
OPEN_ORGANIZATION: Final = "active"
QR_CELL: Final = 8
_Kind = security_events.SecurityEventKind


def create_joining_code(
    ctx: OrganizationContext, event_id: UUID, new: NewJoiningCode
) -> IssuedJoiningCode:
    """Make a code by which devices join; its text is in this answer and nowhere else."""
    policies.require_can_manage(ctx, event_id)
    if new.may_override:
        checkin.require_can_override(ctx, event_id)
    prints = new.kiosk is not None and new.kiosk.prints_badges
    if prints or new.print_station_id is not None:
        badges.require_can_print(ctx, event_id)
    if new.may_sell:
        received_payments.require_can_record(ctx, event_id)
        badges.require_can_print(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        lists = [each.id for each in checkin.lists_of_event(tx, event_id)]
        gates = [each.name for each in shifts.gates_of_event(tx, event_id)]
        if wrong := rules.code_errors(new, lists=lists, gates=gates, now=tx.now):
            raise Invalid(*wrong)
        code = crypto.token(rules.CODE_PREFIX)
        stored = queries.insert_code(tx, event_id, new, code_hash=crypto.hash_token(code))
    base = runtime.current().settings.public_url.rstrip("/")
    url = f"{base}/door#{ctx.organization_id}.{code}"
    drawn = qr_code.svg_file(url, cell=QR_CELL).decode()
    return IssuedJoiningCode(joining_code=_shown_code(stored), code=code, url=url, qr_svg=drawn)


def list_joining_codes(ctx: OrganizationContext, event_id: UUID) -> list[JoiningCode]:
    """The codes by which a device can still join, the newest first."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return [_shown_code(each) for each in queries.list_open_codes(tx, event_id)]


def revoke_joining_code(ctx: OrganizationContext, event_id: UUID, code_id: UUID) -> None:
    """End a code; devices that joined by it stay."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        if not queries.revoke_code(tx, event_id, code_id):
            raise JoiningCodeNotFound


def list_devices(ctx: OrganizationContext, event_id: UUID) -> list[Device]:
    """The devices of an event with what they last reported, revoked ones last."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return [_shown(each) for each in queries.list_devices(tx, event_id)]


def revoke_device(ctx: OrganizationContext, event_id: UUID, device_id: UUID) -> Device:
    """Take a device away: its next request is refused, and tells it to delete what it has.

    Revoking it again changes nothing.
    """
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        if queries.revoke_device(tx, event_id, device_id):
            tx.publish(DeviceRevokedFact(device_id=device_id, event_id=event_id))
            details = {"device_id": str(device_id)}
            security_events.record_security_event(tx, _Kind.DEVICE_REVOKED, details=details)
        found = queries.find_device(tx, event_id, device_id)
    if found is None:
        raise DeviceNotFound
    return _shown(found)


def join(ctx: PublicContext, code: str, name: str, *, address: str) -> JoinedDevice:
    """Make a device of whoever has a joining code, and hand out its token this once."""
    policies.require_joining_code(code)
    device_id, token = new_id(), crypto.token(rules.TOKEN_PREFIX)
    as_device = OrganizationContext(
        organization_id=ctx.organization_id,
        actor=Actor(ActorKind.DEVICE, str(device_id)),
        request_id=ctx.request_id,
    )
    with transaction(as_device) as tx:
        used = queries.use_code(tx, crypto.hash_token(code))
        if used is None:
            _refuse_code(tx, code)
        events.lock_event_brief(tx, used.event_id)
        queries.insert_device(
            tx,
            used,
            device_id=device_id,
            name=" ".join(name.split()),
            token_hash=crypto.hash_token(token),
        )
        tx.publish(DeviceJoined(device_id=device_id, event_id=used.event_id))
        details = {"device_id": str(device_id), "joining_code_id": str(used.id)}
        security_events.record_security_event(
            tx, _Kind.DEVICE_JOINED, address=address, details=details
        )
        tx.after_commit.append(JOINED.add)
        device = _there(queries.find_device(tx, used.event_id, device_id))
    return JoinedDevice(device=_shown(device), token=token)


def device_of(
    organization_id: UUID, bearer: str, *, request_id: str, grace: timedelta = timedelta(0)
) -> DeviceContext:
    """The context of the device that has this token, by one statement; else why it has none.

    With `grace` its time ends so much later: then it has a queue still to upload.
    """
    known = None
    if rules.is_token_shaped(bearer):
        with transaction(system_in(organization_id, policies.JOB, request_id=request_id)) as tx:
            known = queries.device_of_token(tx, crypto.hash_token(bearer))
    if known is None:
        raise _refused("unknown", None, organization_id, DeviceNotGenuine())
    device = known.device
    lasting = replace(device, ends_at=device.ends_at + grace)
    match rules.state_of_device(lasting, clock.now()):
        case DeviceState.REVOKED:
            raise _refused("revoked", device.id, organization_id, DeviceRevoked(wipe=True))
        case DeviceState.OVER:
            raise _refused("over", device.id, organization_id, DeviceOver(wipe=True))
        case DeviceState.TOO_EARLY:
            REFUSED.add(reason="too_early")
            raise DeviceTooEarly(starts_at=device.starts_at)
    if known.organization_state != OPEN_ORGANIZATION:
        raise OrganizationNotOpen
    return DeviceContext(
        organization_id=organization_id,
        actor=Actor(ActorKind.DEVICE, str(device.id)),
        permissions=policies.permissions_of(device),
        event_ids=frozenset({device.event_id}),
        request_id=request_id,
        device=device,
    )


def get_setup(ctx: DeviceContext) -> DeviceSetup:
    """What the device works with: its event, lists, ticket types, keys and times."""
    device = policies.require_device(ctx).device
    with transaction(ctx) as tx:
        event = events.get_event_brief(tx, device.event_id)
        lists = rules.lists_of(device, checkin.lists_of_event(tx, device.event_id))
        sessions = _sessions(tx, lists, time_zone=event.time_zone)
        types = catalog.list_offers(tx, device.event_id)
        keys = tickets.public_keys(tx, device.event_id)
        branding = organizations.branding_of(tx) if device.kiosk else None
    return DeviceSetup(
        device=_shown(device),
        event_title=event.title,
        time_zone=event.time_zone,
        lists=lists,
        sessions=sessions,
        ticket_types=[NamedTicketType(id=each.ticket_type_id, name=each.name) for each in types],
        keys=[
            DoorKey(key_id=key_id, public_key=base64.b64encode(key).decode())
            for key_id, key in keys.items()
        ],
        server_time=tx.now,
        list_expires_at=rules.list_expires_at(device, tx.now),
        kiosk=_kiosk(device, branding),
    )


def _kiosk(device: StoredDevice, branding: organizations.Branding | None) -> KioskSetup | None:
    """Its logo is read outside of transactions; none while its store is away."""
    if device.kiosk is None or branding is None:
        return None
    logo = base64.b64encode(events.logo_png(branding, box=LOGO_PIXELS) or b"").decode()
    accent = light_accent(branding.brand_color or DEFAULT_COLOUR)
    return KioskSetup(
        pin=device.kiosk.pin,
        prints_badges=device.kiosk.prints_badges,
        organization_name=branding.name,
        logo=f"data:image/png;base64,{logo}" if logo else "",
        accent=accent.plain,
        accent_ink=accent.ink,
        language=branding.locale,
    )


def _sessions(
    tx: Transaction, lists: list[checkin.CheckinList], *, time_zone: str
) -> list[DoorSession]:
    """The sessions that take place, once for each list of theirs alone, the soonest first."""
    alone = [each for each in lists if len(each.session_ids) == 1]
    ids = {each.session_ids[0] for each in alone}
    found = programme.sessions_by_id(tx, ids, time_zone=time_zone) if ids else []
    return [
        from_attributes(DoorSession, session, list_id=each.id)
        for session in found
        if session.state is programme.SessionState.SCHEDULED
        for each in alone
        if each.session_ids[0] == session.id
    ]


def report(ctx: DeviceContext, said: Report) -> Heartbeat:
    """Note that the device is there, with its battery, version and queue."""
    device = policies.require_device(ctx).device
    with transaction(ctx) as tx:
        offset = rules.clock_offset_seconds(said.device_time, tx.now)
        queries.write_report(tx, device.id, said, clock_offset_seconds=offset)
    return Heartbeat(
        server_time=tx.now,
        clock_offset_seconds=offset,
        list_expires_at=rules.list_expires_at(device, tx.now),
    )


def scan(
    ctx: DeviceContext, sent: checkin.Scan, *, override_reason: str | None = None
) -> checkin.Verdict:
    """Let somebody in by one of the device's lists and at its gate; OtherList for another list.

    With a reason a device that may sets a rule of the list aside.
    """
    device = policies.require_device(ctx).device
    if device.is_kiosk and sent.direction is not checkin.Direction.IN:
        raise NotAtKiosks
    if override_reason is not None and not device.may_override:
        raise OverrideNotAllowed
    list_id = sent.list_id
    if device.list_ids is not None:
        list_id = list_id or device.list_ids[0]
        if list_id not in device.list_ids:
            raise OtherList(list_ids=device.list_ids)
    placed = replace(
        sent,
        list_id=list_id,
        gate=device.gate,
        device=device.name,
        scan_id=rules.scan_key(device.id, sent.scan_id),
        is_at_kiosk=device.is_kiosk,
    )
    if override_reason is None:
        verdict = checkin.scan(ctx, device.event_id, placed)
    else:
        verdict = checkin.override(ctx, device.event_id, placed, reason=override_reason)
    return replace(verdict, scan_id=sent.scan_id)


def search(ctx: DeviceContext, text: str) -> list[FoundTicket]:
    """Tickets of the device's lists by a part of the name, or by the order's number.

    NotAtKiosks for a kiosk: nobody who stands there is shown who else comes.
    """
    device = policies.require_staffed_device(ctx).device
    with transaction(ctx) as tx:
        lists = rules.lists_of(device, checkin.lists_of_event(tx, device.event_id))
        open_lists = [each for each in lists if not each.is_of_sessions]
        is_limited = all(each.ticket_type_ids is not None for each in open_lists)
        types = {each for one in open_lists for each in one.ticket_type_ids or ()}
        return queries.search_tickets(
            tx,
            device.event_id,
            text.strip(),
            list_ids=[each.id for each in lists],
            ticket_type_ids=types if is_limited else None,
            session_ids=_session_ids(lists),
        )


def list_attendees(ctx: DeviceContext, cursor: str | None) -> tuple[AttendeeList, str]:
    """The tickets of the device's lists, or what has changed since a cursor; and its ETag.

    A list of a session comes whole each time: who leaves a session leaves no trace to follow.
    """
    device = policies.require_device(ctx).device
    with transaction(ctx) as tx:
        lists = rules.lists_of(device, checkin.lists_of_event(tx, device.event_id))
        has_sessions = any(each.is_of_sessions for each in lists)
        mark = _mark(lists)
        since = 0 if has_sessions else _since(cursor, mark)
        next_since = queries.first_open_transaction(tx, device.id)
        found = queries.list_tickets(
            tx,
            device.event_id,
            list_ids=[each.id for each in lists],
            session_ids=_session_ids(lists),
            since=since if since <= next_since else 0,
        )
    is_complete = not 0 < since <= next_since
    listed = [_listed(each, lists) for each in found]
    items = [each for each in listed if each.lists or not is_complete]
    etag = hashlib.sha256(msgspec.json.encode((mark, is_complete, items))).hexdigest()[:32]
    answer = AttendeeList(
        is_complete=is_complete,
        list_ids=[each.id for each in lists],
        items=items,
        cursor=_cursor(next_since, mark),
        expires_at=rules.list_expires_at(device, tx.now),
    )
    return answer, etag


def _listed(ticket: queries.DoorTicket, lists: list[checkin.CheckinList]) -> ListedTicket:
    """A ticket as the device gets it; of one that is on none of its lists no more than the id."""
    on = rules.lists_that_admit(lists, ticket.ticket_type_id, ticket.session_ids or ())
    numbers = {str(each.id): number for number, each in enumerate(lists)}
    entries = [
        ListedEntry(
            list=numbers[list_id],
            period=day,
            at=queries.entry_time(at),
            gate=gate,
            out_at=queries.entry_time(out_at) if out_at else None,
        )
        for list_id, day, at, gate, out_at in ticket.entries or ()
    ]
    return ListedTicket(
        id=ticket.id,
        name=ticket.name if on else "",
        number=ticket.number if on else "",
        ticket_type_id=ticket.ticket_type_id,
        state=ticket.state,
        code_hash=ticket.code_hash if on else "",
        lists=on,
        entries=entries if on else [],
    )


def _session_ids(lists: list[checkin.CheckinList]) -> list[UUID]:
    return sorted({session_id for each in lists for session_id in each.session_ids})


def _mark(lists: list[checkin.CheckinList]) -> str:
    """Of which lists, as they are now, a cursor is: another answer is complete again."""
    known = [(str(each.id), each.version) for each in lists]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()[:16]


def _cursor(since: int, mark: str) -> str:
    return base64.urlsafe_b64encode(f"{since}.{mark}".encode()).decode().rstrip("=")


def _since(cursor: str | None, mark: str) -> int:
    """The transaction that a cursor is of; 0 without one, or for other lists than these."""
    if cursor is None:
        return 0
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        since, _, of = base64.urlsafe_b64decode(padded).decode("ascii").partition(".")
        number = int(since) if since.isdecimal() else -1
    except ValueError as error:
        raise _wrong_cursor() from error
    if number < 0 or number >= 1 << 62:
        raise _wrong_cursor()
    return number if of == mark else 0


def _wrong_cursor() -> Invalid:
    return Invalid(FieldError("?cursor", "Send a cursor that you were given, or none."))


def _refuse_code(tx: Transaction, code: str) -> NoReturn:
    """Say why nobody joins by this code."""
    found = queries.find_code(tx, crypto.hash_token(code))
    if found is None:
        raise JoiningCodeNotFound
    raise JoiningCodeOver(reason=rules.state_of_code(found, tx.now).value)


def _refused(
    reason: str, device_id: UUID | None, organization_id: UUID, refusal: TurnoutError
) -> TurnoutError:
    """The refusal of a token, recorded; RateLimited for one too many that is nobody's."""
    REFUSED.add(reason=reason)
    details = {"reason": reason}
    if device_id is None:
        count_wrong_token()
        security_events.record_on_platform(_Kind.DEVICE_REFUSED, address=network(), details=details)
    else:
        details["device_id"] = str(device_id)
        security_events.record_in_organization(
            organization_id, _Kind.DEVICE_REFUSED, address=network(), details=details
        )
    return refusal


def _shown_code(stored: StoredJoiningCode) -> JoiningCode:
    return from_attributes(JoiningCode, stored, state=rules.state_of_code(stored, clock.now()))


def _shown(stored: StoredDevice) -> Device:
    return from_attributes(Device, stored, state=rules.state_of_device(stored, clock.now()))


def _there(found: StoredDevice | None) -> StoredDevice:
    if found is None:
        raise DeviceNotFound
    return found
