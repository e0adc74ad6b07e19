"""Who sells and who is billed: what the next documents will say."""

from dataclasses import asdict, replace
from uuid import UUID

from turnout.kernel.context import OrganizationContext, TenantContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid, PreconditionFailed
from turnout.modules.invoices import policies, queries
from turnout.modules.invoices.errors import InvoiceAlreadyIssued
from turnout.modules.invoices.types import Billing, BillingView, SellerSettings
from turnout.modules.orders import api as orders
from turnout.modules.taxes import api as taxes


def get_settings(ctx: OrganizationContext) -> SellerSettings:
    """What invoices say of the organization."""
    policies.require_can_list(ctx)
    with transaction(ctx) as tx:
        return queries.get_settings(tx)


def set_settings(
    ctx: OrganizationContext, settings: SellerSettings, *, version: int | None = None
) -> SellerSettings:
    """Replace what the next invoices say of the organization; issued ones stay as they are.

    PreconditionFailed when `version` is given and somebody changed them in the meantime.
    """
    policies.require_can_configure(ctx)
    if settings.applies_reverse_charge and not taxes.is_vat_id(
        settings.tax_id, country=settings.country
    ):
        raise Invalid(
            FieldError("/tax_id", "Reverse charge needs the VAT number of your own country.")
        )
    cleaned = replace(settings, tax_id=taxes.clean_tax_id(settings.tax_id))
    with transaction(ctx) as tx:
        saved = queries.save_settings(tx, cleaned, seen=version)
    if saved is None:
        raise PreconditionFailed
    return saved


def get_billing(ctx: TenantContext, order_id: UUID) -> BillingView:
    """Whom an order is billed to; empty fields while nobody has said."""
    policies.require_can_open(ctx)
    with transaction(ctx) as tx:
        order = orders.get_whole_order(tx, order_id)
        billing = queries.find_billing(tx, order_id)
    policies.require_can_open(ctx, order.event_id)
    return _view(order_id, billing or Billing())


def set_billing(ctx: TenantContext, order_id: UUID, billing: Billing) -> BillingView:
    """Say whom an order is billed to, before its invoice is issued; AlreadyIssued afterwards."""
    policies.require_can_bill(ctx)
    if not (billing.company or billing.name):
        raise Invalid(FieldError("/company", "Name a company or a person."))
    cleaned = replace(billing, tax_id=taxes.clean_tax_id(billing.tax_id))
    with transaction(ctx) as tx:
        order = orders.get_whole_order(tx, order_id)
        policies.require_can_bill(ctx, order.event_id)
        if queries.find_invoice_of(tx, order_id) is not None:
            raise InvoiceAlreadyIssued
        queries.save_billing(tx, order_id, cleaned)
    return _view(order_id, cleaned)


def _view(order_id: UUID, billing: Billing) -> BillingView:
    valid = bool(billing.country) and taxes.is_vat_id(billing.tax_id, country=billing.country)
    return BillingView(order_id=order_id, has_valid_vat_id=valid, **asdict(billing))
