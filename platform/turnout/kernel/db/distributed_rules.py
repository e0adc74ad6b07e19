"""What holds on distributed PostgreSQL in place of rules that it cannot have.

Row policies ask no subqueries there: a person's organizations are told with the transaction. The
audit log is written row by row, where the row is. Deleting a row empties references by a trigger.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from turnout.kernel.db.ddl import ORGANIZATION, USER

MEMBERSHIPS: Final = "turnout.memberships"
"""The setting with the organizations of which a person is a member."""
CLIENTS: Final = "turnout.clients"
"""The setting with the clients of a person's agencies that they may enter."""

PERSON_POLICIES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "agency_links": ("agency_id", (MEMBERSHIPS,)),
    "agency_sign_in_rules": ("organization_id", (CLIENTS,)),
    "custom_roles": ("organization_id", (MEMBERSHIPS,)),
    "organizations": ("id", (MEMBERSHIPS, CLIENTS)),
    "overview_events": ("organization_id", (MEMBERSHIPS, CLIENTS)),
    "second_factor_policies": ("organization_id", (MEMBERSHIPS, CLIENTS)),
}
"""The policy `person` of each of these asks which organizations a person may enter."""
LIST_POLICIES: Final = ("list_insert", "list_update")
"""Those of admissions, that a list is the organization's: a foreign key says so there."""
REWRITTEN: Final = frozenset(
    {(table, "person") for table in PERSON_POLICIES}
    | {("admissions", name) for name in LIST_POLICIES}
)
"""Every policy with a subquery, by table and name; a test compares them with the catalogue."""
UNIQUE_ELSEWHERE: Final = (("organizations", "uq_organizations_slug"),)
"""Keys without the organization, which a distributed table cannot have: a name of an organization
is unique in `organization_slugs`, where each one that it has or had is claimed."""


CLAIMS: Final = "GRANT UPDATE ON organization_slugs TO turnout_app"
"""`ON CONFLICT` locks the copies of a table, which asks for this right; no policy lets a row be
updated."""


SEALS: Final = """
    DO $body$ BEGIN
        EXECUTE replace(pg_get_functiondef('turnout_audit_seal(bigint)'::regprocedure),
            'clock_timestamp()', 'statement_timestamp()');
    END $body$
"""
"""No UPDATE of a distributed table may ask a clock that goes on meanwhile."""

WITHOUT_SHARDS: Final = """
    DO $body$ BEGIN
        EXECUTE replace(pg_get_functiondef('turnout_delete_organization(uuid, text[], text[],
            text[])'::regprocedure), 'WHERE c.relnamespace',
            'JOIN pg_dist_partition d ON d.logicalrelid = c.oid WHERE c.relnamespace');
    END $body$
"""
"""On the node where it runs the shards lie beside their tables."""

AS_BLOCKS: Final = """
    DO $body$ DECLARE found record; BEGIN
        FOR found IN SELECT p.oid, prosrc FROM pg_proc p JOIN pg_language l ON l.oid = prolang
            WHERE proname IN ('turnout_audit_notes_of_order', 'turnout_loose_files')
                AND lanname = 'sql'
        LOOP
            EXECUTE replace(replace(pg_get_functiondef(found.oid), 'LANGUAGE sql',
                'LANGUAGE plpgsql'), found.prosrc, 'BEGIN RETURN QUERY' || found.prosrc || '; END');
        END LOOP;
    END $body$
"""
"""A function in SQL may not ask a distributed table for what its parameters say."""


@dataclass(frozen=True, slots=True)
class _Log:
    """A log and the functions that write it; `where` is the column of a row's organization."""

    functions: str
    table: str
    where: str


_LOGS: Final = (
    _Log("turnout_audit", "audit_entries", "organization_id"),
    _Log("turnout_audit_organization", "audit_entries", "id"),
    _Log("turnout_audit_platform", "audit_platform", ""),
)
_Action = Literal["insert", "update", "delete"]
_BEFORE: Final = "to_jsonb(b) - hidden"
_AFTER: Final = "to_jsonb(a) - hidden"
_ROWS: Final[Mapping[_Action, tuple[str, str, str, str]]] = {
    "insert": ("NULL::jsonb", _AFTER, "after_rows a", "a"),
    "update": (_BEFORE, _AFTER, "before_rows b JOIN after_rows a ON a.id = b.id", "a"),
    "delete": (_BEFORE, "NULL::jsonb", "before_rows b", "b"),
}
HERE: Final = "(SELECT groupid = 0 FROM pg_dist_local_group)"
"""A table with a copy on each node is changed on each, and its change is told once."""
AUDIT_FUNCTION: Final = """
    CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
    DECLARE
        who text := current_setting('turnout.actor', true);
        hidden text[] := string_to_array(coalesce(TG_ARGV[0], ''), ',');
        origin text := regexp_replace(TG_TABLE_NAME, '_[0-9]{{6,}}$', '');
        change record;
    BEGIN
        IF who IS NULL OR who = '' THEN
            RAISE EXCEPTION 'no change without an actor: %', TG_TABLE_NAME
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NOT {told_here} THEN
            RETURN NULL;
        END IF;
        FOR change IN {changes} LOOP
            INSERT INTO {log} ({column}table_name, row_id, action, before, after, actor,
                on_behalf_of, request_id)
            VALUES ({value}origin, change.id, '{action}', change.before, change.after, who,
                coalesce(current_setting('turnout.on_behalf_of', true), ''),
                coalesce(current_setting('turnout.request_id', true), ''));
        END LOOP;
        RETURN NULL;
    END $body$
"""
"""As in migrations 0001 and 0002, row by row: a distributed table takes no INSERT from a transition
table. A shard is named after its table, with a number behind."""


def statements() -> list[str]:
    """What is to be run before tables are placed."""
    keys = [
        f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {key}" for table, key in UNIQUE_ELSEWHERE
    ]
    return [*keys, CLAIMS, SEALS, WITHOUT_SHARDS, AS_BLOCKS, *_policies(), *_audit_functions()]


def _policies() -> list[str]:
    made = [f"DROP POLICY IF EXISTS {name} ON admissions" for name in LIST_POLICIES]
    for table, (column, settings) in PERSON_POLICIES.items():
        among = " OR ".join(
            f"{column} = ANY(nullif(current_setting('{each}', true), '')::uuid[])"
            for each in settings
        )
        made.append(f"DROP POLICY IF EXISTS person ON {table}")
        made.append(
            f"CREATE POLICY person ON {table} FOR SELECT TO turnout_app"
            f" USING ({ORGANIZATION} IS NULL AND {USER} IS NOT NULL AND ({among}))"
        )
    return made


def list_reference() -> str:
    """The foreign key that holds what the policies of admissions hold."""
    return (
        "ALTER TABLE admissions ADD CONSTRAINT fk_admissions_organization_id_list_id"
        " FOREIGN KEY (organization_id, list_id) REFERENCES checkin_lists (organization_id, id)"
    )


def _audit_functions() -> list[str]:
    return [_audit_function(log, action) for log in _LOGS for action in _ROWS]


def _audit_function(log: _Log, action: _Action) -> str:
    before, after, rows, row = _ROWS[action]
    where = f"{row}.{log.where}" if log.where else "NULL::uuid"
    if log.where == "organization_id" and action == "update":
        rows += " AND a.organization_id = b.organization_id"
    return AUDIT_FUNCTION.format(
        function=f"{log.functions}_{action}",
        action=action,
        told_here="true" if log.where else HERE,
        changes=f"SELECT {where} AS belongs_to, {row}.id AS id, {before} AS before,"  # noqa: S608
        f" {after} AS after FROM {rows}",
        log=log.table,
        column="organization_id, " if log.where else "",
        value="change.belongs_to, " if log.where else "",
    )
