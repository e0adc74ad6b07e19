"""Order search: an index of orders and attendees, the words they are found by, saved views."""

from alembic import op

from turnout.kernel.db.ddl import backfill, tenant_table

revision = "0076_order_search"
down_revision = "0075_order_notes"


def upgrade() -> None:
    _orders()
    _attendees()
    _words()
    _views()
    tenant_table("order_index", operator=("SELECT",))
    tenant_table("attendee_index")
    tenant_table("order_words")
    tenant_table("saved_views")
    backfill(
        "INSERT INTO order_index (organization_id, id, is_stale)"
        " SELECT organization_id, id, true FROM orders",
        tables=("order_index", "orders"),
        actor="system:migrations.order-search",
    )


def _orders() -> None:
    op.execute("""
        CREATE TABLE order_index (
            organization_id uuid NOT NULL, id uuid NOT NULL, is_stale boolean NOT NULL,
            event_id uuid, number text NOT NULL DEFAULT '', state text NOT NULL DEFAULT '',
            money_state text NOT NULL DEFAULT '', currency text NOT NULL DEFAULT '',
            total_minor bigint NOT NULL DEFAULT 0, paid_minor bigint NOT NULL DEFAULT 0,
            refunded_minor bigint NOT NULL DEFAULT 0, buyer_name text NOT NULL DEFAULT '',
            buyer_email text NOT NULL DEFAULT '',
            name_key text NOT NULL GENERATED ALWAYS AS (lower(buyer_name)) STORED,
            channel text NOT NULL DEFAULT '', placed_at timestamptz, confirmed_at timestamptz,
            ticket_type_ids jsonb NOT NULL DEFAULT '[]', pass_event_ids jsonb NOT NULL DEFAULT '[]',
            tag_ids jsonb NOT NULL DEFAULT '[]', attendee_count bigint NOT NULL DEFAULT 0,
            checked_in_count bigint NOT NULL DEFAULT 0, indexed_at timestamptz,
            CONSTRAINT pk_order_index PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_index_organization_id_id
                FOREIGN KEY (organization_id, id) REFERENCES orders (organization_id, id)
                ON DELETE CASCADE
        );
        CREATE INDEX ix_order_index_stale ON order_index (organization_id, id) WHERE is_stale;
        CREATE INDEX ix_order_index_placed_at ON order_index (organization_id, placed_at, id);
        CREATE INDEX ix_order_index_event_id
            ON order_index (organization_id, event_id, placed_at, id);
        CREATE INDEX ix_order_index_number ON order_index (organization_id, number);
        CREATE INDEX ix_order_index_total ON order_index (organization_id, total_minor, id);
        CREATE INDEX ix_order_index_name ON order_index (organization_id, name_key, id)
    """)


def _attendees() -> None:
    op.execute("""
        CREATE TABLE attendee_index (
            organization_id uuid NOT NULL, id uuid NOT NULL, attendee_id uuid NOT NULL,
            order_id uuid NOT NULL, order_number text NOT NULL, order_state text NOT NULL,
            event_id uuid NOT NULL, ticket_type_id uuid NOT NULL, ticket_id uuid,
            state text NOT NULL, name text NOT NULL, email text NOT NULL,
            name_key text NOT NULL GENERATED ALWAYS AS (lower(name)) STORED,
            is_transferred boolean NOT NULL, is_checked_in boolean NOT NULL,
            placed_at timestamptz NOT NULL, tag_ids jsonb NOT NULL,
            CONSTRAINT pk_attendee_index PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_attendee_index_organization_id_order_id
                FOREIGN KEY (organization_id, order_id)
                REFERENCES order_index (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_attendee_index_order_id ON attendee_index (organization_id, order_id);
        CREATE INDEX ix_attendee_index_attendee_id ON attendee_index (organization_id, attendee_id);
        CREATE INDEX ix_attendee_index_placed_at ON attendee_index (organization_id, placed_at, id);
        CREATE INDEX ix_attendee_index_event_id
            ON attendee_index (organization_id, event_id, placed_at, id);
        CREATE INDEX ix_attendee_index_name ON attendee_index (organization_id, name_key, id);
        CREATE INDEX ix_attendee_index_number ON attendee_index (organization_id, order_number)
    """)


def _words() -> None:
    # Compared byte by byte: then a beginning is a range, whatever language the database sorts by.
    op.execute("""
        CREATE TABLE order_words (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            attendee_id uuid, word text COLLATE "C" NOT NULL,
            CONSTRAINT pk_order_words PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_words_organization_id_order_id
                FOREIGN KEY (organization_id, order_id)
                REFERENCES order_index (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_order_words_word
            ON order_words (organization_id, word, order_id, attendee_id);
        CREATE INDEX ix_order_words_order_id ON order_words (organization_id, order_id)
    """)


def _views() -> None:
    op.execute("""
        CREATE TABLE saved_views (
            organization_id uuid NOT NULL CONSTRAINT fk_saved_views_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, user_id uuid NOT NULL, kind text NOT NULL, name text NOT NULL,
            filters jsonb NOT NULL, columns jsonb NOT NULL, sort text NOT NULL,
            is_shared boolean NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_saved_views PRIMARY KEY (organization_id, id),
            CONSTRAINT ck_saved_views_kind CHECK (kind IN ('orders', 'attendees'))
        );
        CREATE INDEX ix_saved_views_user_id ON saved_views (organization_id, user_id)
    """)


def downgrade() -> None:
    op.execute("DROP TABLE saved_views, order_words, attendee_index, order_index")
