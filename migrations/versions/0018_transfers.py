"""Table of transfers: tickets on their way to another person."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0018_transfers"
down_revision = "0017_orders"


def upgrade() -> None:
    _ticket_transfers()


def _ticket_transfers() -> None:
    op.execute("""
        CREATE TABLE ticket_transfers (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            ticket_id uuid NOT NULL, event_id uuid NOT NULL,
            state text NOT NULL, recipient_email text NOT NULL, locale text NOT NULL,
            from_name text NOT NULL, from_email text NOT NULL, from_transfer_id uuid,
            offered_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
            ended_at timestamptz,
            CONSTRAINT pk_ticket_transfers PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_ticket_transfers_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_ticket_transfers_organization_id_ticket_id
                FOREIGN KEY (organization_id, ticket_id) REFERENCES tickets (organization_id, id),
            CONSTRAINT ck_ticket_transfers_state
                CHECK (state IN ('offered', 'accepted', 'declined', 'withdrawn', 'expired')),
            CONSTRAINT ck_ticket_transfers_ended CHECK ((state = 'offered') = (ended_at IS NULL))
        );
        CREATE UNIQUE INDEX uq_ticket_transfers_open
            ON ticket_transfers (organization_id, ticket_id) WHERE state = 'offered';
        CREATE INDEX ix_ticket_transfers_organization_id_order_id
            ON ticket_transfers (organization_id, order_id);
        CREATE INDEX ix_ticket_transfers_organization_id_ticket_id_offered_at
            ON ticket_transfers (organization_id, ticket_id, offered_at);
        CREATE INDEX ix_ticket_transfers_due
            ON ticket_transfers (organization_id, expires_at) WHERE state = 'offered'
    """)
    # The expiring job claims ids and times; it never sees to whom a ticket was offered.
    tenant_table(
        "ticket_transfers",
        app=("SELECT", "INSERT", "UPDATE"),
        operator=("SELECT (organization_id, id, state, expires_at)",),
    )
