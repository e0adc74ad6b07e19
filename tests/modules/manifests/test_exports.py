"""An export carries what stands beside a manifest; it plans to nothing, and makes the same anew."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.manifest_files.errors import BadManifest
from turnout.modules.business_profiles import api as business_profiles
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.forms import api as forms
from turnout.modules.manifests import api as manifests
from turnout.modules.organizations import api as organizations
from turnout.modules.programme import api as programme
from turnout.modules.second_factor_policies import api as second_factor_policies

pytestmark = pytest.mark.usefixtures("running")
JOB = SystemContext(job="test.manifests")
PICTURES = Path(__file__).parents[3] / "tenants" / "demo" / "pictures"
LINKS = {"mastodon": "https://social.example/@made"}
TEMPLATE: dict[str, Any] = {
    "slug": "gala",
    "title": "Gala",
    "description": "<p>Dinner at eight.</p>",
    "starts": "2031-05-01T19:00",
    "hours": 4,
    "template": True,
    "cover": {"file": "cover.png", "focus_x": 20},
    "speakers": [{"name": "Mei Tanaka", "photo": "face.png"}],
    "ticket_types": [
        {"name": "Seat", "capacity": 20, "price_minor": 1500},
        {"name": "Coat", "capacity": 9, "sold_as": "add_on", "add_on_to": ["Seat"]},
    ],
    "form": {"questions": [{"key": "diet", "type": "short_text", "label": {"en": "Diet"}}]},
}
EVENT: dict[str, Any] = {
    **TEMPLATE,
    "slug": "spring",
    "title": "Spring",
    "template": False,
    "published": True,
    "location": {"name": "Quay Hall", "city": "Lisbon"},
    "ticket_types": [{"name": "Seat", "capacity": 20}],
}


def document(slug: str) -> dict[str, Any]:
    return {
        "organization": {"slug": slug, "name": "Made", "kind": "agency"},
        "members": [{"email": f"owner@{slug}.example", "role": "owner"}],
        "business_profile": {"country": "PT", "social_links": LINKS},
        "second_factor_policy": {"roles": ["owner"], "grace_days": 14},
        "logo": "logo.png",
        "events": [TEMPLATE, EVENT],
        "template_shares": [{"template": "gala"}],
    }


@pytest.fixture(scope="module")
def exported(running: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """An agency that was made by a file, and the folder to which it was exported."""
    slug = f"made-{new_id().hex[-12:]}"
    folder = tmp_path_factory.mktemp("made")
    for name, picture in (
        ("logo.png", "logo-orangerie.png"),
        ("cover.png", "cover-first-kite.png"),
        ("face.png", "face-mei-tanaka.png"),
    ):
        shutil.copy(PICTURES / picture, folder / name)
    (folder / "made.yaml").write_text(yaml.safe_dump(document(slug)), encoding="utf-8")
    wanted = manifests.read(folder)
    manifests.apply(JOB, wanted)
    assert manifests.plan(JOB, wanted) == []
    manifest, held = manifests.export_with_files(JOB, slug)
    [(spring, contents)] = manifests.export_events_of(JOB, slug)
    manifest, held = replace(manifest, event_copies=(spring,)), held | contents
    out = tmp_path_factory.mktemp("exported")
    for name, data in held.items():
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(data)
    (out / "exported.yaml").write_text(manifests.as_yaml(manifest), encoding="utf-8")
    return slug, out


def again(exported: tuple[str, Path], folder: Path) -> tuple[str, Path]:
    """The same files, for an organization of another name."""
    slug, out = exported
    other = f"made-{new_id().hex[-12:]}"
    shutil.copytree(out, folder, dirs_exist_ok=True)
    path = folder / "exported.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(slug, other), encoding="utf-8")
    return other, folder


def test_what_is_exported_with_its_files_plans_to_nothing(exported: tuple[str, Path]) -> None:
    slug, folder = exported
    [manifest] = manifests.read(folder)
    assert manifests.plan(JOB, [manifest]) == []
    said = manifest.document()
    assert said["business_profile"] == {"country": "PT", "social_links": LINKS}
    assert said["second_factor_policy"] == {
        "roles": ["owner"], "grace_days": 14, "counts_sso": False,
    }  # fmt: skip
    assert said["logo"].startswith("pictures/")
    assert [each["slug"] for each in said["templates"]] == ["gala"]
    assert [each["slug"] for each in said["event_copies"]] == ["spring"]
    without = manifests.export(JOB, slug)
    assert manifests.plan(JOB, [without]) == []


def test_an_export_makes_the_same_under_another_name(
    exported: tuple[str, Path], tmp_path: Path
) -> None:
    other, folder = again(exported, tmp_path)
    wanted = manifests.read(folder)
    manifests.apply(JOB, wanted)
    assert manifests.plan(JOB, wanted) == []
    found = organizations.find_by_slug(other)
    assert found is not None
    ctx = system_in(found.id, "test.manifests")
    assert business_profiles.get_profile(ctx).social_links == LINKS
    assert second_factor_policies.get_policy(ctx).grace_days == 14
    with transaction(ctx) as tx:
        assert organizations.branding_of(tx).logo_file_id is not None
        template = events.find_event_by_slug(tx, "gala")
        assert template is not None
        offers = {each.name: each.price.minor for each in catalog.list_offers(tx, template.id)}
        assert forms.find_version_id(tx, template.id) is not None
        [speaker] = programme.get_programme(tx, template.id).speakers
    assert (template.title, template.is_template, offers) == (
        "Gala", True, {"Seat": 1500, "Coat": 0},
    )  # fmt: skip
    assert template.cover_file_id is not None
    assert speaker.photo_file_id is not None
    cover = files.open_file(ctx, template.cover_file_id)
    assert b"".join(cover.pieces)[:4] in {b"\x89PNG", b"RIFF", b"\xff\xd8\xff\xe0"}


def test_an_event_comes_back_as_a_draft_with_its_cover_and_exports_the_same(
    exported: tuple[str, Path], tmp_path: Path
) -> None:
    other, folder = again(exported, tmp_path)
    manifests.apply(JOB, manifests.read(folder))
    [(copy, contents)] = manifests.export_events_of(JOB, other)
    found = organizations.find_by_slug(other)
    assert found is not None
    with transaction(system_in(found.id, "test.manifests")) as tx:
        event = events.find_event_by_slug(tx, "spring")
    assert event is not None
    assert (event.title, event.state, event.is_template) == ("Spring", events.State.DRAFT, False)
    assert (event.cover_focus_x, event.starts_at and event.starts_at.year) == (20, 2031)
    pictures = {name for name in contents if name.startswith("files/")}
    assert pictures, "the cover and the speaker's picture"
    assert pictures <= {f"files/{each.name}" for each in (folder / "files").iterdir()}
    before = json.loads(next((folder / "events").iterdir()).read_text(encoding="utf-8"))
    now = json.loads(contents[copy.contents])
    assert now["event"]["details"].keys() == before["event"]["details"].keys()
    same = ("description", "cover_focus_x", "time_zone", "starts_local")
    for name in same:
        assert now["event"]["details"][name] == before["event"]["details"][name], name
    assert {table: len(rows) for table, rows in now["event"]["rows"].items()} == {
        table: len(rows) for table, rows in before["event"]["rows"].items()
    }


def test_the_command_writes_events_where_asked_and_nowhere_else(
    exported: tuple[str, Path], tmp_path: Path
) -> None:
    main = click.Group("turnout")
    manifests.add_commands(main, lambda: None)
    run = CliRunner().invoke
    nowhere = run(main, ["tenants", "export", exported[0], "--events"])
    assert nowhere.exit_code == 2
    assert "--to" in nowhere.output
    with_events = ["tenants", "export", exported[0], "--to", str(tmp_path), "--events"]
    done = run(main, with_events)
    assert done.exit_code == 0, done.output
    [manifest] = manifests.read(tmp_path)
    assert [each.slug for each in manifest.event_copies] == ["spring"]
    assert manifests.plan(JOB, [manifest]) == []


def test_a_file_that_does_not_hold_what_its_name_says_is_refused(
    exported: tuple[str, Path], tmp_path: Path
) -> None:
    other, folder = again(exported, tmp_path)
    [contents] = (folder / "templates").iterdir()
    text = contents.read_text(encoding="utf-8")
    contents.write_text(text + "\n", encoding="utf-8")
    with pytest.raises(BadManifest, match="does not hold what its name says"):
        manifests.read(folder)
    contents.write_text(text, encoding="utf-8")
    for path in (folder / "files").iterdir():
        path.write_bytes(b"else")
    with pytest.raises(BadManifest, match="does not hold what its name says"):
        manifests.apply(JOB, manifests.read(folder))
    found = organizations.find_by_slug(other)
    assert found is not None
    with transaction(system_in(found.id, "test.manifests")) as tx:
        assert events.find_event_by_slug(tx, "gala") is None


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"business_profile": {"country": "Portugal"}}, "business_profile/country"),
        ({"business_profile": {"social_links": {"nowhere": "https://a.example"}}}, "social_links"),
        ({"second_factor_policy": {"roles": ["captain"]}}, "second_factor_policy/roles/0"),
        ({"second_factor_policy": {"roles": [], "grace_days": 91}}, "grace_days"),
        ({"templates": [{"slug": "gala", "contents": "../gala.json"}]}, "contents"),
        ({"templates": [{"slug": "gala", "contents": "made.json"}]}, "templates/gala/contents"),
    ],
)
def test_what_cannot_be_names_its_place(tmp_path: Path, parts: dict[str, Any], place: str) -> None:
    (tmp_path / "made.json").write_text('{"format": 1, "files": {}}', encoding="utf-8")
    slug = f"made-{new_id().hex[-12:]}"
    said = {"organization": {"slug": slug, "name": "Made"}, **parts}
    (tmp_path / "made.yaml").write_text(yaml.safe_dump(said), encoding="utf-8")
    with pytest.raises(BadManifest) as refused:
        manifests.apply(JOB, manifests.read(tmp_path))
    assert any(place in each.pointer for each in refused.value.errors), refused.value.errors
