"""Statements about the rows of a person, made from the registry: its names are names.

Every table is asked in the organization of the transaction, or, where it has none, as the operator.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.privacy import rules
from turnout.modules.privacy.types import Column, PersonalTable, Reference, Subject
from turnout.modules.tickets.sql_fragments import TICKET_HOLDERS

Ids = Mapping[str, Sequence[Any]]
NOWHERE: Final = "NULL::uuid"
COLUMNS: Final = """
    SELECT c.relname::text AS table_name, a.attname::text AS name,
        format_type(a.atttypid, NULL) AS type, NOT a.attnotnull AS is_nullable,
        a.attgenerated <> '' AS is_generated
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
        AND NOT a.attisdropped
"""
NOT_NULL: Final = {
    "text": "''",
    "bytea": "''::bytea",
    "jsonb": "CASE WHEN jsonb_typeof({0}) = 'array' THEN '[]'::jsonb ELSE '{{}}'::jsonb END",
}


def columns_of_tables(tx: Transaction) -> dict[str, dict[str, Column]]:
    """The columns of every table, by name, as the database has them."""
    found: dict[str, dict[str, Column]] = {}
    for table, column in tx.query(COLUMNS, into=_column):
        found.setdefault(table, {})[column.name] = column
    return found


def _column(**row: Any) -> tuple[str, Column]:
    return row.pop("table_name"), Column(**row)


def find_ids(
    tx: Transaction, table: PersonalTable, subject: Subject | None, found: Ids
) -> list[Any]:
    """The ids of a person's rows in one table; `found` are those of the tables before it.

    Without a subject: of the rows that go along with those found, whoever is meant in them.
    """
    condition, values = _condition(table, subject, found)
    if not condition:
        return []
    statement = f"SELECT {table.id} FROM {table.name} WHERE {here(tx)}({condition})"
    return [row_id for (row_id,) in tx.query(statement, values | place(tx))]


def list_of_holder(
    tx: Transaction, table: PersonalTable, ids: Sequence[Any], subject: Subject
) -> list[Any]:
    """Those of a person's rows about tickets that are not of a former holder, or of a later one."""
    statement = (
        f"SELECT r.{table.id} FROM {table.name} r JOIN {TICKET_HOLDERS} h"
        " ON h.organization_id = r.organization_id AND h.ticket_id = r.ticket_id"
        f" AND h.holder_key = r.{table.holder}"
        " WHERE r.organization_id = %(organization_id)s AND h.organization_id = %(organization_id)s"
        f" AND r.{table.id} = ANY(%(ids)s)"
        " AND (lower(h.holder_email) = ANY(%(words)s) OR h.holder_user_id = %(user_id)s)"
    )
    values = {"ids": list(ids), "words": rules.words_of(subject), "user_id": subject.user_id}
    return [row_id for (row_id,) in tx.query(statement, values | place(tx))]


def knows(tx: Transaction, tables: Iterable[PersonalTable], subject: Subject) -> bool:
    """Whether this organization has anything that names the person: one statement."""
    questions, values = [], {**place(tx)}
    for table in tables:
        condition, given = _condition(table, subject, {})
        if condition and not table.contains:
            questions.append(f"EXISTS (SELECT FROM {table.name} WHERE {here(tx)}({condition}))")
            values |= given
    [(found,)] = tx.query(f"SELECT {' OR '.join(questions) or 'false'}", values)
    return bool(found)


def list_rows(
    tx: Transaction,
    table: PersonalTable,
    ids: Sequence[Any],
    *,
    columns: Mapping[str, Column],
) -> list[dict[str, Any]]:
    """The person's rows of one table, as JSON, without secrets and bytes."""
    statement = f"SELECT to_jsonb(t) - %(hidden)s::text[] FROM {table.name} t"
    where = f" WHERE {here(tx)}{table.id} = ANY(%(ids)s) ORDER BY {table.id}"
    hidden = [*table.secret, *(each.name for each in columns.values() if each.type == "bytea")]
    values = {"hidden": hidden, "ids": list(ids), **place(tx)}
    return [row for (row,) in tx.query(statement + where, values)]


def list_files(tx: Transaction, table: PersonalTable, ids: Sequence[Any]) -> list[UUID]:
    """The files that a person's rows name."""
    names = ", ".join(table.files)
    statement = f"SELECT {names} FROM {table.name} WHERE {here(tx)}{table.id} = ANY(%(ids)s)"
    rows = tx.query(statement, {"ids": list(ids), **place(tx)})
    return [file_id for row in rows for file_id in row if file_id is not None]


def list_speaking(tx: Transaction, table: PersonalTable, ids: Sequence[Any]) -> list[Any]:
    """Those of the rows that still say something of people."""
    statement = f"SELECT {table.id} FROM {table.name} WHERE {here(tx)}{table.id} = ANY(%(ids)s)"
    where = {"ids": list(ids), **place(tx)}
    return [each for (each,) in tx.query(f"{statement} AND ({_says_something(table)})", where)]


def delete_rows(tx: Transaction, table: PersonalTable, ids: Sequence[Any]) -> None:
    statement = f"DELETE FROM {table.name} WHERE {here(tx)}{table.id} = ANY(%(ids)s)"
    tx.query(statement, {"ids": list(ids), **place(tx)})


def clear_rows(
    tx: Transaction,
    table: PersonalTable,
    ids: Sequence[Any],
    *,
    subject: Subject | None,
    columns: Mapping[str, Column],
) -> None:
    """Take the person out of rows that stay: columns are emptied, or get what names nobody.

    Without a subject everybody is taken out, also whose account it was.
    """
    values: dict[str, Any] = {"ids": list(ids), **place(tx)}
    emptied = table.erase if subject else _of_anybody(table, columns)
    changes = [f"{name} = {_empty(columns[name])}" for name in emptied]
    for name, stand_in in table.anonymise.items():
        changes.append(f"{name} = replace(%(to_{name})s, '{{id}}', {table.id}::text)")
        values[f"to_{name}"] = stand_in
    if subject:
        values["emails"] = rules.words_of(subject)
    for address, *others in table.own if subject else ():
        for name in (*others, address):
            theirs = f"lower({address}) = ANY(%(emails)s)"
            changes.append(
                f"{name} = CASE WHEN {theirs} THEN {_empty(columns[name])} ELSE {name} END"
            )
    statement = f"UPDATE {table.name} SET {', '.join(changes)}"
    tx.query(f"{statement} WHERE {here(tx)}{table.id} = ANY(%(ids)s)", values)


def values_by_order(tables: Mapping[str, PersonalTable], field: str) -> str:
    """The statement that counts by order what rows of a field still say of people.

    Its rows hang on orders, by whatever tables stand between; it keeps to %(organization_id)s.
    """
    return _values_by("order_id", "orders", tables, field)


def values_by_event(tables: Mapping[str, PersonalTable], field: str) -> str:
    """The same by event, of a field whose rows hang on events."""
    return _values_by("event_id", "events", tables, field)


def _values_by(name: str, root: str, tables: Mapping[str, PersonalTable], field: str) -> str:
    counted = " UNION ALL ".join(
        f"SELECT {_way_to(root, tables, table)} AS {name} FROM {table.name}"
        f" WHERE {table.name}.organization_id = %(organization_id)s AND ({_says_something(table)})"
        for table in tables.values()
        if table.field == field
    )
    return f"SELECT {name}, count(*) AS value_count FROM ({counted}) r GROUP BY {name}"


def here(tx: Transaction) -> str:
    """The condition that keeps to the transaction's organization; '' on the platform."""
    return "organization_id = %(organization_id)s AND " if place(tx) else ""


def place(tx: Transaction) -> dict[str, Any]:
    """The organization of the transaction; a job of the platform has none."""
    organization_id = getattr(tx.ctx, "organization_id", None)
    return {"organization_id": organization_id} if organization_id else {}


def _way_to(root: str, tables: Mapping[str, PersonalTable], table: PersonalTable) -> str:
    """The id of the root's row on which a row hangs."""
    found = list[str]()
    for each in table.hangs_on:
        if each.table == root:
            found.append(f"{table.name}.{each.column}")
        elif each.table in tables:
            above = _way_to(root, tables, tables[each.table])
            if above == NOWHERE:
                continue
            found.append(
                f"(SELECT {above} FROM {each.table} WHERE {each.table}.organization_id ="
                f" %(organization_id)s AND {each.table}.{tables[each.table].id} ="
                f" {table.name}.{each.column})"
            )
    return f"coalesce({', '.join(found)})" if found else NOWHERE


def _says_something(table: PersonalTable) -> str:
    if table.deletes_rows:
        return "true"
    return " OR ".join(f"coalesce({each}, '') <> ''" for each in table.changed_columns)


def _of_anybody(table: PersonalTable, columns: Mapping[str, Column]) -> list[str]:
    """The columns that are emptied where nobody is to be left."""
    owned = [name for group in table.own for name in group]
    accounts = [name for name in table.user if columns[name].is_nullable]
    return list(dict.fromkeys((*table.erase, *owned, *accounts)))


def _condition(
    table: PersonalTable, subject: Subject | None, found: Ids
) -> tuple[str, dict[str, Any]]:
    """Which rows of a table are the person's, or, without one, go along; '' for none."""
    values: dict[str, Any] = {}
    either = list[str]()
    words = rules.words_of(subject) if subject else []
    if subject:
        values = {"user_id": subject.user_id, "words": words}
        either += [f"{each} = %(user_id)s" for each in table.user if subject.user_id]
        either += [f"lower({each}) = ANY(%(words)s)" for each in table.email if words]
    for reference in table.of if subject else (*table.of, *table.ends_with):
        ids = found.get(reference.table)
        if ids:
            values[f"of_{reference.table}"] = list(ids)
            either.append(_of(reference, spares_others=subject is not None))
    for reference in table.named_in:
        ids = found.get(reference.table)
        if ids:
            values[f"in_{reference.table}"] = list(ids)
            either.append(_named_in(table, reference))
    if subject and table.contains:
        values["said"] = words + [
            str(each) for ids in found.values() for each in ids if isinstance(each, UUID)
        ]
        either += [_contains(each) for each in table.contains if values["said"]]
    return " OR ".join(either), values


def _of(reference: Reference, *, spares_others: bool) -> str:
    points = f"{reference.column} = ANY(%(of_{reference.table})s)"
    if not (reference.unless and spares_others):
        return points
    return f"({points} AND coalesce({reference.unless}::text, '') = '')"


def _named_in(table: PersonalTable, reference: Reference) -> str:
    return (
        f"EXISTS (SELECT FROM {reference.table} named WHERE"
        f" named.id = ANY(%(in_{reference.table})s) AND"
        f" strpos(named.{reference.unless}::text, {table.name}.{reference.column}::text) > 0)"
    )


def _contains(column: str) -> str:
    return (
        "EXISTS (SELECT FROM unnest(%(said)s::text[]) said"
        f" WHERE strpos(lower({column}::text), said) > 0)"
    )


def _empty(column: Column) -> str:
    """Nothing, of the column's type; a text that is there stays one, for what counts on that."""
    if column.type == "text":
        return f"CASE WHEN {column.name} IS NULL THEN NULL ELSE '' END"
    return "NULL" if column.is_nullable else NOT_NULL[column.type].format(column.name)
