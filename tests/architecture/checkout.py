"""A copy of what the contracts look at, and import-linter run over it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = ("platform/turnout", "platform/turnout_dev", "adapters", "migrations")
LEFT_OUT = shutil.ignore_patterns(
    "__pycache__", "assets", "static", "node_modules", "*.egg-info", "build", "dist", "fake"
)
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def copy_tree(destination: Path) -> Path:
    """Copy the sources; assets and installed things stay behind."""
    for folder in COPIED:
        shutil.copytree(ROOT / folder, destination / folder, ignore=LEFT_OUT)
    for file in (".importlinter", "pyproject.toml"):
        shutil.copy(ROOT / file, destination / file)
    return destination


def lint(checkout: Path) -> tuple[int, str]:
    """Run import-linter over a checkout, which stands before every installed copy of ours."""
    folders = [checkout / "platform", *sorted(checkout.glob("adapters/*/src"))]
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--no-logo", "--config", ".importlinter"],
        cwd=checkout,
        env=os.environ
        | {"PYTHONPATH": os.pathsep.join(str(each) for each in folders), "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


def verdicts(report: str) -> dict[str, str]:
    """Read the lines `name KEPT` and `name BROKEN`."""
    ends = ("KEPT", "BROKEN")
    lines = [line.strip() for line in report.splitlines()]
    return {
        line.removesuffix(end).strip(): end for line in lines for end in ends if line.endswith(end)
    }
