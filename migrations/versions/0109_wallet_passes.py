"""Tickets as passes in wallet apps, and the devices that follow them."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0109_wallet_passes"
down_revision = "0108_checkin_windows"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE wallet_passes (
            organization_id uuid NOT NULL, id uuid NOT NULL, connection_id uuid NOT NULL,
            event_id uuid NOT NULL, ticket_id uuid NOT NULL, order_id uuid NOT NULL,
            holder_mark text NOT NULL, language text NOT NULL, state text NOT NULL,
            digest text NOT NULL, provider_ref text NOT NULL, is_admitted boolean NOT NULL,
            is_told boolean NOT NULL, tries bigint NOT NULL, last_error text NOT NULL,
            starts_at timestamptz, ends_at timestamptz, created_at timestamptz NOT NULL,
            changed_at timestamptz NOT NULL, due_at timestamptz,
            CONSTRAINT pk_wallet_passes PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_wallet_passes_organization_id_connection_id
                FOREIGN KEY (organization_id, connection_id)
                REFERENCES connections (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_wallet_passes_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_wallet_passes_organization_id_ticket_id
                FOREIGN KEY (organization_id, ticket_id) REFERENCES tickets (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_wallet_passes_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT uq_wallet_passes_holder_mark
                UNIQUE (organization_id, connection_id, ticket_id, holder_mark),
            CONSTRAINT ck_wallet_passes_state CHECK (state IN ('valid', 'used', 'void'))
        );
        CREATE INDEX ix_wallet_passes_event_id ON wallet_passes (organization_id, event_id);
        CREATE INDEX ix_wallet_passes_ticket_id ON wallet_passes (organization_id, ticket_id);
        CREATE INDEX ix_wallet_passes_order_id ON wallet_passes (organization_id, order_id);
        CREATE INDEX ix_wallet_passes_due_at ON wallet_passes (organization_id, due_at)
            WHERE due_at IS NOT NULL;
        CREATE INDEX ix_wallet_passes_ends_at ON wallet_passes (organization_id, ends_at)
            WHERE state <> 'void';
        CREATE TABLE wallet_devices (
            organization_id uuid NOT NULL, id uuid NOT NULL, pass_id uuid NOT NULL,
            device text NOT NULL, push_token text NOT NULL, registered_at timestamptz NOT NULL,
            CONSTRAINT pk_wallet_devices PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_wallet_devices_organization_id_pass_id
                FOREIGN KEY (organization_id, pass_id)
                REFERENCES wallet_passes (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_wallet_devices_device UNIQUE (organization_id, pass_id, device)
        );
        CREATE INDEX ix_wallet_devices_device ON wallet_devices (organization_id, device);
        GRANT SELECT (organization_id, id) ON connections TO turnout_operator
    """)
    tenant_table("wallet_passes", operator=("SELECT", "UPDATE"))
    tenant_table("wallet_devices")


def downgrade() -> None:
    op.execute("""
        REVOKE SELECT (organization_id, id) ON connections FROM turnout_operator;
        DROP TABLE wallet_devices, wallet_passes
    """)
