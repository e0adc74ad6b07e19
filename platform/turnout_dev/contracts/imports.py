"""Contract types that import-linter does not bring: front doors, one way in a module, libraries."""

import abc
import re
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

ANY_OTHER_FILE = "*"
"""In the ranks of a module: where every file name without a rank of its own stands."""


def is_within(module: str, expression: str) -> bool:
    """Whether `module` is, or lies below, what `expression` names; `*` stands for one part."""
    parts, wanted = module.split("."), expression.split(".")
    if len(parts) < len(wanted):
        return False
    return all(want in {"*", part} for part, want in zip(parts, wanted, strict=False))


class DirectImports(Contract):
    """A contract that judges each import by itself.

    Every import of the graph is judged, so a chain of imports is refused at its forbidden link.
    """

    @abc.abstractmethod
    def refusal(self, importer: str, imported: str) -> str | None:
        """Say why this import may not stand, or None."""

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 - import-linter calls it so
        refused: list[str] = []
        for importer in sorted(graph.modules):
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                reason = self.refusal(importer, imported)
                if reason is not None:
                    details = graph.get_import_details(importer=importer, imported=imported)
                    lines = ", ".join(str(detail["line_number"]) for detail in details)
                    refused.append(f"{importer} -> {imported} (line {lines}): {reason}")
        return ContractCheck(kept=not refused, metadata={"refused": refused})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in cast("list[str]", check.metadata["refused"]):
            output.print_error(line)


class FrontDoor(DirectImports):
    """A module is entered through its doors; only the named places may use another entrance."""

    type_name = "front_door"
    container = fields.StringField()
    doors = fields.ListField(subfield=fields.StringField())
    fragments = fields.StringField()
    fragment_readers = fields.ListField(subfield=fields.StringField())
    shapes = fields.StringField()
    shape_readers = fields.ListField(subfield=fields.StringField())
    composition_roots = fields.ListField(subfield=fields.StringField())
    composed_files = fields.ListField(subfield=fields.StringField())
    api_only = fields.ListField(subfield=fields.StringField())

    def refusal(self, importer: str, imported: str) -> str | None:
        prefix = f"{self.container}."
        if not imported.startswith(prefix):
            return None
        module, _, inside = imported.removeprefix(prefix).partition(".")
        if is_within(importer, f"{prefix}{module}"):
            return None
        file = inside.partition(".")[0]
        if file in self._entrances(importer):
            return None
        return f"enter {module} by {' or '.join(self._entrances(importer))}"

    def _entrances(self, importer: str) -> list[str]:
        if any(is_within(importer, name) for name in cast("list[str]", self.api_only)):
            return ["api"]
        doors = list(cast("list[str]", self.doors))
        if any(is_within(importer, name) for name in cast("list[str]", self.composition_roots)):
            return doors + cast("list[str]", self.composed_files)
        readers = cast("list[str]", self.fragment_readers)
        if any(is_within(importer, name) for name in readers):
            return [*doors, str(self.fragments)]
        shape_readers = cast("list[str]", self.shape_readers)
        if any(is_within(importer, name) for name in shape_readers):
            return [*doors, str(self.shapes)]
        return doors


class OneWay(DirectImports):
    """The files of a module import downwards only.

    `ranks` lists the file names from top to bottom. Names parted by `|` never import each
    other, names parted by `:` may. A file whose name is not listed stands where `*` stands; in a
    feature folder (`refunds/service.py`) the file's own name counts.
    """

    type_name = "one_way"
    container = fields.StringField()
    ranks = fields.ListField(subfield=fields.StringField())

    def refusal(self, importer: str, imported: str) -> str | None:
        prefix = f"{self.container}."
        if not (importer.startswith(prefix) and imported.startswith(prefix)):
            return None
        module, _, upper = importer.removeprefix(prefix).partition(".")
        other, _, lower = imported.removeprefix(prefix).partition(".")
        if module != other or not upper or not lower:
            return None
        above, below = self._kind(upper), self._kind(lower)
        if above == below or self._may_import(above, below):
            return None
        return f"{above} stands below or beside {below}"

    def _kind(self, path: str) -> str:
        """The ranked name on the path (`refunds.service` is a service), else its first part."""
        ranked = re.findall(r"\w+", " ".join(cast("list[str]", self.ranks)))
        parts = path.split(".")
        return next((part for part in parts if part in ranked), parts[0])

    def _may_import(self, above: str, below: str) -> bool:
        upper, lower = self._rank(above), self._rank(below)
        lines = cast("list[str]", self.ranks)
        return upper < lower or (upper == lower and ":" in lines[upper])

    def _rank(self, file: str) -> int:
        others = 0
        for rank, line in enumerate(cast("list[str]", self.ranks)):
            names = re.findall(r"[\w*]+", line)
            if file in names:
                return rank
            if ANY_OTHER_FILE in names:
                others = rank
        return others


class Reserved(DirectImports):
    """Some libraries are imported by some rooms of one package only."""

    type_name = "reserved"
    package = fields.StringField()
    libraries = fields.ListField(subfield=fields.StringField())
    rooms = fields.ListField(subfield=fields.StringField())

    def refusal(self, importer: str, imported: str) -> str | None:
        if not is_within(importer, str(self.package)):
            return None
        libraries = cast("list[str]", self.libraries)
        if not any(is_within(imported, library) for library in libraries):
            return None
        if any(is_within(importer, room) for room in cast("list[str]", self.rooms)):
            return None
        return f"{imported} is reserved for other rooms"


class OnlyPartners(DirectImports):
    """Of the packages whose name starts with `family`, `package` knows the partners only.

    So no list of adapters has to be kept: each is named `turnout_<vendor>`.
    """

    type_name = "only_partners"
    package = fields.StringField()
    family = fields.StringField()
    partners = fields.ListField(subfield=fields.StringField())

    def refusal(self, importer: str, imported: str) -> str | None:
        root = imported.partition(".")[0]
        if not is_within(importer, str(self.package)) or not root.startswith(str(self.family)):
            return None
        if root in cast("list[str]", self.partners):
            return None
        return f"{self.package} may not know {root}"
