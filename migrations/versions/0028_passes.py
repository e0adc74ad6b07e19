"""Passes: ticket types that admit to several events, and what orders of them were sold with.

And links that show the shop of an event at another time.
"""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0028_passes"
down_revision = "0027_buyers_rights"

CHECKS = {
    "sold_as": "sold_as IN ('ticket', 'add_on', 'bundle', 'pass')",
    "places": (
        "(sold_as IN ('ticket', 'pass') AND places BETWEEN 1 AND 100)"
        " OR (sold_as = 'add_on' AND places BETWEEN 0 AND 1)"
        " OR (sold_as = 'bundle' AND places = 0)"
    ),
}


def upgrade() -> None:
    for name, check in CHECKS.items():
        op.execute(f"""
            ALTER TABLE ticket_types DROP CONSTRAINT ck_ticket_types_{name},
                ADD CONSTRAINT ck_ticket_types_{name} CHECK ({check})
        """)
    _one_ticket_for_each_event()
    _pass_events()
    _previews()


def _one_ticket_for_each_event() -> None:
    """An attendee with a pass has a ticket of each of its events, and of each only one."""
    op.execute("""
        CREATE UNIQUE INDEX uq_tickets_organization_id_attendee_id_event_id
        ON tickets (organization_id, attendee_id, event_id) WHERE state = 'valid'
    """)
    op.execute("DROP INDEX uq_tickets_organization_id_attendee_id")


def _pass_events() -> None:
    # No reference to the pool: buyers would wait for who is changing its capacity, and in a ring.
    op.execute("""
        CREATE TABLE order_pass_events (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            order_id uuid NOT NULL, pass_id uuid NOT NULL,
            event_id uuid NOT NULL, ticket_type_id uuid NOT NULL, pool_id uuid NOT NULL,
            places bigint NOT NULL, position bigint NOT NULL, ended_at timestamptz,
            CONSTRAINT pk_order_pass_events PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_pass_events_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_order_pass_events_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id),
            CONSTRAINT fk_order_pass_events_organization_id_pass_id
                FOREIGN KEY (organization_id, pass_id)
                REFERENCES ticket_types (organization_id, id),
            CONSTRAINT fk_order_pass_events_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id),
            CONSTRAINT uq_order_pass_events_organization_id_order_id_pass_id_event_id
                UNIQUE (organization_id, order_id, pass_id, event_id),
            CONSTRAINT ck_order_pass_events_places CHECK (places > 0)
        )
    """)
    for columns in ("event_id, order_id", "pass_id", "ticket_type_id"):
        name = columns.replace(", ", "_")
        op.execute(
            f"CREATE INDEX ix_order_pass_events_organization_id_{name}"
            f" ON order_pass_events (organization_id, {columns})"
        )
    tenant_table("order_pass_events", app=("SELECT", "INSERT", "UPDATE"))


def _previews() -> None:
    op.execute("""
        CREATE TABLE shop_previews (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            event_id uuid NOT NULL, label text NOT NULL,
            expires_at timestamptz NOT NULL, revoked_at timestamptz,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_shop_previews PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_shop_previews_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        )
    """)
    op.execute(
        "CREATE INDEX ix_shop_previews_organization_id_event_id"
        " ON shop_previews (organization_id, event_id)"
    )
    tenant_table("shop_previews", app=("SELECT", "INSERT", "UPDATE"))
