"""Which view of the console calls which operation, read from its sources.

A source is cut into its top-level declarations; a view reaches those that it names, there and in
the files that it imports, and the operations that they call.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from turnout.kernel.settings import ROOT

CONSOLE: Final = ROOT / "platform" / "web" / "src" / "features" / "console"
ROOMS: Final = {
    "organization": "/console/{organization}",
    "event": "/console/{organization}/events/{event}",
    "platform": "/console/-/platform",
}
EVERYWHERE: Final = "everywhere in `/console`"
NOTE: Final = re.compile(r"(?<!\w)/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
"""A comment; `texts/*.json` begins none."""
DECLARED: Final = re.compile(
    r"^(?:export )?(default )?(?:async )?(?:function\*?|const|let|class|type|interface) (\w+)",
    re.MULTILINE,
)
DEFAULT: Final = re.compile(r"^export default (\w+);", re.MULTILINE)
IMPORT: Final = re.compile(r"^(?:im|ex)port (?:type )?([^;]*?) from \"(\.[^\"]+)\";", re.MULTILINE)
LATE: Final = re.compile(r"import\(\"(\.[^\"]+)\"\)")
NAMED: Final = re.compile(r"(?:type )?(\w+)(?: as (\w+))?")
TEXT: Final = r"(?:\"([^\"]*)\"|`([^`]*)`)"
CONSTANT: Final = re.compile(rf"\bconst (\w+) =\s*{TEXT}")
CALL: Final = re.compile(rf"\.\s*(GET|POST|PUT|PATCH|DELETE)\(\s*(?:{TEXT}|(\w+))")
SENT: Final = re.compile(rf"\bsend(?:<[^(]*>)?\(\s*{TEXT},\s*\{{\s*method: \"(\w+)\"")
LINK: Final = re.compile(r"`(/api/v1/[^`]*\$\{[a-z][^`]*)`")
VIEW: Final = re.compile(
    r"\{\s*room(?:: \"(\w+)\")?,\s*path: \"([^\"]*)\",.*?import\(\"(\.[^\"]+)\"\)", re.DOTALL
)
Node = tuple[Path, str]
Call = tuple[str, str]
"""Method and address, with `{}` for what is filled in."""


@dataclass(slots=True)
class Source:
    """One file: its declarations by name, and where its imported names are declared."""

    parts: dict[str, str] = field(default_factory=dict)
    calls: dict[str, set[Call]] = field(default_factory=dict)
    imported: dict[str, Node] = field(default_factory=dict)
    unclear: list[str] = field(default_factory=list)


def bare(path: str) -> str:
    """An address without the names of what is filled in."""
    return re.sub(r"\$?\{[^}]*\}", "{}", path)


@cache
def screens() -> Mapping[Call, tuple[str, ...]]:
    """Call → the addresses of the views that make it."""
    found: dict[Call, list[str]] = {}
    sources = read_sources()
    for screen, start in _views():
        for call in sorted(_calls_from(start, sources)):
            found.setdefault(call, []).append(screen)
    return {call: tuple(dict.fromkeys(names)) for call, names in found.items()}


def unclear_calls() -> list[str]:
    """Calls whose address is not plain from the file; there should be none."""
    return [each for source in read_sources().values() for each in source.unclear]


def _views() -> Iterator[tuple[str, Node]]:
    yield EVERYWHERE, (CONSOLE / "Console.tsx", "Console")
    for path in sorted(CONSOLE.glob("*/routes.ts")):
        for room, below, file in VIEW.findall(path.read_text(encoding="utf-8")):
            for each in (room,) if room else ("organization", "event"):
                screen = f"`{ROOMS[each]}/{below}`".replace("/`", "`")
                yield re.sub(r":(\w+)", r"{\1}", screen), (_file(path, file), "default")


def _calls_from(start: Node, sources: Mapping[Path, Source]) -> set[Call]:
    waiting, seen, found = [start], {start}, set[Call]()
    while waiting:
        path, name = waiting.pop()
        source = sources.get(path)
        if source is None or path.name == "routes.ts":  # each view is a screen of its own
            continue
        found |= source.calls.get(name, set())
        text = source.parts.get(name, "")
        late = [(_file(path, each), "default") for each in LATE.findall(text)]
        words = set(re.findall(r"\w+", text)) | ({name} & source.imported.keys())
        local = [(path, word) for word in words & source.parts.keys()]
        imported = [source.imported[word] for word in words & source.imported.keys()]
        for node in (*late, *local, *imported):
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return found


@cache
def read_sources() -> Mapping[Path, Source]:
    return {
        path: _source(path)
        for path in sorted(CONSOLE.rglob("*.ts*"))
        if ".test." not in path.name and path.name != "testing.tsx"
    }


def _source(path: Path) -> Source:
    text = NOTE.sub("", path.read_text(encoding="utf-8"))
    source = Source(imported=_imports(path, text))
    starts = list(DECLARED.finditer(text))
    ends = [*(each.start() for each in starts[1:]), len(text)]
    for start, end in zip(starts, ends, strict=True):
        name = start[2]
        source.parts[name] = text[start.start() : end]
        source.calls[name] = set(_calls(text, start.start(), end, source, path))
        if start[1]:
            source.parts["default"] = name
    if said := DEFAULT.search(text):
        source.parts["default"] = said[1]
    return source


def _imports(path: Path, text: str) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for names, file in IMPORT.findall(text):
        target = _file(path, file)
        plain, _, braced = names.partition("{")
        if own := plain.strip(" ,\n"):
            found[own] = (target, "default")
        for name, other in NAMED.findall(braced.rstrip("} \n")):
            found[other or name] = (target, name)
    return found


def _calls(text: str, start: int, end: int, source: Source, path: Path) -> Iterator[Call]:
    for call in CALL.finditer(text, start, end):
        address = call[2] or call[3] or _constant(call[4], text, call.start(), path)
        filled = _filled(address, text, call.start(), path)
        if filled.startswith("/"):
            yield call[1], bare(filled)
        else:
            source.unclear.append(f"{path.relative_to(CONSOLE)}: {call[0]}")
    for sent in SENT.finditer(text, start, end):
        yield sent[3], bare(sent[1] or sent[2])
    for link in LINK.finditer(text, start, end):
        yield "GET", bare(link[1])


def _constant(name: str | None, text: str, before: int, path: Path) -> str:
    """The nearest text of that name above a place, or of the file that it is imported from."""
    if not name:
        return ""
    known = [each for each in CONSTANT.finditer(text) if each[1] == name]
    above = [each for each in known if each.start() < before] or known
    if above:
        return _filled(above[-1][2] or above[-1][3], text, above[-1].start(), path)
    file, imported = _imports(path, text).get(name, (path, ""))
    if file == path or not file.is_file():
        return ""
    other = file.read_text(encoding="utf-8")
    return _constant(imported, other, len(other), file)


def _filled(address: str, text: str, before: int, path: Path) -> str:
    return re.sub(
        r"\$\{(\w+)\}", lambda each: _constant(each[1], text, before, path) or each[0], address
    )


def _file(path: Path, named: str) -> Path:
    return _source_at(path.parent, named)


@cache
def _source_at(folder: Path, named: str) -> Path:
    base = (folder / named).resolve()
    options = (base, *(base.with_name(base.name + end) for end in (".ts", ".tsx")))
    return next((each for each in options if each.is_file()), base)
