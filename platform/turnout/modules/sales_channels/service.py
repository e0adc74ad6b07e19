"""Use cases of channel settings: made, changed, returned, ended; what a channel can buy."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.sales_channels import policies, queries, rules
from turnout.modules.sales_channels.errors import ChannelSettingNotFound
from turnout.modules.sales_channels.facts import AllotmentReturned, ChannelSettingChanged
from turnout.modules.sales_channels.metrics import RETURNED
from turnout.modules.sales_channels.types import (
    Changes,
    ChannelSetting,
    NewChannelSetting,
    SettableChannel,
    SoldThrough,
)
from turnout.modules.sales_partners import api as sales_partners
from turnout.modules.ticket_prices import api as ticket_prices

AT_ONCE: Final = 100


def list_settings(ctx: OrganizationContext, event_id: UUID) -> list[ChannelSetting]:
    """All settings of an event by ticket type and channel, with what they sold and keep."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return queries.list_settings(tx, event_id)


def get_setting(ctx: OrganizationContext, event_id: UUID, setting_id: UUID) -> ChannelSetting:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return queries.get_setting(tx, event_id, setting_id)


def create_setting(
    ctx: OrganizationContext, event_id: UUID, new: NewChannelSetting
) -> ChannelSetting:
    """Say how a ticket type is sold through a channel; Invalid names the field that is wrong.

    Orders are counted from now on. Places that are kept are taken out of what is free. Prices are
    for who may change ticket types too.
    """
    policies.require_can_edit(ctx, event_id)
    if new.prices:
        policies.require_can_price(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        offer = _find_offer(tx, event_id, new.ticket_type_id)
        _refuse(
            [
                *rules.faults_of(new, offer, now=tx.now),
                *rules.faults_of_prices(new.prices, offer),
            ]
        )
        if offer is None:  # never: it was refused
            raise ChannelSettingNotFound
        catalog.set_channel_settings(tx, event_id, new.ticket_type_id, has_channel_settings=True)
        setting_id = queries.insert_setting(tx, event_id, new)
        is_kept = inventory.create_allotment(
            tx, setting_id, pool_id=offer.pool_id, places=new.places, most=new.most
        )
        return _changed(tx, event_id, setting_id, is_kept=is_kept)


def update_setting(
    ctx: OrganizationContext,
    event_id: UUID,
    setting_id: UUID,
    changes: Changes,
    *,
    version: int | None,
) -> ChannelSetting:
    """Change what is sold, the limit, the places, their return or prices; never below what is sold.

    Orders that were placed keep the price that they saw. Prices that are not named are not judged
    anew: those in a currency that the ticket type is not sold in any more count for nothing.
    """
    policies.require_can_edit(ctx, event_id)
    if "prices" in changes:
        policies.require_can_price(ctx, event_id)
    with transaction(ctx) as tx:
        before, allotment = _lock(tx, event_id, setting_id, version=version)
        wanted = replace(_as_new(before), **changes)
        is_agreed_anew = bool({"places", "return_at"} & set(changes))
        said = wanted if is_agreed_anew else replace(wanted, return_at=None)
        offer = _find_offer(tx, event_id, before.ticket_type_id)
        drawn = min(allotment.sold, allotment.places)
        _refuse(
            [
                *rules.faults_of(said, offer, now=tx.now, sold=allotment.sold, drawn=drawn),
                *rules.faults_of_prices(changes.get("prices", {}), offer),
            ]
        )
        values = {
            name: getattr(wanted, name) for name in ("is_sold", "most", "return_at", "prices")
        }
        values |= {
            "places": wanted.places,
            "returned_at": None if is_agreed_anew else before.returned_at,
        }
        queries.update_setting(tx, setting_id, values)
        places = wanted.places if values["returned_at"] is None else allotment.places
        is_kept = inventory.change_allotment(
            tx, before.allotment_id, places=places, most=wanted.most
        )
        return _changed(tx, event_id, setting_id, is_kept=is_kept)


def return_allotment(ctx: OrganizationContext, event_id: UUID, setting_id: UUID) -> ChannelSetting:
    """Let what is kept and not sold go back before its date; doing so again changes nothing."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        found, _ = _lock(tx, event_id, setting_id)
        if found.returned_at is None:
            _give_back(tx, found, by="hand")
        return queries.get_setting(tx, event_id, setting_id)


def delete_setting(
    ctx: OrganizationContext, event_id: UUID, setting_id: UUID, *, version: int | None
) -> None:
    """Sell the ticket type there as anything else; what is kept goes back."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        found, _ = _lock(tx, event_id, setting_id, version=version)
        if found.prices:
            policies.require_can_price(ctx, event_id)
        inventory.delete_allotment(tx, found.allotment_id)
        if not queries.delete_setting(tx, found):
            catalog.set_channel_settings(
                tx, event_id, found.ticket_type_id, has_channel_settings=False
            )
        _publish(tx, found)


def list_due(ctx: SystemContext) -> list[tuple[UUID, UUID, UUID]]:
    """(organization, event, settings) whose return date has come."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, limit=AT_ONCE)


def return_due(ctx: OrganizationContext, event_id: UUID, setting_id: UUID) -> bool:
    """Let an allotment whose date has come go back, once; whether it was still to do."""
    with transaction(ctx) as tx:
        try:
            found, _ = _lock(tx, event_id, setting_id)
        except ChannelSettingNotFound:
            return False
        is_due = found.return_at is not None and found.return_at <= tx.now
        if found.returned_at is not None or not is_due:
            return False
        _give_back(tx, found, by="date")
        return True


def follow_ticket_type(ctx: OrganizationContext, event_id: UUID, ticket_type_id: UUID) -> None:
    """Return what is kept in a pool that a ticket type draws on no more."""
    with transaction(replace(ctx, cause=None)) as tx:
        offer = _find_offer(tx, event_id, ticket_type_id)
        for each in queries.list_settings(tx, event_id):
            if each.ticket_type_id != ticket_type_id:
                continue
            found, allotment = _lock(tx, event_id, each.id)
            if offer is None or allotment.pool_id == offer.pool_id:
                continue
            if found.returned_at is None:
                _give_back(tx, found, by="hand")
            inventory.delete_allotment(tx, found.allotment_id)
            queries.set_allotment(tx, found.id, allotment_id := new_id())
            inventory.create_allotment(
                tx, allotment_id, pool_id=offer.pool_id, places=0, most=found.most
            )


def copy_settings(
    tx: Transaction,
    from_event_id: UUID,
    to_event_id: UUID,
    types: Mapping[UUID, UUID],
    moved: inventory.Moved,
) -> None:
    """Give a copied event the channels of the other one; what is kept comes out of its own stock.

    Ticket types that the copy had already keep what is set for them.
    """
    known = {each.ticket_type_id for each in queries.list_settings(tx, to_event_id)}
    for each in queries.list_settings(tx, from_event_id):
        type_id = types.get(each.ticket_type_id)
        offer = None if type_id is None else _find_offer(tx, to_event_id, type_id)
        if offer is None or offer.ticket_type_id in known:
            continue
        new = replace(
            _as_new(each),
            ticket_type_id=offer.ticket_type_id,
            return_at=each.return_at and moved(each.return_at),
        )
        setting_id = queries.insert_setting(tx, to_event_id, new)
        inventory.create_allotment(
            tx, setting_id, pool_id=offer.pool_id, places=new.places, most=new.most
        )
        catalog.set_channel_settings(
            tx, to_event_id, offer.ticket_type_id, has_channel_settings=True
        )


def find_sold_through(
    tx: Transaction,
    type_ids: Collection[UUID],
    *,
    channel: str,
    sales_partner_id: UUID | None = None,
) -> dict[UUID, SoldThrough]:
    """Ticket type → how it is sold through a channel; those without settings are left out.

    An embedded checkout has the settings of the web, an import has none.
    """
    settled = SettableChannel.WEB.value if channel == "embed" else channel
    if not type_ids or settled not in set(SettableChannel):
        return {}
    return queries.list_sold_through(
        tx, type_ids, channel=settled, sales_partner_id=sales_partner_id
    )


def _sold_at(
    offers: Sequence[catalog.Offer], found: Mapping[UUID, SoldThrough]
) -> list[catalog.Offer]:
    """Those that a channel sells, at its prices, drawing on what it can sell of them."""
    return [
        each
        if (how := found.get(each.ticket_type_id)) is None
        else replace(rules.at_channel_prices(each, how.prices), pool_id=how.allotment_id)
        for each in offers
        if each.ticket_type_id not in found or found[each.ticket_type_id].is_sold
    ]


def sold_by(
    tx: Transaction, offers: Sequence[catalog.Offer], seller: ticket_prices.Seller
) -> list[catalog.Offer]:
    """Those that can be had of a seller, at their prices; PartnerCodeRefused for no partner."""
    flagged = [each.ticket_type_id for each in offers if each.has_channel_settings]
    channel, partner_id = _channel_of(tx, seller) if flagged else (SettableChannel.WEB, None)
    found = find_sold_through(tx, flagged, channel=channel.value, sales_partner_id=partner_id)
    return _sold_at(offers, found)


def find_partner_terms(
    ctx: PublicContext, type_ids: Collection[UUID], code: str
) -> dict[UUID, SoldThrough]:
    """Ticket type → how a sales partner sells it; PartnerCodeRefused for no partner's code."""
    with transaction(ctx) as tx:
        partner_id = sales_partners.find_active(tx, code=code, api_token_id=None)
        sales_partners.require_known(code, partner_id)
        channel = SettableChannel.PARTNER.value
        return find_sold_through(tx, type_ids, channel=channel, sales_partner_id=partner_id)


def _channel_of(
    tx: Transaction, seller: ticket_prices.Seller
) -> tuple[SettableChannel, UUID | None]:
    """The channel of a seller, as an order of theirs would have it."""
    if seller.is_desk:
        return SettableChannel.BOX_OFFICE, None
    code, token = seller.partner.strip(), seller.api_token_id
    if not code and token is None:
        return SettableChannel.WEB, None
    partner_id = sales_partners.find_active(tx, code=code, api_token_id=token)
    sales_partners.require_known(code, partner_id, pointer=seller.pointer)
    if partner_id is not None:
        return SettableChannel.PARTNER, partner_id
    return SettableChannel.API, None


def _lock(
    tx: Transaction, event_id: UUID, setting_id: UUID, *, version: int | None = None
) -> tuple[ChannelSetting, inventory.Allotment]:
    """The settings and their allotment, which nobody sells of or changes meanwhile."""
    queries.lock_setting(tx, event_id, setting_id)
    seen = queries.get_setting(tx, event_id, setting_id)
    allotment = inventory.lock_allotment(tx, seen.allotment_id)
    found = queries.get_setting(tx, event_id, setting_id)
    require_version(version, found.version)
    return found, allotment


def _give_back(tx: Transaction, setting: ChannelSetting, *, by: str) -> None:
    places = inventory.return_allotment(tx, setting.allotment_id)
    values: dict[str, Any] = {
        name: getattr(setting, name)
        for name in ("is_sold", "most", "places", "return_at", "prices")
    }
    queries.update_setting(tx, setting.id, values | {"returned_at": tx.now})
    tx.publish(
        AllotmentReturned(
            channel_setting_id=setting.id,
            event_id=setting.event_id,
            ticket_type_id=setting.ticket_type_id,
            places=places,
        )
    )
    _publish(tx, setting)
    tx.after_commit.append(partial(RETURNED.add, places, by=by))


def _as_new(setting: ChannelSetting) -> NewChannelSetting:
    values: Mapping[str, Any] = attributes_of(setting)
    return NewChannelSetting(**{each: values[each] for each in NewChannelSetting.__slots__})


def _find_offer(tx: Transaction, event_id: UUID, ticket_type_id: UUID) -> catalog.Offer | None:
    offers = catalog.list_offers(tx, event_id, archived=True)
    return next((each for each in offers if each.ticket_type_id == ticket_type_id), None)


def _refuse(faults: Sequence[FieldError]) -> None:
    if faults:
        raise Invalid(*faults)


def _changed(tx: Transaction, event_id: UUID, setting_id: UUID, *, is_kept: bool) -> ChannelSetting:
    """The settings as they are now; Invalid where fewer places are free than were to be kept."""
    found = queries.get_setting(tx, event_id, setting_id)
    if not is_kept:
        says = f"{found.free} places of the pool are free."
        raise Invalid(FieldError("/places", says, "not-enough-free"))
    _publish(tx, found)
    return found


def _publish(tx: Transaction, setting: ChannelSetting) -> None:
    tx.publish(
        ChannelSettingChanged(
            channel_setting_id=setting.id,
            event_id=setting.event_id,
            ticket_type_id=setting.ticket_type_id,
        )
    )
