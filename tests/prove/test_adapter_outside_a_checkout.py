"""An integrator has the SDK's wheel and no checkout: begins an adapter, fills it in, installs it.

The environment is new and nothing is fetched: what the SDK needs is copied out of ours.
"""

import re
import shutil
import subprocess
import sys
import venv
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.architecture.checkout import ROOT
from tests.prove.results import record_result

NEEDED = ("turnout-sdk[test]", "hatchling", "editables", "pip")
OFFLINE = ("--quiet", "--no-index", "--no-build-isolation", "--no-deps")
PASSED = re.compile(r"^(\d+) passed", re.MULTILINE)


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """An environment with what the SDK requires, and without the SDK."""
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False)
    [packages] = environment.glob("lib/python*/site-packages")
    for each in closure(NEEDED):
        copy(each, packages)
    return environment / "bin/python"


def test_an_adapter_begun_outside_a_checkout_passes_the_kit_there(
    python: Path, tmp_path: Path
) -> None:
    """`.ci/try-sdk` is what the publishing workflow tries with the wheel that it built."""
    pip = (sys.executable, "-m", "pip", "wheel", *OFFLINE, "--wheel-dir", str(tmp_path / "wheels"))
    subprocess.run([*pip, str(ROOT / "adapters/sdk")], check=True, timeout=120)
    [wheel] = (tmp_path / "wheels").glob("turnout_sdk-*.whl")
    done = subprocess.run(
        ["bash", ROOT / ".ci/try-sdk", wheel],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "TURNOUT_TRY_PYTHON": str(python)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    [passed] = PASSED.findall(done.stdout)
    record_result("an adapter begun outside a checkout", f"{passed} of the kit")


def closure(wanted: tuple[str, ...]) -> list[Distribution]:
    """List what is installed here of these and of everything that they need."""
    found: dict[str, Distribution] = {}
    todo = [Requirement(each) for each in wanted]
    while todo:
        each = todo.pop()
        try:
            there = distribution(each.name)
        except PackageNotFoundError:
            continue  # for other machines or Pythons, or of an extra that nobody asked for
        is_known = each.name.lower() in found
        if is_known and not each.extras:
            continue
        found[each.name.lower()] = there
        for text in there.requires or ():
            needed = Requirement(text)
            extras = each.extras or {""}
            if needed.marker is None or any(needed.marker.evaluate({"extra": x}) for x in extras):
                todo.append(needed)
    return [there for name, there in found.items() if name != "turnout-sdk"]


def copy(installed: Distribution, place: Path) -> None:
    """Copy an installed package, file by file as its own record lists them."""
    for each in installed.files or ():
        if each.parts[0] != ".." and each.suffix != ".pyc":
            target = place / each
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(str(each.locate()), target)
