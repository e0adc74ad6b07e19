"""The tree keeps every promise that a machine can read from its files."""

from pathlib import Path

import pytest

from turnout_dev.contracts.checks import CHECKS


@pytest.mark.parametrize("promise", CHECKS)
def test_the_tree_keeps_its_promise(root: Path, promise: str) -> None:
    breaches = sorted(set(CHECKS[promise](root)))
    assert not breaches, "\n" + "\n".join(str(each) for each in breaches)


def test_the_checks_look_at_real_files(root: Path) -> None:
    modules = {path.parent.name for path in root.glob("platform/turnout/modules/*/__init__.py")}
    assert {"organizations", "identity", "events", "orders", "checkin"} <= modules
