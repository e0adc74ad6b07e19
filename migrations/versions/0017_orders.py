"""Tables of orders: orders, their parts, answers and files, payment plans, terms, refunds."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0017_orders"
down_revision = "0016_tickets"


def upgrade() -> None:
    _orders()
    _order_lines()
    _order_attendees()
    _order_pass_events()
    _order_answers()
    _order_files()
    _payment_plans()
    _order_plans()
    _order_instalments()
    _payment_terms()
    _buyer_terms()
    _order_returns()
    _order_refunds()


def _orders() -> None:
    op.execute("""
        CREATE TABLE orders (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            number text NOT NULL, event_id uuid NOT NULL,
            state text NOT NULL, money_state text NOT NULL,
            currency text NOT NULL, net_minor bigint NOT NULL, tax_minor bigint NOT NULL,
            total_minor bigint NOT NULL, paid_minor bigint NOT NULL,
            refunded_minor bigint NOT NULL,
            buyer_email text NOT NULL, buyer_name text NOT NULL, locale text NOT NULL,
            user_id uuid, hold_id uuid, channel text NOT NULL,
            placed_at timestamptz NOT NULL, expires_at timestamptz,
            confirmed_at timestamptz, ended_at timestamptz,
            retained_minor bigint NOT NULL DEFAULT 0, accepted_terms bigint,
            accepted_privacy bigint, accepted_at timestamptz,
            CONSTRAINT pk_orders PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_orders_organization_id_number UNIQUE (organization_id, number),
            CONSTRAINT fk_orders_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id),
            CONSTRAINT ck_orders_state CHECK (state IN ('held', 'awaiting_approval',
                'awaiting_payment', 'under_review', 'confirmed', 'expired', 'cancelled')),
            CONSTRAINT ck_orders_money_state
                CHECK (money_state IN ('unpaid', 'part_paid', 'paid', 'part_refunded', 'refunded')),
            CONSTRAINT ck_orders_total
                CHECK (net_minor + tax_minor = total_minor AND total_minor >= 0),
            CONSTRAINT ck_orders_money
                CHECK (refunded_minor BETWEEN 0 AND paid_minor AND paid_minor >= 0),
            CONSTRAINT ck_orders_retained CHECK (retained_minor >= 0),
            CONSTRAINT ck_orders_accepted CHECK (
                (accepted_terms IS NULL) = (accepted_at IS NULL)
                AND (accepted_privacy IS NULL OR accepted_terms IS NOT NULL))
        );
        CREATE INDEX ix_orders_organization_id_event_id_placed_at_id
            ON orders (organization_id, event_id, placed_at, id);
        CREATE INDEX ix_orders_organization_id_placed_at_id
            ON orders (organization_id, placed_at, id);
        -- Orders that wait for the organizer have a time limit too: the authorization's.
        CREATE INDEX ix_orders_due
            ON orders (organization_id, expires_at)
            WHERE state IN ('held', 'awaiting_payment', 'under_review');
        -- An address is looked up over all events too, when somebody asks for the links again.
        CREATE INDEX ix_orders_buyer ON orders (organization_id, lower(buyer_email), event_id);
        CREATE INDEX ix_orders_person
            ON orders (organization_id, user_id, placed_at) WHERE user_id IS NOT NULL
    """)
    # The operator's jobs claim ids, and find orders by the address of who asks for their links.
    tenant_table(
        "orders",
        operator=("SELECT (organization_id, id, state, expires_at, buyer_email, placed_at)",),
        person_column="user_id",
    )


def _order_lines() -> None:
    op.execute("""
        CREATE TABLE order_lines (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            ticket_type_id uuid NOT NULL, pool_id uuid NOT NULL, name text NOT NULL,
            quantity bigint NOT NULL, unit_minor bigint NOT NULL, tax_rate_bp bigint NOT NULL,
            net_minor bigint NOT NULL, tax_minor bigint NOT NULL, gross_minor bigint NOT NULL,
            draws jsonb, seats jsonb, returned bigint NOT NULL DEFAULT 0,
            CONSTRAINT pk_order_lines PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_lines_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_order_lines_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id),
            CONSTRAINT ck_order_lines_quantity CHECK (quantity > 0),
            CONSTRAINT ck_order_lines_gross CHECK (net_minor + tax_minor = gross_minor),
            CONSTRAINT ck_order_lines_returned CHECK (returned BETWEEN 0 AND quantity)
        );
        CREATE INDEX ix_order_lines_organization_id_order_id
            ON order_lines (organization_id, order_id)
    """)
    tenant_table("order_lines")


def _order_attendees() -> None:
    op.execute("""
        CREATE TABLE order_attendees (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            ticket_type_id uuid NOT NULL, name text NOT NULL, email text NOT NULL,
            position bigint NOT NULL,
            CONSTRAINT pk_order_attendees PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_attendees_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
        );
        CREATE INDEX ix_order_attendees_organization_id_order_id_position
            ON order_attendees (organization_id, order_id, position)
    """)
    tenant_table("order_attendees")


def _order_pass_events() -> None:
    # No reference to the pool: buyers would wait for who is changing its capacity, and in a ring.
    op.execute("""
        CREATE TABLE order_pass_events (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            order_id uuid NOT NULL, pass_id uuid NOT NULL,
            event_id uuid NOT NULL, ticket_type_id uuid NOT NULL, pool_id uuid NOT NULL,
            places bigint NOT NULL, position bigint NOT NULL, ended_at timestamptz,
            CONSTRAINT pk_order_pass_events PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_order_pass_events_organization_id_order_id_pass_id_event_id
                UNIQUE (organization_id, order_id, pass_id, event_id),
            CONSTRAINT fk_order_pass_events_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_order_pass_events_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id),
            CONSTRAINT fk_order_pass_events_organization_id_pass_id
                FOREIGN KEY (organization_id, pass_id)
                REFERENCES ticket_types (organization_id, id),
            CONSTRAINT fk_order_pass_events_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id),
            CONSTRAINT ck_order_pass_events_places CHECK (places > 0)
        );
        CREATE INDEX ix_order_pass_events_organization_id_event_id_order_id
            ON order_pass_events (organization_id, event_id, order_id);
        CREATE INDEX ix_order_pass_events_organization_id_pass_id
            ON order_pass_events (organization_id, pass_id);
        CREATE INDEX ix_order_pass_events_organization_id_ticket_type_id
            ON order_pass_events (organization_id, ticket_type_id)
    """)
    tenant_table("order_pass_events", app=("SELECT", "INSERT", "UPDATE"))


def _order_answers() -> None:
    op.execute("""
        CREATE TABLE order_answers (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            order_id uuid NOT NULL, attendee_id uuid,
            form_version_id uuid NOT NULL, answers jsonb NOT NULL,
            CONSTRAINT pk_order_answers PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_order_answers_organization_id_order_id_attendee_id
                UNIQUE NULLS NOT DISTINCT (organization_id, order_id, attendee_id),
            CONSTRAINT fk_order_answers_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_order_answers_organization_id_attendee_id
                FOREIGN KEY (organization_id, attendee_id)
                REFERENCES order_attendees (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_order_answers_organization_id_form_version_id
                FOREIGN KEY (organization_id, form_version_id)
                REFERENCES form_versions (organization_id, id)
        );
        CREATE INDEX ix_order_answers_organization_id_attendee_id
            ON order_answers (organization_id, attendee_id)
    """)
    # What people answered is theirs: the log says that it changed, when and by whom.
    tenant_table("order_answers", redact=("answers",))


def _order_files() -> None:
    op.execute("""
        CREATE TABLE order_files (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            file_id uuid NOT NULL,
            sent_at timestamptz NOT NULL, due_at timestamptz,
            CONSTRAINT pk_order_files PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_order_files_organization_id_file_id UNIQUE (organization_id, file_id),
            CONSTRAINT fk_order_files_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_order_files_organization_id_file_id
                FOREIGN KEY (organization_id, file_id) REFERENCES files (organization_id, id)
        );
        CREATE INDEX ix_order_files_organization_id_order_id
            ON order_files (organization_id, order_id);
        CREATE INDEX ix_order_files_due
            ON order_files (organization_id, due_at) WHERE due_at IS NOT NULL
    """)
    tenant_table("order_files", operator=("SELECT (organization_id, id, due_at)",))


def _payment_plans() -> None:
    op.execute("""
        CREATE TABLE payment_plans (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            name text NOT NULL, currency text NOT NULL,
            deposit_bp bigint, deposit_minor bigint, instalments jsonb NOT NULL,
            last_days_before bigint NOT NULL, grace_days bigint NOT NULL,
            reminder_days bigint NOT NULL, minimum_minor bigint NOT NULL,
            keeps_deposit boolean NOT NULL, is_active boolean NOT NULL,
            version bigint NOT NULL, created_at timestamptz NOT NULL,
            CONSTRAINT pk_payment_plans PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_payment_plans_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id),
            CONSTRAINT ck_payment_plans_deposit CHECK (
                num_nonnulls(deposit_bp, deposit_minor) = 1
                AND coalesce(deposit_bp BETWEEN 1 AND 9999, deposit_minor > 0))
        );
        CREATE INDEX ix_payment_plans_organization_id_event_id_id
            ON payment_plans (organization_id, event_id, id)
    """)
    tenant_table("payment_plans")


def _order_plans() -> None:
    op.execute("""
        CREATE TABLE order_plans (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            plan_id uuid NOT NULL, name text NOT NULL, keeps_deposit boolean NOT NULL,
            grace_days bigint NOT NULL, chosen_at timestamptz NOT NULL,
            in_force_since timestamptz,
            CONSTRAINT pk_order_plans PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_order_plans_organization_id_order_id UNIQUE (organization_id, order_id),
            CONSTRAINT fk_order_plans_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_order_plans_organization_id_plan_id
                FOREIGN KEY (organization_id, plan_id)
                REFERENCES payment_plans (organization_id, id)
        );
        CREATE INDEX ix_order_plans_organization_id_plan_id
            ON order_plans (organization_id, plan_id)
    """)
    tenant_table("order_plans")


def _order_instalments() -> None:
    op.execute("""
        CREATE TABLE order_instalments (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            position bigint NOT NULL, amount_minor bigint NOT NULL,
            due_at timestamptz NOT NULL, remind_at timestamptz,
            CONSTRAINT pk_order_instalments PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_order_instalments_organization_id_order_id_position
                UNIQUE (organization_id, order_id, position),
            CONSTRAINT fk_order_instalments_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT ck_order_instalments_amount CHECK (amount_minor > 0)
        );
        CREATE INDEX ix_order_instalments_due
            ON order_instalments (organization_id, remind_at) WHERE remind_at IS NOT NULL
    """)
    # The reminding job claims ids and times, never amounts.
    tenant_table(
        "order_instalments", operator=("SELECT (organization_id, id, order_id, remind_at)",)
    )


def _payment_terms() -> None:
    op.execute("""
        CREATE TABLE payment_terms (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            longest_pending_seconds bigint, version bigint NOT NULL,
            CONSTRAINT pk_payment_terms PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_payment_terms_organization_id_event_id UNIQUE (organization_id, event_id),
            CONSTRAINT fk_payment_terms_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id),
            CONSTRAINT ck_payment_terms_longest_pending_seconds
                CHECK (longest_pending_seconds >= 0)
        )
    """)
    tenant_table("payment_terms")


def _buyer_terms() -> None:
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


def _order_returns() -> None:
    op.execute("""
        CREATE TABLE order_returns (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            amount_minor bigint NOT NULL, kept_minor bigint NOT NULL,
            ticket_ids jsonb NOT NULL, terms_id uuid, returned_at timestamptz NOT NULL,
            CONSTRAINT pk_order_returns PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_returns_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT ck_order_returns_amounts CHECK (amount_minor >= 0 AND kept_minor >= 0)
        );
        CREATE INDEX ix_order_returns_organization_id_order_id
            ON order_returns (organization_id, order_id)
    """)
    tenant_table("order_returns", app=("SELECT", "INSERT"))


def _order_refunds() -> None:
    op.execute("""
        CREATE TABLE order_refunds (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            refund_id uuid NOT NULL, amount_minor bigint NOT NULL, reason text NOT NULL,
            state text NOT NULL, requested_at timestamptz NOT NULL, payment_id uuid, return_id uuid,
            is_owed boolean NOT NULL DEFAULT false, attempts bigint NOT NULL DEFAULT 1,
            ask_again_at timestamptz,
            CONSTRAINT pk_order_refunds PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_refunds_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_order_refunds_organization_id_payment_id
                FOREIGN KEY (organization_id, payment_id) REFERENCES payments (organization_id, id),
            CONSTRAINT fk_order_refunds_organization_id_return_id
                FOREIGN KEY (organization_id, return_id)
                REFERENCES order_returns (organization_id, id),
            CONSTRAINT ck_order_refunds_state
                CHECK (state IN ('requested', 'succeeded', 'failed', 'settled')),
            CONSTRAINT ck_order_refunds_amount CHECK (amount_minor > 0),
            CONSTRAINT ck_order_refunds_owed CHECK (is_owed OR return_id IS NULL),
            CONSTRAINT ck_order_refunds_ask_again
                CHECK (ask_again_at IS NULL OR (is_owed AND state = 'failed'))
        );
        CREATE INDEX ix_order_refunds_organization_id_order_id
            ON order_refunds (organization_id, order_id);
        CREATE INDEX ix_order_refunds_organization_id_return_id
            ON order_refunds (organization_id, return_id)
    """)
    tenant_table("order_refunds")
