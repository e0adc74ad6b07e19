"""Statements as a distributed database takes them, made from what plain PostgreSQL is sent.

`INSERT … SELECT %(organization_id)s, … FROM …` is written on the row's own node only where its
organization is read from a table that lies there; from a parameter Citus would copy the rows, which
row-level security refuses. A subquery about the rows of an outer one says whose they are: a node is
chosen by what each part of a statement says itself. Rows that are found again by their place are
found by their id, as every shard has the same places.
"""

import re
from collections import defaultdict
from functools import cache
from typing import Final

import psycopg

HOME: Final = "(SELECT id AS home_id FROM organizations WHERE id = %(organization_id)s) AS home"
INSERT: Final = re.compile(
    r"INSERT INTO (?P<table>\w+)(?P<alias> AS \w+)?"
    r"(?P<columns>\s*\(\s*organization_id\b[^)]*\)\s*SELECT\s+)"
    r"%\(organization_id\)s"
)
WORD: Final = re.compile(r"'(?:[^']|'')*'|[()]|\b(?:FROM|WHERE|ON CONFLICT|RETURNING)\b")
"""What is looked for in a statement: quoted text, parentheses and the words that end a list."""
STATED: Final = re.compile(r"(?:\b(\w+)\.|(?<!\.)\b)organization_id = %\(organization_id\)s")
SHARED: Final = re.compile(
    r"(?P<column>(?:\b(?P<one>\w+)\.|(?<!\.)\b)organization_id) = (?P<other>\w+)\.organization_id\b"
)
"""Where a row is said to be of the organization, or of another row's."""
EMPTY: Final = re.compile(r"(?<!\A)\bSELECT(?=\s+FROM\b)")
"""Rows without columns, of which nodes cannot tell each other."""
PLACE: Final = re.compile(r"\bctid\b")

BROKEN: Final = re.compile(r'constraint "(?P<name>\w+?)(?:_\d{6,})?"')


def constraint_of(error: psycopg.Error) -> str:
    """The name of the key or rule that a row broke; a node says it in words, with its shard's."""
    if error.diag.constraint_name:
        return error.diag.constraint_name
    found = BROKEN.search(str(error))
    return found["name"] if found else ""


@cache
def for_nodes(text: str) -> str:
    """The same statement, as it is written on nodes."""
    return _say_whose(_read_home(PLACE.sub("id", EMPTY.sub("SELECT 1", text.strip()))))


def _say_whose(text: str) -> str:
    """Whose rows are the organization's because others are, are said to be."""
    stated = {found[1] or "" for found in STATED.finditer(text)}
    ties = defaultdict[str, set[str]](set)
    for found in SHARED.finditer(text):
        ties[found["one"] or ""].add(found["other"])
    known = set(stated)
    for _ in ties:  # a name that two parts of a statement use is known where both are
        known |= {name for name, others in ties.items() if others <= known}

    def say(found: re.Match[str]) -> str:
        if (found["one"] or "") in stated or found["other"] not in known:
            return found.group()
        return f"{found.group()} AND {found['column']} = %(organization_id)s"

    return SHARED.sub(say, text)


def _read_home(text: str) -> str:
    """What is inserted out of parameters reads its organization from the node."""
    made, place = [], 0
    for found in INSERT.finditer(text):
        end, word = _source(text, found.end())
        name = found["alias"] or (" AS written" if _needs_name(text, found) else "")
        made.append(text[place : found.start()])
        made.append(f"INSERT INTO {found['table']}{name}{found['columns']}home.home_id")
        made.append(text[found.end() : end])
        made.append(f"FROM {HOME} CROSS JOIN" if word == "FROM" else f" FROM {HOME} {word}")
        place = end + len(word)
    return "".join((*made, text[place:]))


def _source(text: str, start: int) -> tuple[int, str]:
    """Where the list of what is selected ends, and the word with which it does, if any."""
    depth = 0
    for found in WORD.finditer(text, start):
        word = found.group()
        depth += (word == "(") - (word == ")")
        if depth < 0:
            return found.start(), ""
        if depth == 0 and word[0].isalpha():
            return found.start(), word
    return len(text), ""


def _needs_name(text: str, found: re.Match[str]) -> bool:
    """Whether it returns columns, which a shard would look for under the table's own name."""
    end = _end(text, found.end())
    body = text[found.start() : end]
    return "RETURNING" in body and f"{found['table']}." not in body


def _end(text: str, start: int) -> int:
    depth = 0
    for found in re.finditer(r"'(?:[^']|'')*'|[()]", text[start:]):
        depth += (found.group() == "(") - (found.group() == ")")
        if depth < 0:
            return start + found.start()
    return len(text)
