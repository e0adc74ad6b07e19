"""Lead retrieval: what sponsors may have, who stands at their stands, and whom they met."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0125_leads"
down_revision = "0124_demand_prices"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE lead_settings (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            is_enabled boolean NOT NULL, shares_email boolean NOT NULL, company_question text,
            question_keys jsonb NOT NULL, statement text NOT NULL,
            days_after_event bigint NOT NULL, statement_version bigint NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_lead_settings PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_lead_settings_event_id UNIQUE (organization_id, event_id),
            CONSTRAINT fk_lead_settings_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_lead_settings_days_after_event
                CHECK (days_after_event BETWEEN 0 AND 90)
        );
        CREATE TABLE lead_sponsors (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            sponsor_id uuid NOT NULL, seats bigint NOT NULL, ends_at timestamptz,
            tags jsonb NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_lead_sponsors PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_lead_sponsors_sponsor_id UNIQUE (organization_id, sponsor_id),
            CONSTRAINT fk_lead_sponsors_organization_id_sponsor_id
                FOREIGN KEY (organization_id, sponsor_id)
                REFERENCES sponsors (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_lead_sponsors_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_lead_sponsors_seats CHECK (seats BETWEEN 0 AND 100)
        );
        CREATE INDEX ix_lead_sponsors_event_id ON lead_sponsors (organization_id, event_id);
        CREATE TABLE lead_members (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            sponsor_id uuid NOT NULL, name text NOT NULL, token_hash bytea NOT NULL,
            created_at timestamptz NOT NULL, created_by text NOT NULL,
            revoked_at timestamptz, revoked_by text,
            CONSTRAINT pk_lead_members PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_lead_members_token_hash UNIQUE (organization_id, token_hash),
            CONSTRAINT fk_lead_members_organization_id_sponsor_id
                FOREIGN KEY (organization_id, sponsor_id)
                REFERENCES sponsors (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_lead_members_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE
        );
        CREATE INDEX ix_lead_members_event_id ON lead_members (organization_id, event_id);
        CREATE INDEX ix_lead_members_sponsor_id
            ON lead_members (organization_id, sponsor_id, created_at);
        CREATE TABLE lead_consents (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            ticket_id uuid NOT NULL, is_given boolean NOT NULL, shares jsonb NOT NULL,
            statement text NOT NULL, statement_version bigint NOT NULL, wording text NOT NULL,
            language text NOT NULL, holder_key text NOT NULL, given_at timestamptz NOT NULL,
            withdrawn_at timestamptz, ended_by text NOT NULL DEFAULT '',
            CONSTRAINT pk_lead_consents PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_lead_consents_ticket_id UNIQUE (organization_id, ticket_id),
            CONSTRAINT fk_lead_consents_organization_id_ticket_id
                FOREIGN KEY (organization_id, ticket_id) REFERENCES tickets (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_lead_consents_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_lead_consents_withdrawn CHECK (is_given = (withdrawn_at IS NULL)),
            CONSTRAINT ck_lead_consents_ended_by
                CHECK (ended_by IN ('', 'attendee', 'new_holder'))
        );
        CREATE INDEX ix_lead_consents_event_id ON lead_consents (organization_id, event_id);
        CREATE TABLE leads (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            sponsor_id uuid NOT NULL, sponsor_name text NOT NULL, ticket_id uuid NOT NULL,
            holder_key text NOT NULL, member_id uuid NOT NULL, scanned_at timestamptz NOT NULL,
            rating text, tags jsonb NOT NULL, note text NOT NULL, withdrawn_at timestamptz,
            is_blocked boolean NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_leads PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_leads_ticket_id UNIQUE (organization_id, sponsor_id, ticket_id),
            CONSTRAINT fk_leads_organization_id_sponsor_id
                FOREIGN KEY (organization_id, sponsor_id)
                REFERENCES sponsors (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_leads_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_leads_organization_id_ticket_id
                FOREIGN KEY (organization_id, ticket_id) REFERENCES tickets (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_leads_organization_id_member_id
                FOREIGN KEY (organization_id, member_id)
                REFERENCES lead_members (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_leads_rating CHECK (rating IN ('hot', 'warm', 'cold')),
            CONSTRAINT ck_leads_withdrawn CHECK (withdrawn_at IS NULL
                OR (note = '' AND tags = '[]'::jsonb AND rating IS NULL)),
            CONSTRAINT ck_leads_blocked CHECK (NOT is_blocked OR withdrawn_at IS NOT NULL)
        );
        CREATE INDEX ix_leads_scanned_at
            ON leads (organization_id, sponsor_id, scanned_at, id);
        CREATE INDEX ix_leads_ticket_id ON leads (organization_id, ticket_id);
        CREATE INDEX ix_leads_event_id ON leads (organization_id, event_id);
        CREATE INDEX ix_leads_member_id ON leads (organization_id, member_id);
        CREATE TABLE lead_scans (
            organization_id uuid NOT NULL, id uuid NOT NULL, member_id uuid NOT NULL,
            scan_id text NOT NULL, lead_id uuid NOT NULL, is_first boolean NOT NULL,
            scanned_at timestamptz NOT NULL,
            CONSTRAINT pk_lead_scans PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_lead_scans_scan_id UNIQUE (organization_id, member_id, scan_id),
            CONSTRAINT fk_lead_scans_organization_id_member_id
                FOREIGN KEY (organization_id, member_id)
                REFERENCES lead_members (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_lead_scans_organization_id_lead_id
                FOREIGN KEY (organization_id, lead_id) REFERENCES leads (organization_id, id)
                ON DELETE CASCADE
        );
        CREATE INDEX ix_lead_scans_lead_id ON lead_scans (organization_id, lead_id)
    """)
    tenant_table("lead_settings")
    tenant_table("lead_sponsors")
    tenant_table("lead_members", redact=("token_hash",))
    tenant_table("lead_consents")
    tenant_table("leads", redact=("note",))
    tenant_table("lead_scans")


def downgrade() -> None:
    op.execute("""
        DROP TABLE lead_scans; DROP TABLE leads; DROP TABLE lead_consents;
        DROP TABLE lead_members; DROP TABLE lead_sponsors; DROP TABLE lead_settings
    """)
