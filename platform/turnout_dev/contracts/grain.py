"""The grain of the tree: how large a module may be, how small a file, and which names are gone."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Final

from turnout_dev.contracts.sources import (
    KINDS,
    Breach,
    Source,
    file_of_module,
    imported_names,
    platform_files,
    python_files,
)
from turnout_dev.contracts.sql import owners_of_tables

MODULES: Final = "platform/turnout/modules"
SITE: Final = "platform/turnout/site"
SITE_FLOORS: Final = 6
"""How many files of the pages may stand one on the other, by who imports whom."""
USUAL_FILE_LINES: Final = 300
LONG_FILES_SHARE: Final = 0.1
LEAST_FILE_LINES: Final = 40
LEAST_FILES: Final = 3
MODULE_LINES: Final = 3_000
MODULE_FILES: Final = 25
MODULE_TABLES: Final = 10
OTHER_FILES: Final = 6
SMALL_NAMES: Final = KINDS | {"__init__", "enums", "clock", "ids", "etags", "values"}
"""Files that may be short: their name says all, and each is looked for by it."""
LARGE_BY_RECORD: Final[dict[str, str]] = {
    "orders": "0021",
    "payments": "0021",
    "events": "0021",
    "programme": "0021",
}
"""Modules above the limits, with the decision record that says why."""
_OLD_WORDS = (
    "accepting agreeing allowing announcing answering_page asking asking_again attaching booking "
    "by_hand calling_off carrying choosing claiming collecting comparing composing consenting "
    "counting deciding doing entrances equip expiring exporting following gathering giving_back "
    "holding holding_on idle inside keeping letters letting_go liking made_ready mailing merging "
    "moving news_letters objects opening opting_out owing owing_back own_pages own_views papers "
    "placing_order planning polling_of queueing reconciling recording refusals renaming repeating "
    "returning reviewing sealing seasons seats selling stakes standing standing_cache "
    "statements_of stocktaking sweeping taking_out taking_part talks ticket_letters told "
    "transferring understood viewing waiting what_changed working"
)
OLD_WORDS: Final = frozenset(_OLD_WORDS.split())
"""Gerunds and private words that once named files; the field's noun stands there now."""
NOUNS: Final = frozenset({"billing"})
"""Words that look like gerunds and are what the field calls a thing."""


def crumbs(root: Path) -> list[Breach]:
    """Find files of a few lines whose name is not one of those that may be short."""
    return [
        Breach(source.place, f"{lines} lines; put it where it is used")
        for source in platform_files(root)
        if source.path.stem not in SMALL_NAMES
        and (lines := source.text.count("\n")) < LEAST_FILE_LINES
    ]


def small_folders(root: Path) -> list[Breach]:
    """Find packages with fewer than three files besides `__init__`."""
    count: Counter[Path] = Counter()
    for source in platform_files(root):
        count[source.path.parent] += source.path.stem != "__init__"
    return [
        Breach(folder.relative_to(root).as_posix(), f"{files} files; a folder holds three or more")
        for folder, files in sorted(count.items())
        if 0 < files < LEAST_FILES
    ]


def many_long_files(root: Path) -> list[Breach]:
    """At most one file in ten passes the usual length."""
    sources = list(platform_files(root))
    long = [each.place for each in sources if each.text.count("\n") > USUAL_FILE_LINES]
    if len(long) <= len(sources) * LONG_FILES_SHARE:
        return []
    return [Breach("platform/turnout", f"{len(long)} files pass {USUAL_FILE_LINES} lines")]


def old_words(root: Path) -> list[Breach]:
    """Find file names that the glossary has replaced, and gerunds, which name no thing."""
    return [
        Breach(source.place, "the glossary has another word for it")
        for source in platform_files(root)
        if source.path.stem in OLD_WORDS or _is_gerund(source.path.stem)
    ]


def _is_gerund(name: str) -> bool:
    word = name.rpartition("_")[2]
    return word.endswith("ing") and word not in NOUNS


def large_modules(root: Path) -> list[Breach]:
    """Find modules above the limits of lines, files and tables that no record allows."""
    owners = list(owners_of_tables(root).values())
    return [
        Breach(f"{MODULES}/{module}", f"{size} {unit}; it is two nouns (at most {most})")
        for module, sources in sorted(_modules(root).items())
        if module not in LARGE_BY_RECORD
        for size, most, unit in _sizes(sources, owners.count(module))
        if size > most
    ]


def high_floors(root: Path) -> list[Breach]:
    """Find files of the pages that stand on too many others: the longest way down by imports.

    `graphlib.CycleError` where files import each other.
    """
    imports = _imports_within(root, SITE)
    floors: dict[str, int] = {}
    for name in TopologicalSorter(imports).static_order():
        floors[name] = 1 + max((floors[each] for each in imports[name]), default=0)
    return [
        Breach(name, f"stands on floor {floor}; the pages have {SITE_FLOORS}")
        for name, floor in sorted(floors.items())
        if floor > SITE_FLOORS
    ]


def idle_records(root: Path) -> list[Breach]:
    """Find modules that a record allows to be large and that are not."""
    modules, owners = _modules(root), list(owners_of_tables(root).values())
    return [
        Breach(f"{MODULES}/{module}", f"is not large; record {record} may go")
        for module, record in LARGE_BY_RECORD.items()
        if all(size <= most for size, most, _ in _sizes(modules[module], owners.count(module)))
    ]


def odd_names(root: Path) -> list[Breach]:
    """At most six file names of a module stand off the fixed list, features' folders apart."""
    breaches = []
    for module, sources in sorted(_modules(root).items()):
        folder = root / MODULES / module
        names = {each.path.stem for each in sources if each.path.parent == folder}
        odd = sorted(names - SMALL_NAMES)
        if len(odd) > OTHER_FILES:
            breaches.append(Breach(f"{MODULES}/{module}", f"names of its own: {', '.join(odd)}"))
    return breaches


def names_at_two_doors(root: Path) -> list[Breach]:
    """Find public classes that two front doors call by the same name."""
    doors: defaultdict[str, list[str]] = defaultdict(list)
    for source in sorted((root / MODULES).glob("*/api.py")):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    name = alias.asname or alias.name
                    if re.match(r"[A-Z]\w*[a-z]", name):
                        doors[name].append(source.parent.name)
    return [
        Breach(f"{MODULES}/{modules[0]}/api.py", f"{name} is also at {', '.join(modules[1:])}")
        for name, modules in sorted(doors.items())
        if len(modules) > 1
    ]


def modules_not_listed(root: Path) -> list[Breach]:
    """The list in app.py names the folders of modules, no more and no less."""
    tree = ast.parse((root / "platform/turnout/app.py").read_text(encoding="utf-8"))
    [listed] = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == "MODULES"
    ]
    folders = {path.parent.name for path in (root / MODULES).glob("*/__init__.py")}
    differences = sorted(folders.symmetric_difference(listed))
    return [
        Breach("platform/turnout/app.py", f"MODULES and folders differ in {name}")
        for name in differences
    ]


def _imports_within(root: Path, folder: str) -> dict[str, set[str]]:
    """Which files of a folder each of them imports, by dotted name, late imports too."""
    sources = {_dotted(source): source for source in python_files(root, folder)}
    return {
        name: {
            found
            for _, imported in imported_names(source)
            for found in (imported, imported.rpartition(".")[0])
            if found in sources and found != name
        }
        for name, source in sources.items()
    }


def _dotted(source: Source) -> str:
    parts = source.path.relative_to(source.root / "platform").with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def _modules(root: Path) -> dict[str, list[Source]]:
    modules: defaultdict[str, list[Source]] = defaultdict(list)
    for source in platform_files(root):
        if source.place.startswith(f"{MODULES}/") and (module := file_of_module(source)[0]):
            modules[module].append(source)
    return modules


def _sizes(sources: list[Source], tables: int) -> Iterator[tuple[int, int, str]]:
    lines = sum(source.text.count("\n") for source in sources)
    files = [source for source in sources if source.path.stem != "__init__"]
    yield lines, MODULE_LINES, "lines"
    yield len(files), MODULE_FILES, "files"
    yield tables, MODULE_TABLES, "tables"
