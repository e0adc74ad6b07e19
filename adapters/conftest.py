"""What the adapters' tests share: a profile of Hypothesis, and the kit run on wrong adapters."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import settings as hypothesis_settings

# A loaded machine is no failure of a property; `make prove` tries more examples, and new ones.
PROVE = os.environ.get("TURNOUT_PROVE") == "1"
hypothesis_settings.register_profile(
    "unhurried", deadline=None, derandomize=not PROVE, max_examples=100 if PROVE else 20
)
hypothesis_settings.load_profile("unhurried")


@dataclass(frozen=True)
class Judged:
    """How one test of the kit ended for an adapter that is wrong on purpose."""

    adapter: str
    test: str
    said: str | None
    """What the failure says; None when the test passed."""


@pytest.fixture(scope="session")
def judge(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Path, Iterable[tuple[str, str]]], list[Judged]]:
    """Run tests of the kit, (adapter, test) each, on a file of wrong adapters, in a process."""

    def run(file: Path, wanted: Iterable[tuple[str, str]]) -> list[Judged]:
        report = tmp_path_factory.mktemp("judged") / "report.xml"
        names = [f"{file}::Test{adapter}::test_{test}" for adapter, test in wanted]
        options = ("-q", "-p", "no:cacheprovider", "-p", "no:randomly", f"--junitxml={report}")
        subprocess.run(  # noqa: S603 - our own tests
            [sys.executable, "-m", "pytest", *options, "--import-mode=importlib", *names],
            check=False,
            capture_output=True,
            timeout=240,
        )
        return [_judged(case) for case in ET.parse(report).iter("testcase")]  # noqa: S314 - our own

    return run


def _judged(case: ET.Element) -> Judged:
    failure = case.find("failure")
    return Judged(
        adapter=case.get("classname", "").rpartition(".Test")[2],
        test=case.get("name", "").removeprefix("test_"),
        said=None if failure is None else f"{failure.get('message')}\n{failure.text}",
    )
