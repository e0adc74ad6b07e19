"""What a migration does for each table: row-level security, grants, the audit trigger.

Migrations write their own `CREATE TABLE`; they call one of these right after it. The
catalogue tests fail for a table that went another way.
"""

from collections.abc import Sequence

from alembic import op

ORGANIZATION = "nullif(current_setting('turnout.organization', true), '')::uuid"
USER = "nullif(current_setting('turnout.user', true), '')::uuid"
ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")

AUDIT_EXEMPT: dict[str, str] = {
    "alembic_version": "the migration tool's own row",
    "audit_entries": "the log itself",
    "audit_heads": "the log itself",
    "audit_platform": "the log itself",
    "audit_platform_head": "the log itself",
    "log_stream_cursors": "how far a stream is: an entry for it would be streamed, and so on",
    "security_events": "a log itself, which no role may rewrite",
    "platform_security_events": "a log itself, which no role may rewrite",
    "outbox": "transport; the change it tells of is audited",
    "outbox_global": "transport; the change it tells of is audited",
    "handled_facts": "transport bookkeeping",
    "idempotency_keys": "answers kept for a day; the change they answer is audited",
    "sign_in_attempts": "counts of tries, a row of several each time; sign-ins are told by logins",
    "mails": "the delivery log itself; what it tells of is audited",
    "mail_attempts": "a delivery log itself, a row for each try; what it tells of is audited",
    "mail_reports": "a delivery log itself, as providers told it",
    "text_messages": "a delivery log itself; what it tells of is audited",
    "text_attempts": "a delivery log itself, a row for each try; what it tells of is audited",
    "text_receipts": "a delivery log itself, as providers told it",
    "text_replies": "a log itself, a row for each answer; blocks that it makes are audited",
    "chat_messages": "a delivery log itself; what it tells of is audited",
    "push_messages": "a delivery log itself; what it tells of is audited",
    "inbox_messages": "a log itself; what it tells of is audited",
    "platform_mails": "the delivery log itself; what it tells of is audited",
    "api_token_uses": "when a token was last used, a row each minute; tokens are audited",
    "operator_token_uses": "when a token was last used, a row each minute; tokens are audited",
    "scim_token_uses": "when a token was last used, a row each minute; tokens are audited",
    "scim_requests": "the log of requests itself; what they changed is audited",
    "checkin_refusals": "a log itself, a row for each refused scan; admissions are audited",
    "checkin_device_status": "what a device reports each minute; the device itself is audited",
    "print_connector_status": "what a connector reports each second; it is audited itself",
    "discount_counters": "counters on the hot path; redemptions are audited",
    "price_rule_counters": "counters on the hot path; orders are audited",
    "member_number_counters": "counters on the hot path; uses are audited",
    "demand_price_levels": "how far demand moved a price, a row each look; moves are facts",
    "fraud_rule_figures": "sums of what rules decided; the rules and reviews are audited",
    "inventory_allotments": "counters on the hot path; channel settings and orders are audited",
    "order_line_allotments": "what lines of orders count for; the orders are audited",
    "inventory_counters": "counters on the hot path; holds and orders are audited",
    "session_file_downloads": "sums of downloads; the files themselves are audited",
    "report_link_uses": "counts of looks; the links themselves are audited",
    "short_link_days": "sums of visits; the links themselves are audited",
    "visit_hours": "sums of visits; the setting by which they are counted is audited",
    "visit_session_days": "sums of visits; the setting by which they are counted is audited",
    "visit_days": "sums of visits; the setting by which they are counted is audited",
    "sales_report_days": "a read model; what it counts is audited where it is owned",
    "sales_report_zones": "how far a read model is counted; nothing of an organization changes",
    "overview_events": "a read model; what it counts is audited where it is owned",
    "platform_statistics_cursors": "how far counting is; nothing of an organization changes",
    "platform_statistics_days": "a read model; what it counts is audited where it is owned",
    "platform_statistics_events": "a read model; what it counts is audited where it is owned",
    "platform_statistics_people": "sums of people who signed up; they are audited themselves",
    "order_index": "a read model; what it copies is audited where it is owned",
    "attendee_index": "a read model; what it copies is audited where it is owned",
    "order_words": "a read model; what it copies is audited where it is owned",
    "wallet_passes": "how far copies on phones are; the tickets that they show are audited",
    "wallet_devices": "which phones ask for changes; they come and go by themselves",
    "job_items": "the report of a job itself; what was done is audited where it is done",
    "attendee_import_rows": "a table as it was sent; the orders that it makes are audited",
    "attendee_import_keys": "which rows came in; the orders that they made are audited",
    "order_export_parts": "parts of a file; the export itself is audited",
    "passkey_challenges": "random numbers for ten minutes; what they prove is told by logins",
    "discovery_events": "a read model; what it copies is audited where it is owned",
    "discovery_organizations": "a read model; what it copies is audited where it is owned",
    "discovery_images": "a read model; what it copies is audited where it is owned",
    "discovery_words": "words of titles, without whose they are; nothing is ever changed",
    "search_documents": "which version of a copy a server has; what it copies is audited",
    "search_builds": "how far an index is; what it copies is audited where it is owned",
    "search_checks": "how an index compared last; what it copies is audited where it is owned",
    "warehouse_feed_cursors": "how far a feed is: an entry for it would move it on",
    "warehouse_feed_runs": "a log itself, a row for each run; the feed is audited",
    "warehouse_feed_files": "a log itself, a row for each file; the feed is audited",
    "saved_search_runs": "how far the mails of a search are; the search itself is audited",
    "saved_search_events": "which events a mail told of; the search itself is audited",
    "discovery_slug_history": "a read model; what it copies is audited where it is owned",
}
"""The one list of tables without an audit trigger, each with its reason."""


def tenant_table(
    name: str,
    *,
    app: Sequence[str] = ALL,
    operator: Sequence[str] = (),
    person_column: str | None = None,
    redact: Sequence[str] = (),
) -> None:
    """Seal a table by organization, grant rights, and audit it.

    `operator` rights are for jobs that claim ids; `person_column` opens SELECT to the person
    it names (never together with an organization); `redact` keeps columns out of the audit.
    """
    op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY organization ON {name} TO turnout_app, turnout_owner"
        f" USING (organization_id = {ORGANIZATION})"
        f" WITH CHECK (organization_id = {ORGANIZATION})"
    )
    if app:
        op.execute(f"GRANT {', '.join(app)} ON {name} TO turnout_app")
    if operator:
        operator_policy(name, operator)
    if person_column:
        op.execute(
            f"CREATE POLICY person ON {name} FOR SELECT TO turnout_app"
            f" USING ({person_column} = {USER} AND {ORGANIZATION} IS NULL)"
        )
    audit_table(name, function="turnout_audit", redact=redact)


def platform_table(
    name: str,
    *,
    app: Sequence[str] = (),
    operator: Sequence[str] = ALL,
    redact: Sequence[str] = (),
) -> None:
    """A table without organizations: explicit grants, audited into the platform's log."""
    if app:
        op.execute(f"GRANT {', '.join(app)} ON {name} TO turnout_app")
    if operator:
        op.execute(f"GRANT {', '.join(operator)} ON {name} TO turnout_operator")
    audit_table(name, function="turnout_audit_platform", redact=redact)


def person_table(name: str, *, person_column: str = "user_id", redact: Sequence[str] = ()) -> None:
    """A person's own rows (logins, factors): theirs to read and change, and the operator's."""
    op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY person ON {name} TO turnout_app, turnout_owner"
        f" USING ({person_column} = {USER} AND {ORGANIZATION} IS NULL)"
        f" WITH CHECK ({person_column} = {USER} AND {ORGANIZATION} IS NULL)"
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO turnout_app")
    operator_policy(name, ALL)
    audit_table(name, function="turnout_audit_platform", redact=redact)


def operator_policy(name: str, rights: Sequence[str]) -> None:
    op.execute(
        f"CREATE POLICY operator ON {name} TO turnout_operator USING (true) WITH CHECK (true)"
    )
    op.execute(f"GRANT {', '.join(rights)} ON {name} TO turnout_operator")


def audit_table(name: str, *, function: str, redact: Sequence[str]) -> None:
    if name in AUDIT_EXEMPT:
        return
    columns = ",".join(redact)
    # The log joins the two sides of an update by the id, so the id must stay.
    op.execute(
        f"CREATE TRIGGER fixed_id BEFORE UPDATE OF id ON {name}"
        " FOR EACH STATEMENT EXECUTE FUNCTION turnout_fixed_id()"
    )
    for action, tables in (
        ("INSERT", "REFERENCING NEW TABLE AS after_rows"),
        ("UPDATE", "REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows"),
        ("DELETE", "REFERENCING OLD TABLE AS before_rows"),
    ):
        op.execute(
            f"CREATE TRIGGER audit_{action.lower()} AFTER {action} ON {name} {tables}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {function}_{action.lower()}('{columns}')"
        )


def backfill(statement: str, *, tables: Sequence[str], actor: str) -> None:
    """Run a statement over the rows of all organizations, audited as done by `actor`.

    `tables` are the sealed tables that it reads or writes. Only the migration sees them open: the
    lock that opening takes is held until its transaction ends, and by then they are sealed again.
    """
    for table in tables:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(f"SELECT set_config('turnout.actor', '{actor}', true)")
    op.execute(statement)
    op.execute("SELECT set_config('turnout.actor', '', true)")
    for table in tables:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
