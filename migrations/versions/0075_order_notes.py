"""Order notes: what the team writes on orders and attendees, and the tags it gives them."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0075_order_notes"
down_revision = "0074_verifications"

COLORS = "'grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple'"


def upgrade() -> None:
    op.execute(f"""
        CREATE TABLE order_tags (
            organization_id uuid NOT NULL CONSTRAINT fk_order_tags_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, name text NOT NULL, color text NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_order_tags PRIMARY KEY (organization_id, id),
            CONSTRAINT ck_order_tags_color CHECK (color IN ({COLORS}))
        );
        CREATE UNIQUE INDEX uq_order_tags_name ON order_tags (organization_id, lower(name));
        CREATE TABLE order_tag_links (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            attendee_id uuid, tag_id uuid NOT NULL, tagged_at timestamptz NOT NULL,
            CONSTRAINT pk_order_tag_links PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_order_tag_links_order_id UNIQUE NULLS NOT DISTINCT
                (organization_id, order_id, attendee_id, tag_id),
            CONSTRAINT fk_order_tag_links_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_order_tag_links_organization_id_attendee_id
                FOREIGN KEY (organization_id, attendee_id)
                REFERENCES order_attendees (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_order_tag_links_organization_id_tag_id
                FOREIGN KEY (organization_id, tag_id)
                REFERENCES order_tags (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_order_tag_links_tag_id ON order_tag_links (organization_id, tag_id);
        CREATE INDEX ix_order_tag_links_attendee_id
            ON order_tag_links (organization_id, attendee_id);
        CREATE TABLE order_notes (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            attendee_id uuid, text text NOT NULL, author text NOT NULL,
            written_at timestamptz NOT NULL, edited_at timestamptz, version bigint NOT NULL,
            CONSTRAINT pk_order_notes PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_notes_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_order_notes_organization_id_attendee_id
                FOREIGN KEY (organization_id, attendee_id)
                REFERENCES order_attendees (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_order_notes_order_id
            ON order_notes (organization_id, order_id, written_at, id);
        CREATE INDEX ix_order_notes_attendee_id ON order_notes (organization_id, attendee_id)
    """)
    for table in ("order_tags", "order_tag_links", "order_notes"):
        tenant_table(table)


def downgrade() -> None:
    op.execute("DROP TABLE order_notes, order_tag_links, order_tags")
