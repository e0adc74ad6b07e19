"""Look through a table: what would become of each row, without anything becoming of it."""

from collections import Counter
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.modules.attendee_imports import policies, queries, rules
from turnout.modules.attendee_imports.headings import plain
from turnout.modules.attendee_imports.rows import Lookups, RowReader
from turnout.modules.attendee_imports.service.imports import form_of, lock_open
from turnout.modules.attendee_imports.types import (
    AttendeeImport,
    ImportMapping,
    ImportRow,
    ImportState,
    RowState,
)
from turnout.modules.catalog import api as catalog
from turnout.modules.inventory import api as inventory
from turnout.modules.order_notes import api as order_notes
from turnout.modules.orders import api as orders

OPEN_STATES = tuple(state.value for state in RowState if state is not RowState.IMPORTED)


def check_import(
    ctx: OrganizationContext, event_id: UUID, import_id: UUID, *, version: int | None = None
) -> AttendeeImport:
    """Say of each row what would become of it now; nothing is held or sold.

    A dry run by the rules of checkout, over the stock as it is: no place is locked while it lasts,
    and what is bought meanwhile shows when the table is brought in. Rows that came in stay so.
    """
    policies.require_can_import(ctx, event_id)
    with transaction(ctx) as tx:
        found = lock_open(tx, event_id, import_id, version=version)
        rows = list(queries.every_row(tx, import_id, states=OPEN_STATES))
        reader = RowReader(found.mapping, _lookups(tx, event_id, found.mapping))
        stock = _stock(tx, event_id, rows, found.mapping)
    judged = rules.judge(rows, found.mapping, reader, stock)
    with transaction(ctx) as tx:
        again = lock_open(tx, event_id, import_id, version=version)
        require_version(found.version, again.version)
        queries.reset_rows(tx, import_id, email_column=found.mapping.email)
        queries.write_judged(tx, judged)
        queries.update_import(tx, again, state=ImportState.CHECKED, checked_at=tx.now)
        return queries.get_import(tx, event_id, import_id)


def _lookups(tx: Transaction, event_id: UUID, mapping: ImportMapping) -> Lookups:
    tags = order_notes.list_tags(tx) if mapping.gives_tags else []
    names: dict[str, UUID | None] = {}
    for offer in catalog.list_offers(tx, event_id):
        own = {plain(offer.name), *(plain(each.name) for each in offer.translations.values())}
        for name in own - {""}:
            names[name] = None if name in names else offer.ticket_type_id
        names[str(offer.ticket_type_id)] = offer.ticket_type_id
    return Lookups(
        ticket_types=names,
        tags={plain(each.name): each.id for each in tags},
        form=form_of(tx, event_id),
    )


def _stock(
    tx: Transaction, event_id: UUID, rows: list[ImportRow], mapping: ImportMapping
) -> rules.Stock:
    types = [each.ticket_type_id for each in catalog.list_offers(tx, event_id)]
    sale = orders.get_sale(tx, event_id, types)
    limited = [key for key, each in sale.offers.items() if each.maximum_per_person is not None]
    column = mapping.email
    emails = {row.cells[column].lower() for row in rows} if limited and column is not None else ()
    pools = {pool for offer in sale.offers.values() for pool in offer.pool_usage}
    return rules.Stock(
        sale=sale,
        now=tx.now,
        remaining=inventory.remaining(tx, list(pools)),
        bought=Counter(orders.list_units_bought(tx, event_id, emails, type_ids=limited)),
        known=queries.known_keys(tx, event_id),
    )
