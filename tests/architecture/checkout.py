"""A copy of what the contracts look at, and import-linter run over it."""

import configparser
import os
import shutil
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = "platform/turnout/modules"
COPIED = ("platform/turnout", "platform/turnout_dev", "adapters", "migrations")
LEFT_OUT = shutil.ignore_patterns(
    "__pycache__", "assets", "static", "node_modules", "*.egg-info", "build", "dist", "fake"
)
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def copy_tree(destination: Path, *, modules: Collection[str] | None = None) -> Path:
    """Copy the sources, or of the modules these only; assets and installed things stay behind."""

    def left_out(folder: str, names: list[str]) -> set[str]:
        left = LEFT_OUT(folder, names)
        if modules is not None and Path(folder) == ROOT / MODULES:
            left |= {each for each in names if (Path(folder) / each).is_dir()} - set(modules)
        return left

    for folder in COPIED:
        shutil.copytree(ROOT / folder, destination / folder, ignore=left_out)
    for file in (".importlinter", "pyproject.toml"):
        shutil.copy(ROOT / file, destination / file)
    return destination


def lint(checkout: Path, contract: str | None = None) -> tuple[int, str]:
    """Run import-linter over a checkout, which stands before every installed copy of ours.

    All contracts, or the one of this name: finding every chain of imports takes longest.
    """
    only = [] if contract is None else ["--contract", contract_ids(checkout)[contract]]
    folders = [checkout / "platform", *sorted(checkout.glob("adapters/*/src"))]
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--no-logo", "--config", ".importlinter", *only],
        cwd=checkout,
        env=os.environ
        | {"PYTHONPATH": os.pathsep.join(str(each) for each in folders), "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


def contract_ids(checkout: Path) -> dict[str, str]:
    """The contracts' names and what import-linter calls them."""
    said = configparser.ConfigParser()
    said.read(checkout / ".importlinter", encoding="utf-8")
    prefix = "importlinter:contract:"
    return {
        said[each]["name"]: each.removeprefix(prefix)
        for each in said.sections()
        if each.startswith(prefix)
    }


def verdicts(report: str) -> dict[str, str]:
    """Read the lines `name KEPT` and `name BROKEN`."""
    ends = ("KEPT", "BROKEN")
    lines = [line.strip() for line in report.splitlines()]
    return {
        line.removesuffix(end).strip(): end for line in lines for end in ends if line.endswith(end)
    }
