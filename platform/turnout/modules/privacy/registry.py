"""The registry of personal data: `personal_data.toml` beside each module says it for its tables."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, Final

from turnout.modules.privacy.types import PersonalTable, ProcessingPurpose, Reference

FILE: Final = "personal_data.toml"
EVENTS: Final = "events"
LISTS: Final = (
    "user", "email", "contains", "files", "erase", "derived", "secret", "free", "moves"
)  # fmt: skip
TABLES: Final = ("anonymise", "keep", "copy", "passing")
OTHERS: Final = (
    "id", "rows", "of", "own", "named_in", "log", "why", "ends_rows", "stays", "holder",
    "ends_with", "purpose", "field", "field_of",
)  # fmt: skip
NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
FIELD: Final = re.compile(r"[a-z][a-z-]*")


class RegistryMalformed(ValueError):
    """A file of the registry says something that is not understood."""


@cache
def personal_tables() -> Mapping[str, PersonalTable]:
    """Every table by name; those that point at rows of others come after these."""
    found = {each.name: each for path in _files() for each in tables_in(path.read_text("utf-8"))}
    return {name: found[name] for name in _in_order(found)}


def fields_of_records() -> list[str]:
    """The names of what can be kept for a time of its own."""
    return sorted({each.field for each in personal_tables().values() if each.field})


def is_of_events(field: str) -> bool:
    """Whether rows of a field hang on events, and not on orders."""
    return any(
        each.table == EVENTS
        for table in personal_tables().values()
        if table.field == field
        for each in table.hangs_on
    )


def tables_of_field(field: str) -> frozenset[str]:
    """The tables of a field, and those whose rows go along with theirs."""
    named = set[str]()
    for name, table in personal_tables().items():
        hangs = {each.table for each in table.of} & named
        if table.field == field or (hangs and table.deletes_rows):
            named.add(name)
    return frozenset(named)


def tables_in(text: str) -> list[PersonalTable]:
    """The tables of one file; RegistryMalformed for what it does not say in known words."""
    said = tomllib.loads(text)
    purpose = _purpose(said.pop("purpose", ""))
    return [_table(name, table, purpose) for name, table in said.items()]


def _files() -> list[Path]:
    modules = Path(__file__).parents[1]
    kernel = modules.parent / "kernel" / FILE
    return [kernel, *sorted(modules.glob(f"*/{FILE}"))]


def _purpose(text: str) -> ProcessingPurpose | None:
    if not text:
        return None
    if text not in list(ProcessingPurpose):
        raise RegistryMalformed(f"{text} is no purpose")
    return ProcessingPurpose(text)


def _table(name: str, said: Mapping[str, Any], purpose: ProcessingPurpose | None) -> PersonalTable:
    unknown = set(said) - {*LISTS, *TABLES, *OTHERS}
    if unknown or said.get("rows", "delete") != "delete":
        raise RegistryMalformed(f"{name}: {', '.join(sorted(unknown)) or 'rows'}")
    values: dict[str, Any] = {key: tuple(said.get(key, "").split()) for key in LISTS}
    values |= {key: dict(said.get(key, {})) for key in TABLES}
    table = PersonalTable(
        name=name,
        purpose=_purpose(said.get("purpose", "")) or purpose,
        **values,
        id=said.get("id", "id"),
        of=tuple(_reference(each) for each in said.get("of", ())),
        ends_with=tuple(_reference(each) for each in said.get("ends_with", ())),
        field_of=tuple(_reference(each) for each in said.get("field_of", ())),
        named_in=tuple(_named_in(each) for each in said.get("named_in", "").split(",") if each),
        own=tuple(tuple(each.split()) for each in said.get("own", ())),
        deletes_rows="rows" in said,
        is_log=bool(said.get("log")),
        why=said.get("why", ""),
        ends_rows=bool(said.get("ends_rows")),
        stays=said.get("stays", ""),
        holder=said.get("holder", ""),
        field=said.get("field", ""),
    )
    _require_sense(table)
    return table


def _reference(text: str) -> Reference:
    column, table, *rest = text.split()
    return Reference(column=column, table=table, unless=rest[1] if rest else "")


def _named_in(text: str) -> Reference:
    """`file_id order_answers.answers`: the id stands in that column of the person's rows."""
    column, where = text.split()
    table, _, inside = where.partition(".")
    return Reference(column=column, table=table, unless=inside)


def _require_sense(table: PersonalTable) -> None:
    """Names are names, since they become SQL; what is changed says why."""
    references = [*table.hangs_on, *table.named_in]
    names = [table.name, table.id, *table.declared_columns, *table.user, *table.email]
    names += [*table.contains, *table.files, *table.moves]
    names += [part for each in references for part in (each.column, each.table)]
    names += [each.unless for each in references if each.unless]
    names += [table.holder] if table.holder else []
    wrong = [each for each in names if not NAME.fullmatch(each)]
    if wrong:
        raise RegistryMalformed(f"{table.name}: {', '.join(wrong)}")
    if (table.is_found or table.is_changed) and table.purpose is None:
        raise RegistryMalformed(f"{table.name}: what is it for?")
    if table.is_changed and not table.why:
        raise RegistryMalformed(f"{table.name}: why does it change?")
    if table.field and not (FIELD.fullmatch(table.field) and table.is_changed):
        raise RegistryMalformed(f"{table.name}: nothing of {table.field} goes")
    if table.field_of and not table.field:
        raise RegistryMalformed(f"{table.name}: of which field?")
    if table.user and [bool(table.moves), table.ends_rows, bool(table.stays)].count(True) != 1:
        raise RegistryMalformed(f"{table.name}: moves, ends_rows or stays at a merge?")


def _in_order(tables: Mapping[str, PersonalTable]) -> Sequence[str]:
    after = {
        name: {each.table for each in (*table.hangs_on, *table.named_in)}
        for name, table in tables.items()
    }
    return tuple(TopologicalSorter(after).static_order())
