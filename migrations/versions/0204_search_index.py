"""The index of a search server: versions of documents, its builds, and comparisons."""

from alembic import op

from turnout.kernel.db.ddl import platform_table, tenant_table

revision = "0204_search_index"
down_revision = "0203_order_sold_by"


def upgrade() -> None:
    op.execute("""
        CREATE INDEX ix_discovery_events_id ON discovery_events (id) WHERE is_listed;
        CREATE SEQUENCE search_versions;
        GRANT USAGE ON SEQUENCE search_versions TO turnout_app;
        GRANT USAGE, SELECT, UPDATE ON SEQUENCE search_versions TO turnout_operator;
        CREATE TABLE search_documents (
            organization_id uuid NOT NULL, id uuid NOT NULL, collection text NOT NULL,
            version bigint NOT NULL, sent_version bigint NOT NULL, marked_at timestamptz NOT NULL,
            due_at timestamptz NOT NULL, tries integer NOT NULL, last_error text NOT NULL,
            CONSTRAINT pk_search_documents PRIMARY KEY (organization_id, id)
        );
        CREATE INDEX ix_search_documents_due_at ON search_documents (collection, due_at)
            WHERE sent_version < version;
        CREATE INDEX ix_search_documents_collection_id ON search_documents (collection, id);
        CREATE TABLE search_builds (
            id uuid CONSTRAINT pk_search_builds PRIMARY KEY, collection text NOT NULL,
            name text NOT NULL CONSTRAINT uq_search_builds_name UNIQUE, layout text NOT NULL,
            state text NOT NULL, cursor uuid, copied bigint NOT NULL,
            created_at timestamptz NOT NULL, served_at timestamptz, retired_at timestamptz,
            leased_until timestamptz,
            CONSTRAINT ck_search_builds_state CHECK (state IN ('filling', 'serving', 'retired'))
        );
        CREATE UNIQUE INDEX uq_search_builds_collection_filling ON search_builds (collection)
            WHERE state = 'filling';
        CREATE UNIQUE INDEX uq_search_builds_collection_serving ON search_builds (collection)
            WHERE state = 'serving';
        CREATE TABLE search_checks (
            id uuid CONSTRAINT pk_search_checks PRIMARY KEY,
            collection text NOT NULL CONSTRAINT uq_search_checks_collection UNIQUE,
            due_at timestamptz NOT NULL, checked_at timestamptz, documents bigint, kept bigint,
            missing bigint, extra bigint, different bigint, digest text, kept_digest text
        )
    """)
    tenant_table(
        "search_documents",
        app=("SELECT", "INSERT", "UPDATE"),
        operator=("SELECT", "INSERT", "UPDATE", "DELETE"),
    )
    platform_table("search_builds")
    platform_table("search_checks")


def downgrade() -> None:
    for table in ("search_checks", "search_builds", "search_documents"):
        op.execute(f"DROP TABLE {table}")
    op.execute("DROP SEQUENCE search_versions; DROP INDEX ix_discovery_events_id")
