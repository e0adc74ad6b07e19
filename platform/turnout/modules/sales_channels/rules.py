"""Which settings of a ticket type in a channel make sense. Pure."""

from collections.abc import Iterator
from datetime import datetime

from turnout.kernel.errors import FieldError
from turnout.modules.catalog import api as catalog
from turnout.modules.sales_channels.types import NewChannelSetting, SettableChannel


def faults_of(
    new: NewChannelSetting,
    offer: catalog.Offer | None,
    *,
    now: datetime,
    sold: int = 0,
    drawn: int = 0,
) -> list[FieldError]:
    """What is wrong, by its field.

    `sold` are the places that went through it already, `drawn` those of them that were kept.
    """
    return [
        *_faults_of_subject(new, offer),
        *_faults_of_numbers(new, sold=sold, drawn=drawn),
        *_faults_of_return(new, now=now),
    ]


def _faults_of_subject(new: NewChannelSetting, offer: catalog.Offer | None) -> Iterator[FieldError]:
    if offer is None:
        yield FieldError("/ticket_type_id", "The event has no such ticket type.")
    elif offer.parts:
        says = "A bundle or a pass takes places of its parts: set those."
        yield FieldError("/ticket_type_id", says, "has-parts")
    if new.sales_partner_id is not None and new.channel != SettableChannel.PARTNER:
        says = "Only the channel `partner` has sales partners."
        yield FieldError("/sales_partner_id", says, "not-of-partner")


def _faults_of_numbers(new: NewChannelSetting, *, sold: int, drawn: int) -> Iterator[FieldError]:
    if new.places > 0 and not new.is_sold:
        yield FieldError("/places", "Nothing can be kept where it is not sold.", "not-sold")
    if new.most is not None and new.places > new.most:
        yield FieldError("/places", "More than that cannot be sold there.", "above-most")
    if new.places < drawn:
        says = f"{drawn} of the places that were kept are sold."
        yield FieldError("/places", says, "below-sold")
    if new.most is not None and new.most < sold:
        says = f"{sold} places are sold through it already."
        yield FieldError("/most", says, "below-sold")


def _faults_of_return(new: NewChannelSetting, *, now: datetime) -> Iterator[FieldError]:
    if new.return_at is None:
        return
    if not new.places:
        says = "Without places that are kept nothing goes back."
        yield FieldError("/return_at", says, "nothing-kept")
    elif new.return_at <= now:
        yield FieldError("/return_at", "Choose a time that is to come.", "past")
