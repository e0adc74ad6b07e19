"""The use case of links: what was heard of a payment, and where the provider shows it."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

import structlog

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import TurnoutError
from turnout.modules.connections import api as connections
from turnout.modules.payments import api as payments
from turnout.modules.provider_links import policies
from turnout.modules.provider_links.types import ProviderLink, ProviderLinks
from turnout_sdk.errors import AdapterError
from turnout_sdk.payments import ProviderPage, ShowsPages

log = structlog.get_logger(__name__)
NONE: Final = ProviderLinks(provider="", items=[])


def get_links(ctx: OrganizationContext, payment_id: UUID) -> ProviderLinks:
    """The provider's pages about a payment, its refunds and disputes; the provider is not asked.

    There are none for money that a person took, or where the connection is switched off.
    """
    policies.require_can_read(ctx)
    found = payments.get_payment(ctx, payment_id)
    if found.payment.connection_id is None:
        return NONE
    try:
        opened = connections.open_gateway(ctx, found.payment.connection_id)
        items = list(_links(opened, _objects(found)))
    except (AdapterError, TurnoutError) as error:
        log.info("no links to a provider", payment_id=str(payment_id), why=type(error).__name__)
        return NONE
    title = runtime.current().adapters.get("payments", opened.adapter_key).title
    return ProviderLinks(provider=title if items else "", items=items)


def _objects(found: payments.PaymentDetails) -> list[tuple[ProviderPage, str]]:
    """What the provider told of, each object once, in the order in which it was heard."""
    told = ((each.kind.partition(".")[0], each.object_id) for each in found.facts)
    shown = [(ProviderPage(family), name) for family, name in told if family in set(ProviderPage)]
    return list(dict.fromkeys(shown))


def _links(
    opened: connections.Opened, objects: Iterable[tuple[ProviderPage, str]]
) -> Iterable[ProviderLink]:
    port, known = opened.port, opened.capabilities.provider_pages
    if not isinstance(port, ShowsPages):
        return
    for page, object_id in objects:
        if page not in known:
            continue
        url = port.page_url(page, object_id)
        address = urlsplit(url)
        if address.scheme == "https" and address.hostname and not address.username:
            yield ProviderLink(page=page.value, object_id=object_id, url=url)
