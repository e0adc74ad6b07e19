"""Badge layouts with their ticket types, and every badge that was printed."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0106_badges"
down_revision = "0105_waiting_room"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE badge_layouts (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            name text NOT NULL, is_default boolean NOT NULL, design jsonb NOT NULL,
            version bigint NOT NULL, created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL, created_by text NOT NULL,
            CONSTRAINT pk_badge_layouts PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_badge_layouts_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE
        );
        CREATE UNIQUE INDEX ux_badge_layouts_name
            ON badge_layouts (organization_id, event_id, lower(name));
        CREATE UNIQUE INDEX ux_badge_layouts_default
            ON badge_layouts (organization_id, event_id) WHERE is_default;
        CREATE TABLE badge_layout_ticket_types (
            organization_id uuid NOT NULL, id uuid NOT NULL, layout_id uuid NOT NULL,
            ticket_type_id uuid NOT NULL,
            CONSTRAINT pk_badge_layout_ticket_types PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_badge_layout_ticket_types_organization_id_layout_id
                FOREIGN KEY (organization_id, layout_id)
                REFERENCES badge_layouts (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_badge_layout_ticket_types_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_badge_layout_ticket_types_ticket_type_id
                UNIQUE (organization_id, ticket_type_id)
        );
        CREATE INDEX ix_badge_layout_ticket_types_layout_id
            ON badge_layout_ticket_types (organization_id, layout_id);
        CREATE TABLE badge_print_runs (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            layout_id uuid, format text NOT NULL, dpi bigint NOT NULL, device text NOT NULL,
            reason text NOT NULL, job_id uuid, started_at timestamptz NOT NULL,
            started_by text NOT NULL,
            CONSTRAINT pk_badge_print_runs PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_badge_print_runs_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_badge_print_runs_organization_id_layout_id
                FOREIGN KEY (organization_id, layout_id)
                REFERENCES badge_layouts (organization_id, id) ON DELETE SET NULL (layout_id),
            CONSTRAINT ck_badge_print_runs_format CHECK (format IN ('pdf', 'zpl')),
            CONSTRAINT ck_badge_print_runs_dpi CHECK ((format = 'zpl') = (dpi > 0))
        );
        CREATE INDEX ix_badge_print_runs_event_id_started_at
            ON badge_print_runs (organization_id, event_id, started_at, id);
        CREATE INDEX ix_badge_print_runs_layout_id ON badge_print_runs (organization_id, layout_id);
        CREATE TABLE badge_prints (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            run_id uuid NOT NULL, ticket_id uuid NOT NULL, layout_id uuid, number bigint NOT NULL,
            reason text NOT NULL, device text NOT NULL, printed_at timestamptz NOT NULL,
            printed_by text NOT NULL,
            CONSTRAINT pk_badge_prints PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_badge_prints_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_badge_prints_organization_id_run_id
                FOREIGN KEY (organization_id, run_id)
                REFERENCES badge_print_runs (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_badge_prints_organization_id_ticket_id
                FOREIGN KEY (organization_id, ticket_id) REFERENCES tickets (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_badge_prints_organization_id_layout_id
                FOREIGN KEY (organization_id, layout_id)
                REFERENCES badge_layouts (organization_id, id) ON DELETE SET NULL (layout_id),
            CONSTRAINT uq_badge_prints_ticket_id_number
                UNIQUE (organization_id, ticket_id, number),
            CONSTRAINT ck_badge_prints_number CHECK (number > 0),
            CONSTRAINT ck_badge_prints_reason CHECK (number = 1 OR reason <> '')
        );
        CREATE INDEX ix_badge_prints_event_id_printed_at
            ON badge_prints (organization_id, event_id, printed_at, id);
        CREATE INDEX ix_badge_prints_run_id ON badge_prints (organization_id, run_id, id);
        CREATE INDEX ix_badge_prints_layout_id ON badge_prints (organization_id, layout_id)
    """)
    for table in ("badge_layouts", "badge_layout_ticket_types", "badge_print_runs", "badge_prints"):
        tenant_table(table)


def downgrade() -> None:
    op.execute("""
        DROP TABLE badge_prints, badge_print_runs, badge_layout_ticket_types, badge_layouts
    """)
