"""`turnout new …`: what it makes keeps every promise without a further touch."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from tests.architecture.checkout import ROOT, copy_tree, lint
from tests.architecture.migration import apply
from tests.prove.counts import PROVE
from turnout_dev.contracts import catalogue
from turnout_dev.contracts.checks import CHECKS
from turnout_dev.scaffold import command
from turnout_sdk.scaffold.adapter import KINDS

MODULE = "platform/turnout/modules/stewards"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy_tree(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def new(*arguments: str) -> str:
    done = CliRunner().invoke(command, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def refused(*arguments: str) -> str:
    done = CliRunner().invoke(command, list(arguments), catch_exceptions=False)
    assert done.exit_code != 0
    return done.output


@pytest.fixture(scope="module")
def before() -> set[str]:
    """What the checkout itself is blamed for: a scaffold adds nothing to it."""
    return breaches(ROOT)


def breaches(checkout: Path) -> set[str]:
    return {str(each) for check in CHECKS.values() for each in check(checkout)}


def ruff(checkout: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *arguments, "--no-cache"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def assert_in_order(checkout: Path, before: set[str], *places: str) -> None:
    """Contracts, checks, lint and format are as green as they were before."""
    code, report = lint(checkout)
    assert code == 0, report
    assert breaches(checkout) - before == set()
    assert ruff(checkout, "check", *places) == ""
    assert ruff(checkout, "format", "--check", *places) == ""


def test_what_is_made_keeps_every_contract(checkout: Path, before: set[str]) -> None:
    new("module", "stewards", "--above", "events")
    new("fact", "stewards.withdrawn")
    new("task", "stewards", "sweep_stewards", "--every", "60")
    new("adapter", "payments", "acme")
    [migration] = (checkout / "migrations/versions").glob("*_stewards.py")
    places = (MODULE, "tests/modules/stewards", str(migration), "adapters/acme")
    assert_in_order(checkout, before, *places)


def test_a_new_module_has_its_place_in_the_order(checkout: Path) -> None:
    said = new("module", "stewards", "--above", "events")
    assert f"{MODULE}/service.py" in said
    order = (checkout / ".importlinter").read_text().splitlines()
    assert order.index("    (stewards)") == order.index("    (events)") - 1
    assert '"stewards",' in (checkout / "platform/turnout/app.py").read_text()


def test_a_module_needs_a_module_to_stand_on(checkout: Path) -> None:
    order = (checkout / ".importlinter").read_text()
    assert "Say with --above" in refused("module", "stewards")
    assert "no module raffles" in refused("module", "stewards", "--above", "raffles")
    assert (checkout / ".importlinter").read_text() == order


def test_a_new_module_imported_from_below_breaks_the_order(checkout: Path) -> None:
    new("module", "stewards", "--above", "events")
    below = checkout / "platform/turnout/modules/venues/breach.py"
    below.write_text('"""A breach."""\nfrom turnout.modules.stewards import api\n')
    code, report = lint(checkout, "Modules import downwards only")
    assert code != 0
    assert "venues" in report


def test_a_new_module_s_table_is_sealed_and_audited(
    checkout: Path, owner_connection: psycopg.Connection[Any]
) -> None:
    new("module", "stewards", "--above", "events")
    [path] = (checkout / "migrations/versions").glob("*_stewards.py")
    with owner_connection.transaction(force_rollback=True):
        before = catalogue_breaches(owner_connection)
        apply(loaded(path), owner_connection)
        tables = owner_connection.execute("select to_regclass('stewards')").fetchone()
        assert tables == ("stewards",)
        assert catalogue_breaches(owner_connection) == before


def catalogue_breaches(owner: psycopg.Connection[Any]) -> set[str]:
    checks = (
        catalogue.tables_without_row_security,
        catalogue.policies_open_to_the_application,
        catalogue.indexes_not_led_by_organization,
        catalogue.references_across_tenants,
    )
    found = {str(each) for check in checks for each in check(owner)}
    return found | {str(each) for each in catalogue.tables_without_audit(owner, ())}


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    return migration


def test_the_new_module_s_own_tests_pass(checkout: Path) -> None:
    new("module", "stewards", "--above", "events")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            *("-p", "no:randomly", "--noconftest", "tests/modules/stewards/test_rules.py"),
        ],
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": str(checkout / "platform")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_module_that_exists_or_stands_on_nothing_is_refused(checkout: Path) -> None:
    assert "There is no module circus" in refused("module", "stewards", "--above", "circus")
    assert "already exists" in refused("module", "venues", "--above", "files")
    assert "--above" in refused("module", "stewards")
    assert "lower-case" in refused("module", "Stewards", "--above", "events")
    assert not (checkout / MODULE).exists()


def test_a_new_adapter_of_any_kind_lists_the_verbs_to_fill_in(checkout: Path) -> None:
    """One run of the kit for all of them, in `make prove`; the suite takes what is sold by and mailed."""
    kinds = KINDS if PROVE else ("payments", "email")
    for kind in kinds:
        new("adapter", kind, f"acme_{kind}")
    done = kit(checkout, *(f"acme_{kind}" for kind in kinds))
    assert f"{len(kinds)} failed, {4 * len(kinds)} passed" in done.stdout, done.stdout
    assert done.stdout.count("AssertionError: fill in: ") >= len(kinds)
    assert "fill in: fetch, find, health, read, refund, start, verify" in done.stdout


def kit(checkout: Path, *vendors: str) -> "subprocess.CompletedProcess[str]":
    """Run the conformance kit as its command does, on adapters that are not installed."""
    folders = [checkout / "adapters" / vendor for vendor in vendors]
    path = os.pathsep.join(str(folder / part) for folder in folders for part in ("src", "fake"))
    return subprocess.run(
        [sys.executable, "-m", "turnout_sdk.testing.command", *folders],
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_platform_may_not_name_a_new_adapter(checkout: Path) -> None:
    new("adapter", "email", "acme")
    page = checkout / "platform/turnout/site/breach.py"
    page.write_text('"""Send by Acme."""\n')
    found = CHECKS["vendors stay in adapters"](checkout)
    assert any("acme belongs under adapters/acme" in each.says for each in found)


def test_a_new_fact_is_well_formed_and_not_made_twice(checkout: Path) -> None:
    new("module", "stewards", "--above", "events")
    new("fact", "stewards.withdrawn")
    text = (checkout / MODULE / "facts.py").read_text()
    assert "class StewardWithdrawn(Fact):" in text
    assert 'name: ClassVar[str] = "stewards.withdrawn.v1"' in text
    assert "already said" in refused("fact", "stewards.withdrawn")
    assert "past tense" in refused("fact", "stewards.leave")
    assert (checkout / MODULE / "facts.py").read_text() == text


def test_a_new_task_is_declared_once(checkout: Path) -> None:
    new("module", "stewards", "--above", "events")
    new("task", "stewards", "sweep_stewards", "--every", "60")
    text = (checkout / MODULE / "tasks.py").read_text()
    assert "@task(every=60)\ndef sweep_stewards() -> None:" in text
    assert "already has" in refused("task", "stewards", "sweep_stewards")


def test_outside_a_checkout_an_adapter_is_made_in_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is made passes the kit there: `make prove` does it out of the wheel."""
    monkeypatch.chdir(tmp_path)
    said = new("adapter", "payments", "acme")
    assert "acme/src/turnout_acme/gateway.py" in said
    assert said.endswith("Next: pip install -e 'acme[test]' && turnout-adapter-test acme\n")
    assert ruff(tmp_path, "format", "--check", "acme") == ""


def test_outside_a_checkout_nothing_else_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "inside a checkout" in refused("fact", "orders.refunded")
    assert ROOT not in tmp_path.parents
