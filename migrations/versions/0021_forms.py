"""Ticket types of every kind, and the registration form of an event with its versions."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0021_forms"
down_revision = "0020_payouts"

COLUMNS = """
    sold_as text NOT NULL DEFAULT 'ticket',
    places bigint NOT NULL DEFAULT 1,
    minimum_price_minor bigint NOT NULL DEFAULT 0,
    maximum_per_person bigint,
    maximum_per_ticket bigint,
    benefits jsonb NOT NULL DEFAULT '[]',
    translations jsonb NOT NULL DEFAULT '{}'
"""
CHECKS = {
    "sold_as": "sold_as IN ('ticket', 'add_on', 'bundle')",
    "places": (
        "(sold_as = 'ticket' AND places BETWEEN 1 AND 100)"
        " OR (sold_as = 'add_on' AND places BETWEEN 0 AND 1)"
        " OR (sold_as = 'bundle' AND places = 0)"
    ),
    "minimum_price": (
        "minimum_price_minor = 0"
        " OR (kind = 'donation' AND minimum_price_minor BETWEEN 0 AND price_minor)"
    ),
    "per_person": "maximum_per_person BETWEEN 1 AND 10000",
    "per_ticket": (
        "(maximum_per_ticket IS NULL) = (sold_as <> 'add_on')"
        " AND (maximum_per_ticket IS NULL OR maximum_per_ticket BETWEEN 1 AND 100)"
    ),
}


def upgrade() -> None:
    for column in COLUMNS.strip().split(",\n"):
        op.execute(f"ALTER TABLE ticket_types ADD COLUMN {column.strip()}")
    for name, check in CHECKS.items():
        op.execute(
            f"ALTER TABLE ticket_types ADD CONSTRAINT ck_ticket_types_{name} CHECK ({check})"
        )
    _pools()
    _add_ons()
    _bundles()
    _forms()
    _orders()


def _pools() -> None:
    """A ticket type draws on pools of its own event."""
    op.execute(
        "ALTER TABLE inventory_pools ADD CONSTRAINT uq_inventory_pools_organization_id_event_id_id"
        " UNIQUE (organization_id, event_id, id)"
    )
    op.execute("""
        ALTER TABLE ticket_types DROP CONSTRAINT fk_ticket_types_organization_id_pool_id,
            ADD CONSTRAINT fk_ticket_types_organization_id_pool_id_event_id
                FOREIGN KEY (organization_id, pool_id, event_id)
                REFERENCES inventory_pools (organization_id, id, event_id)
    """)
    op.execute("DROP INDEX ix_inventory_pools_organization_id_event_id")
    op.execute("ALTER TABLE inventory_pools ADD COLUMN version bigint NOT NULL DEFAULT 1")


def _add_ons() -> None:
    op.execute("""
        CREATE TABLE add_on_hosts (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            add_on_id uuid NOT NULL, ticket_type_id uuid NOT NULL,
            CONSTRAINT pk_add_on_hosts PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_add_on_hosts_organization_id_add_on_id_ticket_type_id
                UNIQUE (organization_id, add_on_id, ticket_type_id),
            CONSTRAINT fk_add_on_hosts_organization_id_add_on_id
                FOREIGN KEY (organization_id, add_on_id)
                REFERENCES ticket_types (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_add_on_hosts_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id) ON DELETE CASCADE
        )
    """)
    op.execute(
        "CREATE INDEX ix_add_on_hosts_organization_id_ticket_type_id"
        " ON add_on_hosts (organization_id, ticket_type_id)"
    )
    tenant_table("add_on_hosts")


def _bundles() -> None:
    op.execute("""
        CREATE TABLE bundle_parts (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            bundle_id uuid NOT NULL, ticket_type_id uuid NOT NULL, quantity bigint NOT NULL,
            CONSTRAINT pk_bundle_parts PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_bundle_parts_organization_id_bundle_id_ticket_type_id
                UNIQUE (organization_id, bundle_id, ticket_type_id),
            CONSTRAINT fk_bundle_parts_organization_id_bundle_id
                FOREIGN KEY (organization_id, bundle_id)
                REFERENCES ticket_types (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_bundle_parts_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_bundle_parts_quantity CHECK (quantity BETWEEN 1 AND 100)
        )
    """)
    op.execute(
        "CREATE INDEX ix_bundle_parts_organization_id_ticket_type_id"
        " ON bundle_parts (organization_id, ticket_type_id)"
    )
    tenant_table("bundle_parts")


def _forms() -> None:
    op.execute("""
        CREATE TABLE forms (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            event_id uuid NOT NULL, version_id uuid NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_forms PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_forms_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_forms_organization_id_event_id UNIQUE (organization_id, event_id)
        )
    """)
    tenant_table("forms")
    op.execute("""
        CREATE TABLE form_versions (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            form_id uuid NOT NULL, number bigint NOT NULL,
            definition jsonb NOT NULL,
            saved_at timestamptz NOT NULL, saved_by text NOT NULL,
            CONSTRAINT pk_form_versions PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_form_versions_organization_id_form_id
                FOREIGN KEY (organization_id, form_id)
                REFERENCES forms (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_form_versions_organization_id_form_id_number
                UNIQUE (organization_id, form_id, number),
            CONSTRAINT ck_form_versions_number CHECK (number > 0)
        )
    """)
    op.execute(
        "ALTER TABLE forms ADD CONSTRAINT fk_forms_organization_id_version_id"
        " FOREIGN KEY (organization_id, version_id)"
        " REFERENCES form_versions (organization_id, id) DEFERRABLE INITIALLY DEFERRED"
    )
    # A version never changes: answers refer to the words that people saw.
    tenant_table("form_versions", app=("SELECT", "INSERT"))


def _orders() -> None:
    """What a line takes and whom it admits, where that is more than itself; and answers."""
    op.execute("ALTER TABLE order_lines ADD COLUMN draws jsonb, ADD COLUMN seats jsonb")
    op.execute(
        "CREATE INDEX ix_orders_buyer ON orders (organization_id, event_id, lower(buyer_email))"
    )
    op.execute("""
        CREATE TABLE order_answers (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            order_id uuid NOT NULL, attendee_id uuid,
            form_version_id uuid NOT NULL, answers jsonb NOT NULL,
            CONSTRAINT pk_order_answers PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_answers_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_order_answers_organization_id_attendee_id
                FOREIGN KEY (organization_id, attendee_id)
                REFERENCES order_attendees (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_order_answers_organization_id_form_version_id
                FOREIGN KEY (organization_id, form_version_id)
                REFERENCES form_versions (organization_id, id),
            CONSTRAINT uq_order_answers_organization_id_order_id_attendee_id
                UNIQUE NULLS NOT DISTINCT (organization_id, order_id, attendee_id)
        )
    """)
    op.execute(
        "CREATE INDEX ix_order_answers_organization_id_attendee_id"
        " ON order_answers (organization_id, attendee_id)"
    )
    # What people answered is theirs: the log says that it changed, when and by whom.
    tenant_table("order_answers", redact=("answers",))
