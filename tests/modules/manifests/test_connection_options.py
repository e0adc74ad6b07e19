"""What the platform does with a connection is part of its manifest."""

from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from turnout.kernel.context import SystemContext
from turnout.kernel.ids import new_id
from turnout.manifest_files.documents import Connection
from turnout.manifest_files.errors import BadManifest
from turnout.modules.connections import schemas
from turnout.modules.manifests import api as manifests

pytestmark = pytest.mark.usefixtures("running")
JOB = SystemContext(job="test.manifests")


@pytest.fixture
def slug() -> str:
    return f"made-{new_id().hex[-12:]}"


def manifest(tmp_path: Path, slug: str, options: dict[str, Any]) -> list[manifests.Manifest]:
    connection = {
        "name": "Cards",
        "kind": "payments",
        "adapter": "sandbox",
        "test_account": slug,
        "options": options,
    }
    document = {"organization": {"slug": slug, "name": "Made"}, "connections": [connection]}
    (tmp_path / f"{slug}.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    return manifests.read(tmp_path)


def test_options_are_applied_and_found_done(slug: str, tmp_path: Path) -> None:
    options = {"collects": "by_hand", "countries": ["DE", "AT"], "position": 4}
    wanted = manifest(tmp_path, slug, options)

    manifests.apply(JOB, wanted)

    assert manifests.plan(JOB, wanted) == []
    [exported] = manifests.export(JOB, slug).connections
    assert exported.options == {"collects": "by_hand", "countries": ["AT", "DE"], "position": 4}


def test_a_changed_option_is_one_step_and_the_others_stay(slug: str, tmp_path: Path) -> None:
    manifests.apply(JOB, manifest(tmp_path, slug, {"countries": ["DE"], "currencies": ["EUR"]}))

    [step] = manifests.apply(JOB, manifest(tmp_path, slug, {"countries": []}))

    assert "options.countries" in str(step)
    [exported] = manifests.export(JOB, slug).connections
    assert exported.options["currencies"] == ["EUR"]
    assert "countries" not in exported.options


@pytest.mark.parametrize(
    "options", [{"collects": "never"}, {"countries": ["Germany"]}, {"position": 0}, {"x": 1}]
)
def test_an_option_that_cannot_be_is_refused(
    slug: str, tmp_path: Path, options: dict[str, Any]
) -> None:
    with pytest.raises(BadManifest):
        manifest(tmp_path, slug, options)


def test_a_store_for_files_is_connected_from_a_manifest(
    slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every kind that the API takes, manifests take too."""
    monkeypatch.setenv("STORE_PASSWORD", "a long one")
    connection = {
        "name": "Store",
        "kind": "storage",
        "adapter": "sftp",
        "settings": {"host": "files.example.org", "username": "turnout"},
        "secrets": {"password": {"env": "STORE_PASSWORD"}},
    }
    document = {"organization": {"slug": slug, "name": "Made"}, "connections": [connection]}
    (tmp_path / f"{slug}.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    wanted = manifests.read(tmp_path)

    manifests.apply(JOB, wanted)

    assert manifests.plan(JOB, wanted) == []
    [exported] = manifests.export(JOB, slug).connections
    assert (exported.kind, exported.adapter) == ("storage", "sftp")


def test_manifests_take_the_kinds_that_the_api_takes() -> None:
    kinds = get_args(Connection.model_fields["kind"].annotation)
    assert set(kinds) == set(schemas.KINDS)
