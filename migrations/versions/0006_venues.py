"""Tables of venues: venues and their rooms."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0006_venues"
down_revision = "0005_files"


def upgrade() -> None:
    _venues()
    _rooms()


def _venues() -> None:
    op.execute("""
        CREATE TABLE venues (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            name text NOT NULL, street text NOT NULL, postal_code text NOT NULL, city text NOT NULL,
            region text NOT NULL, country text, latitude double precision,
            longitude double precision, website text, accessibility text NOT NULL,
            created_at timestamptz NOT NULL, archived_at timestamptz, version bigint NOT NULL,
            CONSTRAINT pk_venues PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_venues_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT ck_venues_country CHECK (country ~ '^[A-Z]{2}$'),
            CONSTRAINT ck_venues_point CHECK (
                (latitude IS NULL) = (longitude IS NULL)
                AND (latitude BETWEEN -90 AND 90) AND (longitude BETWEEN -180 AND 180))
        );
        CREATE INDEX ix_venues_organization_id_name_id ON venues (organization_id, name, id)
    """)
    tenant_table("venues")


def _rooms() -> None:
    op.execute("""
        CREATE TABLE rooms (
            organization_id uuid NOT NULL, id uuid NOT NULL, venue_id uuid NOT NULL,
            name text NOT NULL, slug text NOT NULL, capacity bigint, position bigint NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_rooms PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_rooms_organization_id_venue_id_name
                UNIQUE (organization_id, venue_id, name),
            CONSTRAINT uq_rooms_organization_id_venue_id_slug
                UNIQUE (organization_id, venue_id, slug),
            CONSTRAINT fk_rooms_organization_id_venue_id
                FOREIGN KEY (organization_id, venue_id) REFERENCES venues (organization_id, id),
            CONSTRAINT ck_rooms_capacity CHECK (capacity > 0)
        )
    """)
    tenant_table("rooms")
