"""What quality an installed adapter claims, found where its wheel or its checkout keeps it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from turnout_sdk import quality_claim
from turnout_sdk.quality_claim import claimed_level


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    source = tmp_path / "src"
    source.mkdir()
    monkeypatch.syspath_prepend(source)
    claimed_level.cache_clear()
    yield tmp_path
    claimed_level.cache_clear()


def package(folder: Path, name: str) -> Path:
    made = folder / "src" / name
    made.mkdir()
    (made / "__init__.py").write_text("")
    sys.modules.pop(name, None)
    return made


def test_a_wheel_holds_the_file_beside_the_code(folder: Path) -> None:
    made = package(folder, "claims_packed")
    (made / quality_claim.FILE).write_text("# why\nlevel: silver # nearly gold\nrules: {}\n")

    assert claimed_level("claims_packed.gateway") == "silver"


def test_a_checkout_holds_it_at_the_root_of_the_distribution(folder: Path) -> None:
    package(folder, "claims_checkout")
    (folder / "pyproject.toml").write_text("")
    (folder / quality_claim.FILE).write_text("level: gold\n")

    assert claimed_level("claims_checkout") == "gold"


def test_a_file_of_some_folder_above_is_nobodys_claim(folder: Path) -> None:
    package(folder, "claims_stray")
    (folder / quality_claim.FILE).write_text("level: gold\n")

    assert claimed_level("claims_stray") == "none"


@pytest.mark.parametrize("text", ["", "rules: {}\n", "level: platinum\n", "level: [gold]\n"])
def test_what_is_no_level_claims_nothing(folder: Path, text: str) -> None:
    made = package(folder, "claims_wrong")
    (made / quality_claim.FILE).write_text(text)

    assert claimed_level("claims_wrong") == "none"


def test_a_package_that_is_not_there_claims_nothing(folder: Path) -> None:
    assert claimed_level("claims_nowhere.at.all") == "none"
    assert claimed_level("json") == "none"
