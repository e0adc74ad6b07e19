"""Tables of invoices: numbers without gaps, documents that nobody changes, billing details."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0020_invoices"
down_revision = "0019_checkin"


def upgrade() -> None:
    _invoice_settings()
    _billing_details()
    _invoice_counters()
    _invoices()
    _numbers_follow()
    _documents_stay()


def _invoice_settings() -> None:
    op.execute("""
        CREATE TABLE invoice_settings (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            legal_name text NOT NULL, street text NOT NULL, postal_code text NOT NULL,
            city text NOT NULL, country text NOT NULL, tax_id text NOT NULL,
            registration_id text NOT NULL, email text NOT NULL, exemption_note text NOT NULL,
            footer text NOT NULL, applies_reverse_charge boolean NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_invoice_settings PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_invoice_settings_organization_id UNIQUE (organization_id),
            CONSTRAINT fk_invoice_settings_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id)
        )
    """)
    tenant_table("invoice_settings", app=("SELECT", "INSERT", "UPDATE"))


def _billing_details() -> None:
    op.execute("""
        CREATE TABLE billing_details (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            company text NOT NULL, name text NOT NULL, street text NOT NULL,
            postal_code text NOT NULL, city text NOT NULL, country text NOT NULL,
            tax_id text NOT NULL, reference text NOT NULL, changed_at timestamptz NOT NULL,
            CONSTRAINT pk_billing_details PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_billing_details_organization_id_order_id
                UNIQUE (organization_id, order_id),
            CONSTRAINT fk_billing_details_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
        )
    """)
    tenant_table("billing_details", app=("SELECT", "INSERT", "UPDATE"))


def _invoice_counters() -> None:
    op.execute("""
        CREATE TABLE invoice_counters (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            kind text NOT NULL, year bigint NOT NULL, last_number bigint NOT NULL,
            CONSTRAINT pk_invoice_counters PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_invoice_counters_organization_id_kind_year
                UNIQUE (organization_id, kind, year),
            CONSTRAINT fk_invoice_counters_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT ck_invoice_counters_kind CHECK (kind IN ('invoice', 'credit_note')),
            CONSTRAINT ck_invoice_counters_last_number CHECK (last_number >= 0)
        )
    """)
    tenant_table("invoice_counters", app=("SELECT", "INSERT", "UPDATE (last_number)"))


def _invoices() -> None:
    op.execute("""
        CREATE TABLE invoices (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            kind text NOT NULL, number text NOT NULL, year bigint NOT NULL,
            sequence bigint NOT NULL, order_id uuid NOT NULL, event_id uuid NOT NULL,
            refund_id uuid, corrects_id uuid, currency text NOT NULL,
            net_minor bigint NOT NULL, tax_minor bigint NOT NULL, total_minor bigint NOT NULL,
            issued_at timestamptz NOT NULL, document jsonb NOT NULL, file_id uuid,
            CONSTRAINT pk_invoices PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_invoices_organization_id_kind_year_sequence
                UNIQUE (organization_id, kind, year, sequence),
            CONSTRAINT uq_invoices_organization_id_number UNIQUE (organization_id, number),
            CONSTRAINT fk_invoices_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_invoices_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id),
            CONSTRAINT fk_invoices_organization_id_corrects_id
                FOREIGN KEY (organization_id, corrects_id)
                REFERENCES invoices (organization_id, id),
            CONSTRAINT fk_invoices_organization_id_file_id
                FOREIGN KEY (organization_id, file_id) REFERENCES files (organization_id, id),
            CONSTRAINT ck_invoices_kind CHECK (kind IN ('invoice', 'credit_note')),
            CONSTRAINT ck_invoices_corrects
                CHECK ((kind = 'credit_note') = (corrects_id IS NOT NULL)),
            CONSTRAINT ck_invoices_total
                CHECK (net_minor + tax_minor = total_minor AND net_minor >= 0 AND tax_minor >= 0)
        );
        CREATE UNIQUE INDEX uq_invoices_organization_id_order_id
            ON invoices (organization_id, order_id) WHERE kind = 'invoice';
        CREATE INDEX ix_invoices_organization_id_order_id ON invoices (organization_id, order_id);
        CREATE INDEX ix_invoices_organization_id_issued_at_id
            ON invoices (organization_id, issued_at, id);
        CREATE INDEX ix_invoices_organization_id_corrects_id
            ON invoices (organization_id, corrects_id);
        CREATE INDEX ix_invoices_unrendered
            ON invoices (organization_id, issued_at) WHERE file_id IS NULL
    """)
    # The operator's job claims ids of what has no file yet; it reads no document.
    tenant_table(
        "invoices",
        app=("SELECT", "INSERT", "UPDATE (file_id)"),
        operator=("SELECT (organization_id, id, issued_at, file_id)",),
    )


def _numbers_follow() -> None:
    """Whoever writes an invoice, by whatever code: its number is the next one."""
    op.execute("""
        CREATE FUNCTION turnout_invoice_number_follows() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, public, pg_temp AS $body$
        DECLARE
            last bigint;
        BEGIN
            SELECT coalesce(max(sequence), 0) INTO last FROM invoices
                WHERE organization_id = NEW.organization_id AND kind = NEW.kind
                    AND year = NEW.year;
            IF NEW.sequence <> last + 1 THEN
                RAISE EXCEPTION 'the next number of % is %, not %', NEW.year, last + 1, NEW.sequence
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $body$;
        CREATE TRIGGER number_follows BEFORE INSERT ON invoices
            FOR EACH ROW EXECUTE FUNCTION turnout_invoice_number_follows()
    """)


def _documents_stay() -> None:
    """Nothing of an issued document changes; its drawn file is added once."""
    op.execute("""
        CREATE FUNCTION turnout_invoice_stays() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, public, pg_temp AS $body$
        BEGIN
            IF TG_OP = 'UPDATE' AND OLD.file_id IS NULL
                AND to_jsonb(NEW) - 'file_id' = to_jsonb(OLD) - 'file_id' THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'an issued invoice stays as it is: %', OLD.number
                USING ERRCODE = 'insufficient_privilege';
        END $body$;
        CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON invoices
            FOR EACH ROW EXECUTE FUNCTION turnout_invoice_stays()
    """)
