"""The platform's log is chained as organizations' are; rows of a person are erased in both."""

from alembic import op

revision = "0046_platform_audit"
down_revision = "0045_passkeys"

DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE audit_platform ADD COLUMN position bigint, ADD COLUMN salt bytea,
            ADD COLUMN digest bytea, ADD COLUMN chain bytea;
        CREATE UNIQUE INDEX uq_audit_platform_position
            ON audit_platform (position) WHERE position IS NOT NULL;
        CREATE INDEX ix_audit_platform_unsealed ON audit_platform (seq) WHERE position IS NULL;
        CREATE INDEX ix_audit_platform_row_id ON audit_platform (row_id);
        CREATE TABLE audit_platform_head (
            id bigint CONSTRAINT pk_audit_platform_head PRIMARY KEY
                CONSTRAINT ck_audit_platform_head_one CHECK (id = 1),
            position bigint NOT NULL, chain bytea NOT NULL, sealed_at timestamptz NOT NULL
        );
        GRANT SELECT ON audit_platform_head TO turnout_operator
    """)
    _seal()
    _verify()
    _erase()
    for function in (
        "turnout_audit_platform_payload(audit_platform)",
        "turnout_audit_platform_seal(bigint)",
        "turnout_audit_platform_verify()",
        "turnout_audit_platform_summary()",
        "turnout_audit_erase_rows(uuid, uuid[])",
        "turnout_audit_platform_erase_rows(uuid[])",
    ):
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO turnout_operator")


def _seal() -> None:
    op.execute(f"""
        CREATE FUNCTION turnout_audit_platform_payload(e audit_platform) RETURNS bytea
        LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $body$
            SELECT convert_to(jsonb_build_array(
                e.seq, extract(epoch FROM e.at), e.table_name, e.row_id, e.action, e.before,
                e.after, e.actor, e.on_behalf_of, e.request_id)::text, 'UTF8')
        $body$;
        CREATE FUNCTION turnout_audit_platform_seal(most bigint) RETURNS bigint LANGUAGE plpgsql
        {DEFINER} AS $body$
        DECLARE
            entry audit_platform;
            place bigint;
            link bytea;
            grain bytea;
            mark bytea;
            sealed bigint := 0;
        BEGIN
            INSERT INTO audit_platform_head VALUES (1, 0, ''::bytea, clock_timestamp())
                ON CONFLICT DO NOTHING;
            SELECT position, chain INTO place, link FROM audit_platform_head FOR UPDATE;
            FOR entry IN
                SELECT * FROM audit_platform WHERE position IS NULL ORDER BY seq LIMIT most
            LOOP
                grain := uuid_send(gen_random_uuid());
                mark := sha256(grain || turnout_audit_platform_payload(entry));
                link := sha256(link || mark);
                place := place + 1;
                sealed := sealed + 1;
                UPDATE audit_platform SET position = place, salt = grain, digest = mark,
                    chain = link WHERE seq = entry.seq;
            END LOOP;
            IF sealed > 0 THEN
                UPDATE audit_platform_head SET position = place, chain = link,
                    sealed_at = clock_timestamp();
            END IF;
            RETURN sealed;
        END $body$
    """)


def _verify() -> None:
    op.execute(f"""
        CREATE FUNCTION turnout_audit_platform_verify() RETURNS TABLE (seq bigint, problem text)
        LANGUAGE plpgsql {DEFINER} AS $body$
        DECLARE
            head audit_platform_head;
            entry audit_platform;
            place bigint := 0;
            link bytea := ''::bytea;
        BEGIN
            FOR entry IN
                SELECT * FROM audit_platform a WHERE a.position IS NOT NULL ORDER BY a.position
            LOOP
                seq := entry.seq;
                place := place + 1;
                IF entry.position <> place THEN
                    problem := 'entries are missing before this one';
                    place := entry.position;
                    RETURN NEXT;
                END IF;
                link := sha256(link || entry.digest);
                IF entry.chain <> link THEN
                    problem := 'the chain is broken here';
                    link := entry.chain;
                    RETURN NEXT;
                END IF;
                IF (entry.salt IS NULL AND coalesce(entry.before, entry.after) IS NOT NULL)
                    OR sha256(entry.salt || turnout_audit_platform_payload(entry)) <> entry.digest
                THEN
                    problem := 'the entry was altered after it was sealed';
                    RETURN NEXT;
                END IF;
            END LOOP;
            SELECT * INTO head FROM audit_platform_head;
            IF coalesce(head.position, 0) <> place OR coalesce(head.chain, ''::bytea) <> link THEN
                seq := NULL;
                problem := 'the newest entries are missing';
                RETURN NEXT;
            END IF;
        END $body$;
        CREATE FUNCTION turnout_audit_platform_summary()
        RETURNS TABLE (sealed bigint, unsealed bigint, erased bigint)
        LANGUAGE sql STABLE {DEFINER} AS $body$
            SELECT count(position), count(*) FILTER (WHERE position IS NULL),
                count(*) FILTER (WHERE position IS NOT NULL AND salt IS NULL)
            FROM audit_platform
        $body$
    """)


def _erase() -> None:
    """Digest and chain stay: the rest of the log still proves itself."""
    op.execute(f"""
        CREATE FUNCTION turnout_audit_erase_rows(organization uuid, subjects uuid[])
        RETURNS bigint LANGUAGE plpgsql {DEFINER} AS $body$
        DECLARE erased bigint;
        BEGIN
            UPDATE audit_entries SET before = NULL, after = NULL, salt = NULL
                WHERE organization_id = organization AND row_id = ANY(subjects)
                AND position IS NOT NULL;
            GET DIAGNOSTICS erased = ROW_COUNT;
            RETURN erased;
        END $body$;
        CREATE FUNCTION turnout_audit_platform_erase_rows(subjects uuid[])
        RETURNS bigint LANGUAGE plpgsql {DEFINER} AS $body$
        DECLARE erased bigint;
        BEGIN
            UPDATE audit_platform SET before = NULL, after = NULL, salt = NULL
                WHERE row_id = ANY(subjects) AND position IS NOT NULL;
            GET DIAGNOSTICS erased = ROW_COUNT;
            RETURN erased;
        END $body$
    """)


def downgrade() -> None:
    op.execute("""
        DROP FUNCTION turnout_audit_platform_erase_rows(uuid[]);
        DROP FUNCTION turnout_audit_erase_rows(uuid, uuid[]);
        DROP FUNCTION turnout_audit_platform_summary();
        DROP FUNCTION turnout_audit_platform_verify();
        DROP FUNCTION turnout_audit_platform_seal(bigint);
        DROP FUNCTION turnout_audit_platform_payload(audit_platform);
        DROP TABLE audit_platform_head;
        ALTER TABLE audit_platform DROP COLUMN position, DROP COLUMN salt, DROP COLUMN digest,
            DROP COLUMN chain
    """)
