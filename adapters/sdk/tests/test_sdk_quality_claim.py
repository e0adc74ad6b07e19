"""What quality an installed adapter claims, found where its wheel or its checkout keeps it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from turnout_sdk import quality_claim
from turnout_sdk.quality_claim import claim_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    source = tmp_path / "src"
    source.mkdir()
    monkeypatch.syspath_prepend(source)
    claim_of.cache_clear()
    yield tmp_path
    claim_of.cache_clear()


def package(folder: Path, name: str) -> Path:
    made = folder / "src" / name
    made.mkdir()
    (made / "__init__.py").write_text("")
    sys.modules.pop(name, None)
    return made


def test_a_wheel_holds_the_file_beside_the_code(folder: Path) -> None:
    made = package(folder, "claims_packed")
    (made / quality_claim.FILE).write_text("# why\nlevel: silver # nearly gold\nrules: {}\n")

    assert claim_of("claims_packed.gateway").level == "silver"


def test_a_checkout_holds_it_at_the_root_of_the_distribution(folder: Path) -> None:
    package(folder, "claims_checkout")
    (folder / "pyproject.toml").write_text("")
    (folder / quality_claim.FILE).write_text("level: gold\n")

    assert claim_of("claims_checkout").level == "gold"


def test_a_file_of_some_folder_above_is_nobodys_claim(folder: Path) -> None:
    package(folder, "claims_stray")
    (folder / quality_claim.FILE).write_text("level: gold\n")

    assert claim_of("claims_stray").level == "none"


@pytest.mark.parametrize("text", ["", "rules: {}\n", "level: platinum\n", "level: [gold]\n"])
def test_what_is_no_level_claims_nothing(folder: Path, text: str) -> None:
    made = package(folder, "claims_wrong")
    (made / quality_claim.FILE).write_text(text)

    assert claim_of("claims_wrong").level == "none"


def test_a_package_that_is_not_there_claims_nothing(folder: Path) -> None:
    assert claim_of("claims_nowhere.at.all").level == "none"
    assert claim_of("json").level == "none"


def test_exemptions_come_with_their_reasons(folder: Path) -> None:
    made = package(folder, "claims_exempt")
    (made / quality_claim.FILE).write_text(
        "level: gold\nexemptions:\n  platform-fee: >-\n    Nobody pays\n    an account of ours.\n"
    )

    claim = claim_of("claims_exempt")

    assert claim.level == "gold"
    assert claim.exemptions == {"platform-fee": "Nobody pays an account of ours."}


@pytest.mark.parametrize("rule", sorted(quality_claim.MONEY_RULES))
def test_an_exemption_from_a_rule_about_money_leaves_bronze(folder: Path, rule: str) -> None:
    name = f"claims_{rule.replace('-', '_')}"
    made = package(folder, name)
    (made / quality_claim.FILE).write_text(f"level: gold\nexemptions: {{{rule}: It cannot be.}}\n")

    assert claim_of(name).level == "bronze"


def test_a_file_that_is_no_yaml_claims_nothing(folder: Path) -> None:
    made = package(folder, "claims_broken")
    (made / quality_claim.FILE).write_text("level: gold\nexemptions: [\n")

    assert claim_of("claims_broken") == quality_claim.Claim()
