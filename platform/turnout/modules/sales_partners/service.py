"""Use cases of sales partners: made, changed, archived; who an order came by."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.kernel.values import attributes_of
from turnout.modules.sales_partners import policies, queries, rules
from turnout.modules.sales_partners.errors import PartnerCodeRefused
from turnout.modules.sales_partners.facts import SalesPartnerChanged
from turnout.modules.sales_partners.metrics import REFUSED
from turnout.modules.sales_partners.types import Changes, NewSalesPartner, SalesPartner


def list_partners(ctx: OrganizationContext) -> list[SalesPartner]:
    """Those who sell first, by name; archived ones after them."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.list_partners(tx)


def get_partner(ctx: OrganizationContext, partner_id: UUID) -> SalesPartner:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.get_partner(tx, partner_id)


def create_partner(ctx: OrganizationContext, new: NewSalesPartner) -> SalesPartner:
    """Make a sales partner; PartnerCodeTaken beside a code that reads like theirs."""
    policies.require_can_edit(ctx)
    values = attributes_of(new) | _code(new.code)
    with transaction(ctx) as tx:
        made = queries.insert_partner(tx, values)
        _announce(tx, made.id)
        return made


def update_partner(
    ctx: OrganizationContext, partner_id: UUID, changes: Changes, *, version: int | None
) -> SalesPartner:
    """Change a sales partner, archive one, or let one sell again; orders stay whose they are."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        before = queries.lock_partner(tx, partner_id)
        require_version(version, before.version)
        values = attributes_of(before) | dict(changes)
        values["contact_email"] = values["contact_email"] or ""
        values |= _code(values["code"])
        wanted = {name: values[name] for name in queries.WRITTEN}
        changed = queries.update_partner(tx, partner_id, wanted, state=values["state"])
        _announce(tx, partner_id)
        return changed


def delete_partner(ctx: OrganizationContext, partner_id: UUID, *, version: int | None) -> None:
    """Delete a sales partner by whom no order came; SalesPartnerInUse otherwise."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        require_version(version, queries.lock_partner(tx, partner_id).version)
        queries.delete_partner(tx, partner_id)
        _announce(tx, partner_id)


def require_known(code: str, found: UUID | None, *, pointer: str = "/partner") -> None:
    """PartnerCodeRefused where a request names a partner and none was found."""
    if code and found is None:
        REFUSED.add()
        raise PartnerCodeRefused(pointer)


def find_active(tx: Transaction, *, code: str, api_token_id: UUID | None) -> UUID | None:
    """The sales partner of a code, or of an API token where no code is named; None for others."""
    key = rules.key_of(code) if code else None
    return queries.find_active(tx, key=key, api_token_id=None if code else api_token_id)


def _code(typed: str) -> dict[str, str]:
    code = rules.written(typed)
    return {"code": code, "key": rules.key_of(code)}


def _announce(tx: Transaction, partner_id: UUID) -> None:
    tx.publish(SalesPartnerChanged(sales_partner_id=partner_id))
