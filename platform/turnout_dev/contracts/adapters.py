"""Adapters see turnout_sdk and their vendor's library, nothing of the platform."""

from pathlib import Path
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

from turnout_dev.contracts.sources import Breach, imported_names, python_files

OUT_OF_SIGHT = {"flask", "sqlalchemy", "celery", "psycopg", "redis"}


def foreign_imports(root: Path, folder: str = "adapters") -> list[Breach]:
    """Say which shipped file of an adapter imports the platform or another adapter.

    Read from the files instead of the import graph: an adapter need not be installed to be held.
    """
    breaches = []
    for source in python_files(root, *_shipped_folders(root, folder)):
        own = source.path.relative_to(root).parts[3]
        for node, name in imported_names(source.tree):
            first = name.partition(".")[0]
            foreign = first == "turnout" or first.startswith("turnout_")
            if first in OUT_OF_SIGHT or (foreign and first not in {own, "turnout_sdk"}):
                breaches.append(source.breach(node, f"an adapter may not know {first}"))
    return breaches


def _shipped_folders(root: Path, folder: str) -> list[str]:
    packages = (root / folder).glob("*/src/*/")
    return [path.relative_to(root).as_posix() for path in sorted(packages) if path.is_dir()]


class Adapters(Contract):
    type_name = "adapters"
    folder = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 - import-linter calls it so
        breaches = foreign_imports(Path.cwd(), str(self.folder))
        return ContractCheck(
            kept=not breaches, metadata={"refused": [str(each) for each in breaches]}
        )

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in cast("list[str]", check.metadata["refused"]):
            output.print_error(line)
