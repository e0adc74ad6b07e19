"""Tables of tickets: the signing key of each event, and the tickets themselves."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0016_tickets"
down_revision = "0015_payments"


def upgrade() -> None:
    _event_keys()
    _tickets()
    _references()


def _event_keys() -> None:
    op.execute("""
        CREATE TABLE event_keys (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            event_id uuid NOT NULL, kid text NOT NULL,
            public_key bytea NOT NULL, private_key bytea NOT NULL,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_event_keys PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_event_keys_organization_id_event_id UNIQUE (organization_id, event_id),
            CONSTRAINT uq_event_keys_organization_id_kid UNIQUE (organization_id, kid),
            CONSTRAINT fk_event_keys_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_event_keys_public_key CHECK (octet_length(public_key) = 32)
        )
    """)
    tenant_table("event_keys", app=("SELECT", "INSERT", "DELETE"), redact=("private_key",))


def _tickets() -> None:
    """An attendee with a pass has a ticket of each of its events, and of each only one."""
    op.execute("""
        CREATE TABLE tickets (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            event_id uuid NOT NULL, ticket_type_id uuid NOT NULL,
            reference uuid NOT NULL, attendee_id uuid NOT NULL,
            holder_name text NOT NULL, holder_email text NOT NULL,
            nonce bytea NOT NULL, state text NOT NULL,
            issued_at timestamptz NOT NULL, voided_at timestamptz, void_reason text,
            position bigint NOT NULL, transfer_id uuid, holder_user_id uuid,
            CONSTRAINT pk_tickets PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_tickets_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id),
            CONSTRAINT fk_tickets_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id),
            CONSTRAINT ck_tickets_nonce CHECK (octet_length(nonce) = 8),
            CONSTRAINT ck_tickets_state CHECK (state IN ('valid', 'void', 'refunded')),
            CONSTRAINT ck_tickets_voided CHECK (
                (state = 'valid') = (voided_at IS NULL)
                AND (voided_at IS NULL) = (void_reason IS NULL))
        );
        CREATE INDEX ix_tickets_organization_id_reference_position
            ON tickets (organization_id, reference, position);
        CREATE INDEX ix_tickets_organization_id_event_id_nonce
            ON tickets (organization_id, event_id, nonce);
        CREATE INDEX ix_tickets_transferred
            ON tickets (organization_id, lower(holder_email)) WHERE transfer_id IS NOT NULL;
        CREATE UNIQUE INDEX uq_tickets_organization_id_attendee_id_event_id
            ON tickets (organization_id, attendee_id, event_id) WHERE state = 'valid'
    """)
    tenant_table(
        "tickets",
        app=("SELECT", "INSERT", "UPDATE"),
        operator=("SELECT (organization_id, id, holder_email, transfer_id, state)",),
        redact=("nonce",),
    )


def _references() -> None:
    """Foreign keys of tables that stand in earlier files."""
    op.execute("""
        ALTER TABLE session_registrations
            ADD CONSTRAINT fk_session_registrations_organization_id_ticket_id
            FOREIGN KEY (organization_id, ticket_id)
            REFERENCES tickets (organization_id, id) ON DELETE CASCADE
    """)
