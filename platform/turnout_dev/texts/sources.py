"""Finds every text of pages, mails and invoices in templates and Python files."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from babel.messages.extract import extract_from_dir

from turnout.kernel.settings import ROOT

TURNOUT: Final = ROOT / "platform" / "turnout"
KEYWORDS: Final = {"_": None, "gettext": None, "marked": None, "ngettext": (1, 2)}
TEMPLATE: Final = "jinja2.ext:babel_extract"
SPOKEN: Final = {"silent": "false"}
"""A template that cannot be read is an error and not a template without texts."""
HEARD: Final = (
    "kernel/errors.py",
    "modules/identity",
    "modules/organizations/rules.py",
    "modules/organizations/errors.py",
    "modules/orders",
    "modules/transfers",
    "modules/tickets/errors.py",
    "modules/invoices/errors.py",
    "modules/invoices/service.py",
)
"""Whose refusals people read on pages: their sentences are keys as well."""

Key = str | tuple[str, str]
"""An English text, or its two forms for one and for many."""


Found = Iterator[tuple[str, Key]]
"""Texts with the file that each stands in."""


@dataclass(frozen=True, slots=True)
class Domain:
    """Texts that share a folder of catalogues."""

    name: str
    catalogues: Path
    sources: tuple[tuple[str, tuple[str, ...], str], ...]
    """Folder below `turnout`, endings of the files, and how texts are found in them."""
    refusals: tuple[str, ...] = ()
    """Modules whose refusals are read here, so that their sentences are texts as well."""

    def keys(self) -> dict[Key, list[str]]:
        """Every text of the domain with the files that it stands in, in order."""
        found: dict[Key, set[str]] = {}
        for name, message in (*self._shown(), *_refusals(self.refusals)):
            found.setdefault(message, set()).add(name)
        return {key: sorted(found[key]) for key in sorted(found, key=as_text)}

    def _shown(self) -> Found:
        for folder, endings, method in self.sources:
            for ending in endings:
                options = {f"**.{ending}": SPOKEN} if method == TEMPLATE else {}
                yield from _extracted(TURNOUT / folder, f"**.{ending}", method, options)


def _extracted(
    folder: Path, pattern: str, method: str, options: dict[str, dict[str, str]]
) -> Found:
    everything = extract_from_dir(
        str(folder), method_map=[(pattern, method)], options_map=options, keywords=KEYWORDS
    )
    for name, _line, message, _comments, _context in everything:
        if message:
            key = (message[0], message[1]) if isinstance(message, tuple) else message
            yield (folder / name).relative_to(TURNOUT).as_posix(), key


def _refusals(parts: tuple[str, ...]) -> Found:
    for part in parts:
        path = TURNOUT / part
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            if file.is_file():
                for text in refusals_of(file):
                    yield file.relative_to(TURNOUT).as_posix(), text


def refusals_of(file: Path) -> Iterator[str]:
    """The plain sentences of a file's refusals: titles of classes, details of fields."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.ClassDef(body=body):
                for each in body:
                    match each:
                        case ast.Assign(
                            targets=[ast.Name(id="title")], value=ast.Constant(value=str() as text)
                        ):
                            yield text
            case ast.Call(
                func=ast.Name(id="FieldError"), args=[_, ast.Constant(value=str() as text), *_]
            ):
                yield text


def as_text(key: Key) -> str:
    return key if isinstance(key, str) else key[0]


PAGES: Final = Domain(
    "pages",
    TURNOUT / "site" / "locale",
    (("site/templates", ("html", "xml"), TEMPLATE), ("site", ("py",), "python")),
    HEARD,
)
MAILS: Final = Domain(
    "mails",
    TURNOUT / "assets" / "mails" / "locale",
    (
        ("assets/mails", ("html", "txt", "words"), TEMPLATE),
        ("modules/notifications", ("py",), "python"),
    ),
)
INVOICES: Final = Domain(
    "invoices",
    TURNOUT / "modules" / "invoices" / "locale",
    (("modules/invoices", ("py",), "python"),),
)
DOMAINS: Final = (PAGES, MAILS, INVOICES)
