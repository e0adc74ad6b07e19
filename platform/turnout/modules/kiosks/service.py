"""Use cases of kiosks: attendees find their own ticket, and get their badge once."""

from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.kernel.ids import typed_number
from turnout.kernel.typed_addresses import address_key
from turnout.modules.badges import api as badges
from turnout.modules.checkin_devices import api as checkin_devices
from turnout.modules.kiosks import policies, queries, rules
from turnout.modules.kiosks.errors import (
    BadgePrintedBefore,
    KioskBadgeNotFound,
    NobodyFound,
    NotCheckedInHere,
)
from turnout.modules.kiosks.metrics import BADGES, SEARCHED
from turnout.modules.kiosks.types import KioskBadge, KioskTicket
from turnout.modules.print_stations import api as print_stations

GUESSES: Final = "kiosk-guess"


def find_ticket(ctx: checkin_devices.DeviceContext, name: str, proof: str) -> KioskTicket:
    """The ticket with this name and this order number or address; NobodyFound for any other.

    Only wrong guesses are counted, for the kiosk: RateLimited once they are too many, until then
    nobody who types what is right waits for the others. No answer tells which half was wrong.
    """
    device = policies.require_kiosk(ctx).device
    limiter = runtime.current().limiter
    limiter.require_room(GUESSES, str(device.id))
    with transaction(ctx) as tx:
        found = queries.find_candidates(
            tx,
            device.event_id,
            number=typed_number(proof),
            email=address_key(proof),
        )
    chosen = rules.choose(found, name)
    SEARCHED.add(found="no" if chosen is None else "yes")
    if chosen is None:
        limiter.take(GUESSES, str(device.id))
        raise NobodyFound
    return KioskTicket(
        ticket_id=chosen.ticket_id, name=chosen.name, ticket_type_id=chosen.ticket_type_id
    )


def print_badge(ctx: checkin_devices.DeviceContext, ticket_id: UUID, name_form: str) -> KioskBadge:
    """Put the badge of whoever was just checked in here on record; each ticket gets one.

    BadgePrintedBefore for a second one, which the team prints, with a reason.
    """
    device = policies.require_printing_kiosk(ctx).device
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        if not queries.is_in_by(tx, device.event_id, ticket_id, device=device.name):
            raise NotCheckedInHere
        try:
            printed = _print(tx, device, ticket_id, name_form)
        except badges.PrintedBefore as error:
            raise BadgePrintedBefore from error
        idempotency.complete(tx, printed)
        tx.after_commit.append(BADGES.add)
    return printed


def _print(
    tx: Transaction, device: checkin_devices.StoredDevice, ticket_id: UUID, name_form: str
) -> KioskBadge:
    """At the kiosk's print station, if it has one; else as a file that its browser prints."""
    if device.print_station_id is not None:
        job_id, run_id = print_stations.send_at_kiosk(
            tx,
            device.event_id,
            device.print_station_id,
            ticket_id,
            sent_from=device.name,
            name_form=name_form,
        )
        return KioskBadge(badge_print_run_id=run_id, print_job_id=job_id)
    new = badges.NewPrintRun(device=device.name)
    run = badges.print_one(tx, device.event_id, ticket_id, new, name_form=name_form)
    return KioskBadge(badge_print_run_id=run.id)


def render_badge(ctx: checkin_devices.DeviceContext, run_id: UUID) -> bytes:
    """A badge that this kiosk printed as a PDF; KioskBadgeNotFound for any other."""
    device = policies.require_printing_kiosk(ctx).device
    with transaction(ctx) as tx:
        run = badges.find_run(tx, device.event_id, run_id)
    if run is None or run.started_by != str(ctx.actor):
        raise KioskBadgeNotFound
    content, _ = badges.render_file(ctx, device.event_id, run_id, 1)
    return content
