"""An integrator has the SDK's wheel and no checkout: begins an adapter, fills it in, installs it.

The environment is new and nothing is fetched: what the SDK needs is copied out of ours.
"""

import os
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

EXAMPLE = ROOT / "adapters/sdk/tests/acme"
NEEDED = ("turnout-sdk[test]", "hatchling", "editables", "pip")
OFFLINE = ("--quiet", "--no-index", "--no-build-isolation", "--no-deps")
FILLED_IN = "fetch, find, health, read, refund, start, verify"
LOAD = """
from importlib.metadata import entry_points
from importlib.util import find_spec
import turnout_sdk
[found] = [each.load() for each in entry_points(group="turnout.payments")]
print(find_spec("turnout"), turnout_sdk.__file__)
print(found.key, found.kind, found.is_compatible(), found.quality())
"""


class Outside:
    """An environment with the SDK in it, and a folder far from any checkout."""

    def __init__(self, folder: Path) -> None:
        self.environment, self.here = folder / "environment", folder / "here"
        self.here.mkdir()
        venv.create(self.environment, with_pip=False)
        [self.packages] = self.environment.glob("lib/python*/site-packages")

    def run(self, *command: str, code: int = 0) -> str:
        programs = self.environment / "bin"
        done = subprocess.run(
            [programs / command[0], *command[1:]],
            cwd=self.here,
            env={"PATH": f"{programs}{os.pathsep}/usr/bin:/bin", "HOME": str(self.here)},
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def install(self, *what: str) -> None:
        self.run("python", "-m", "pip", "install", *OFFLINE, *what)


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    place = Outside(tmp_path)
    for each in closure(NEEDED):
        copy(each, place.packages)
    wheels = tmp_path / "wheels"
    pip = (sys.executable, "-m", "pip", "wheel", *OFFLINE, "--wheel-dir", str(wheels))
    subprocess.run([*pip, str(ROOT / "adapters/sdk")], check=True, timeout=120)
    place.install(*map(str, wheels.glob("turnout_sdk-*.whl")))
    return place


def test_an_adapter_begun_outside_a_checkout_passes_the_kit_there(outside: Outside) -> None:
    said = outside.run("turnout-adapter-new", "payments", "acme")
    assert "turnout-adapter-test acme" in said
    outside.install("--editable", "acme")
    first = outside.run("turnout-adapter-test", "acme", code=1)
    assert f"fill in: {FILLED_IN}" in first
    assert "1 failed, 4 passed" in first

    for place in ("src", "fake"):
        shutil.copytree(EXAMPLE / place, outside.here / "acme" / place, dirs_exist_ok=True)
    shutil.copy(EXAMPLE / "quality.yaml", outside.here / "acme")
    tried = outside.run("turnout-adapter-test", "acme")
    assert "quality: silver" in tried
    assert "which does not hold yet" not in tried
    platform, sdk, *loaded = outside.run("python", "-c", LOAD).split()
    assert platform == "None", "Turnout itself can be imported"
    assert Path(sdk).is_relative_to(outside.environment)
    assert loaded == ["acme", "payments", "True", "silver"]
    [passed] = re.findall(r"(\d+) passed", tried)
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
