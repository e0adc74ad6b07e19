"""How what is sold at the desk is paid, and until when a buyer may. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.box_office.errors import NothingToSell, TotalChanged
from turnout.modules.box_office.types import NewDeskSale

LONGEST: Final = timedelta(days=180)
"""Places that nobody pays for are kept no longer."""


def require_way_to_pay(sale: NewDeskSale, total_minor: int, now: datetime) -> None:
    """Invalid unless it is paid or is to be paid, one of the two, in good time; or costs nothing.

    TotalChanged where the buyer was told another sum.
    """
    if sale.total_minor not in (None, total_minor):
        raise TotalChanged(total_minor=total_minor)
    if sale.print_station_id is not None and not sale.prints_badges:
        raise Invalid(FieldError("/print_station_id", "Choose a station where badges are printed."))
    is_paid = sale.payment is not None
    if total_minor == 0:
        if is_paid or sale.pay_until is not None:
            raise NothingToSell
        return
    if is_paid == (sale.pay_until is not None):
        says = "Say how it was paid, or until when it may be paid."
        raise Invalid(FieldError("/pay_until", says, "required"))
    if sale.pay_until is None:
        return
    if not now < sale.pay_until <= now + LONGEST:
        raise Invalid(FieldError("/pay_until", "Choose a time within the next 180 days."))
    if not sale.buyer_email:
        says = "Who is to pay later is mailed the link."
        raise Invalid(FieldError("/buyer/email", says, "required"))
    if sale.admits or sale.prints_badges:
        says = "Who has not paid has no ticket to come in by."
        raise Invalid(FieldError("/admits" if sale.admits else "/prints_badges", says))


def placed(
    sale: NewDeskSale, *, list_id: UUID | None, gate: str, device: str, station_id: UUID | None
) -> NewDeskSale:
    """The sale as a device makes it, which says itself where it stands and prints."""
    station_id = station_id if sale.prints_badges else None
    return replace(sale, list_id=list_id, gate=gate, device=device, print_station_id=station_id)
