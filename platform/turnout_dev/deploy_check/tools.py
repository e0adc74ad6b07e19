"""Programs that the ladder needs: found on the path or in the folder TURNOUT_TOOLS."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from turnout_dev.stack.state import ROOT

CHART = ROOT / "charts" / "turnout"
KUBERNETES = "1.34.0"
"""What is rendered for; the schemas and the API server are of this version too."""


class Missing(Exception):
    """A program or a folder that this machine does not have; the rung is skipped."""


class Failed(Exception):
    """What a rung found."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Where to look: a folder with `bin`, `schemas`, `crds` and `k8s`, and then the path."""

    folder: Path | None

    def program(self, name: str) -> str:
        """Return where a program is; raises Missing."""
        found = shutil.which(name, path=f"{self.folder}/bin") if self.folder else None
        found = found or shutil.which(name)
        if not found:
            raise Missing(f"{name} is not here")
        return found

    def place(self, name: str) -> Path:
        """Return a file or folder below TURNOUT_TOOLS; raises Missing."""
        path = self.folder / name if self.folder else None
        if path is None or not path.exists():
            raise Missing(f"{name} is not in TURNOUT_TOOLS (docs/how-to/check-the-chart.md)")
        return path


def find_tools() -> Tools:
    given = os.environ.get("TURNOUT_TOOLS")
    return Tools(Path(given) if given else None)


def values_files() -> list[Path]:
    """Every scenario of the chart."""
    return sorted((CHART / "ci").glob("*-values.yaml"))


def run(
    *command: str | Path, given: str | None = None, env: Mapping[str, str] | None = None
) -> str:
    """Run a program from the chart's folder; what it said, or Failed with that."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=CHART,
        input=given,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failed(done.stdout.strip()[-4000:])
    return done.stdout


def render(tools: Tools, values: Path, *more: str, release: str = "t") -> str:
    """The chart's objects for a scenario, as one YAML text."""
    return run(
        *(tools.program("helm"), "template", release, ".", "--namespace", "turnout"),
        *("--kube-version", KUBERNETES, "--values", values, *more),
    )
