"""What buyers may do by themselves: pass tickets on, change attendees, give tickets back."""

from alembic import op

from turnout.kernel.db.ddl import operator_policy, tenant_table

revision = "0027_buyers_rights"
down_revision = "0026_public_pages"


def upgrade() -> None:
    _orders()
    _tickets()
    _terms()
    _returns()
    _transfers()


def _orders() -> None:
    op.execute("""
        ALTER TABLE orders ADD COLUMN retained_minor bigint NOT NULL DEFAULT 0,
            ADD CONSTRAINT ck_orders_retained CHECK (retained_minor >= 0)
    """)
    op.execute("""
        ALTER TABLE order_lines ADD COLUMN returned bigint NOT NULL DEFAULT 0,
            ADD CONSTRAINT ck_order_lines_returned CHECK (returned BETWEEN 0 AND quantity)
    """)
    # An address is looked up over all events too, when somebody asks for the links again.
    op.execute("DROP INDEX ix_orders_buyer")
    op.execute(
        "CREATE INDEX ix_orders_buyer ON orders (organization_id, lower(buyer_email), event_id)"
    )
    op.execute(
        "CREATE INDEX ix_orders_person ON orders (organization_id, user_id, placed_at)"
        " WHERE user_id IS NOT NULL"
    )
    op.execute("GRANT SELECT (buyer_email, placed_at) ON orders TO turnout_operator")


def _tickets() -> None:
    op.execute("ALTER TABLE tickets ADD COLUMN transfer_id uuid, ADD COLUMN holder_user_id uuid")
    op.execute("""
        CREATE INDEX ix_tickets_passed_on ON tickets (organization_id, lower(holder_email))
        WHERE transfer_id IS NOT NULL
    """)
    operator_policy("tickets", ("SELECT (organization_id, id, holder_email, transfer_id, state)",))


def _terms() -> None:
    op.execute("""
        CREATE TABLE buyer_terms (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid,
            version bigint NOT NULL, is_own boolean NOT NULL,
            refund text NOT NULL, tiers jsonb NOT NULL,
            fee_minor bigint NOT NULL, fee_currency text,
            changes_close_hours bigint, transfers_close_hours bigint,
            set_at timestamptz NOT NULL,
            CONSTRAINT pk_buyer_terms PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_buyer_terms_organization_id_event_id_version
                UNIQUE NULLS NOT DISTINCT (organization_id, event_id, version),
            CONSTRAINT fk_buyer_terms_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_buyer_terms_refund CHECK (refund IN ('none', 'full', 'tiers')),
            CONSTRAINT ck_buyer_terms_fee
                CHECK (fee_minor >= 0 AND (fee_minor = 0 OR fee_currency IS NOT NULL)),
            CONSTRAINT ck_buyer_terms_hours
                CHECK (changes_close_hours >= 0 AND transfers_close_hours >= 0)
        )
    """)
    tenant_table("buyer_terms", app=("SELECT", "INSERT", "DELETE"))


def _returns() -> None:
    op.execute("""
        CREATE TABLE order_returns (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            amount_minor bigint NOT NULL, kept_minor bigint NOT NULL,
            ticket_ids jsonb NOT NULL, terms_id uuid, returned_at timestamptz NOT NULL,
            CONSTRAINT pk_order_returns PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_returns_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT ck_order_returns_amounts CHECK (amount_minor >= 0 AND kept_minor >= 0)
        )
    """)
    op.execute(
        "CREATE INDEX ix_order_returns_organization_id_order_id"
        " ON order_returns (organization_id, order_id)"
    )
    tenant_table("order_returns", app=("SELECT", "INSERT"))


def _transfers() -> None:
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
            CONSTRAINT ck_ticket_transfers_state CHECK (
                state IN ('offered', 'accepted', 'declined', 'withdrawn', 'expired')),
            CONSTRAINT ck_ticket_transfers_ended
                CHECK ((state = 'offered') = (ended_at IS NULL))
        )
    """)
    op.execute(
        "CREATE UNIQUE INDEX uq_ticket_transfers_open"
        " ON ticket_transfers (organization_id, ticket_id) WHERE state = 'offered'"
    )
    op.execute(
        "CREATE INDEX ix_ticket_transfers_organization_id_order_id"
        " ON ticket_transfers (organization_id, order_id)"
    )
    op.execute(
        "CREATE INDEX ix_ticket_transfers_organization_id_ticket_id_offered_at"
        " ON ticket_transfers (organization_id, ticket_id, offered_at)"
    )
    op.execute(
        "CREATE INDEX ix_ticket_transfers_due ON ticket_transfers (organization_id, expires_at)"
        " WHERE state = 'offered'"
    )
    tenant_table("ticket_transfers", app=("SELECT", "INSERT", "UPDATE"))
    # The expiring job claims ids and times; it never sees to whom a ticket was offered.
    operator_policy("ticket_transfers", ("SELECT (organization_id, id, state, expires_at)",))
