"""Which bar codes stand beside the QR code on an event's PDF tickets."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0118_ticket_barcodes"
down_revision = "0117_session_lists"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE ticket_barcodes (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            has_code_128 boolean NOT NULL, has_pdf417 boolean NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_ticket_barcodes PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_ticket_barcodes_event_id UNIQUE (organization_id, event_id),
            CONSTRAINT fk_ticket_barcodes_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE
        )
    """)
    tenant_table("ticket_barcodes")


def downgrade() -> None:
    op.execute("DROP TABLE ticket_barcodes")
