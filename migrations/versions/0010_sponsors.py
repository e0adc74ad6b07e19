"""Tables of sponsors: levels and sponsors of an event."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0010_sponsors"
down_revision = "0009_programme"


def upgrade() -> None:
    _sponsor_levels()
    _sponsors()
    _references()


def _sponsor_levels() -> None:
    op.execute("""
        CREATE TABLE sponsor_levels (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            name text NOT NULL, position bigint NOT NULL,
            CONSTRAINT pk_sponsor_levels PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_sponsor_levels_organization_id_event_id_name
                UNIQUE (organization_id, event_id, name),
            CONSTRAINT fk_sponsor_levels_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        )
    """)
    tenant_table("sponsor_levels")


def _sponsors() -> None:
    op.execute("""
        CREATE TABLE sponsors (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            level_id uuid, name text NOT NULL, description text NOT NULL, url text,
            logo_file_id uuid, contact_name text NOT NULL, contact_email text,
            is_public boolean NOT NULL, position bigint NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_sponsors PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_sponsors_organization_id_level_id
                FOREIGN KEY (organization_id, level_id)
                REFERENCES sponsor_levels (organization_id, id),
            CONSTRAINT fk_sponsors_organization_id_logo_file_id
                FOREIGN KEY (organization_id, logo_file_id) REFERENCES files (organization_id, id),
            CONSTRAINT fk_sponsors_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_sponsors_organization_id_event_id ON sponsors (organization_id, event_id);
        CREATE INDEX ix_sponsors_organization_id_level_id ON sponsors (organization_id, level_id);
        CREATE INDEX ix_sponsors_organization_id_logo_file_id
            ON sponsors (organization_id, logo_file_id)
    """)
    tenant_table("sponsors")


def _references() -> None:
    """Foreign keys of tables that stand in earlier files."""
    op.execute("""
        ALTER TABLE self_service_links
            ADD CONSTRAINT fk_self_service_links_organization_id_sponsor_id
            FOREIGN KEY (organization_id, sponsor_id)
            REFERENCES sponsors (organization_id, id) ON DELETE CASCADE
    """)
