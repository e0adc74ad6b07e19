"""Lists of clients of an agency's members, and the second factor that a client demands of them."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0039_agencies"
down_revision = "0038_closures"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE agency_links ADD COLUMN second_factor_minutes integer
            CONSTRAINT ck_agency_links_second_factor_minutes CHECK (second_factor_minutes > 0)
    """)
    # One row for each member who is limited; `clients` has the events of each
    # client by its id, null for all of them. It goes with the membership.
    op.execute("""
        CREATE TABLE agency_client_lists (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            member_id uuid NOT NULL, user_id uuid NOT NULL,
            clients jsonb NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_agency_client_lists PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_agency_client_lists_organization_id_member_id
                UNIQUE (organization_id, member_id),
            CONSTRAINT fk_agency_client_lists_organization_id_member_id
                FOREIGN KEY (organization_id, member_id) REFERENCES memberships (organization_id, id)
                ON DELETE CASCADE
        );
        CREATE INDEX ix_agency_client_lists_organization_id_user_id
            ON agency_client_lists (organization_id, user_id)
    """)
    tenant_table("agency_client_lists", person_column="user_id")


def downgrade() -> None:
    op.execute("""
        DROP TABLE agency_client_lists;
        ALTER TABLE agency_links DROP COLUMN second_factor_minutes
    """)
