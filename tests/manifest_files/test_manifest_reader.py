"""Manifests are read strictly, and every fault says where it is."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from turnout.manifest_files import manifest_reader
from turnout.manifest_files.documents import ManifestDocument, json_schema
from turnout.manifest_files.errors import BadManifest
from turnout.manifest_files.types import Manifest

ROOT = Path(__file__).parents[2]
GOOD = "organization:\n  slug: harbour-jazz\n  name: Harbour Jazz\n"


def write(folder: Path, text: str, name: str = "a.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults_of(path: Path) -> dict[str, str]:
    with pytest.raises(BadManifest) as refusal:
        manifest_reader.read(path)
    return {error.pointer.rpartition("/")[2] or error.pointer: error.detail
            for error in refusal.value.errors}  # fmt: skip


def test_a_manifest_may_say_no_more_than_a_name(tmp_path: Path) -> None:
    [manifest] = manifest_reader.read(write(tmp_path, GOOD))
    assert (manifest.profile.slug, manifest.profile.currency) == ("harbour-jazz", "EUR")
    assert manifest.named == {"slug", "name"}


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        (GOOD + "  colour: red\n", "organization", "colour"),
        (GOOD.replace("harbour-jazz", "Harbour"), "slug", "does not match"),
        (GOOD + "  currency: euro\n", "currency", "does not match"),
        (GOOD + "members:\n- email: nobody\n  role: owner\n", "email", "does not match"),
        (GOOD + "members:\n- email: a@b.example\n  role: The King\n", "role", "does not match"),
        (GOOD + "connections:\n- name: Cards\n", "0", "required property"),
        (
            GOOD + "events:\n- {slug: a-b, title: A, hours: 1, starts: tomorrow}\n",
            "starts",
            "is not valid",
        ),
        (
            GOOD
            + "events:\n- {slug: a-b, title: A, hours: 1, starts: {in_days: 1, at: '25:00'}}\n",
            "starts",
            "is not valid",
        ),
        ("organization: 3\n", "organization", "is not of type"),
        ("members: []\n", "", "'organization' is a required property"),
    ],
)
def test_a_fault_names_the_file_and_the_field(
    tmp_path: Path, text: str, place: str, says: str
) -> None:
    faults = faults_of(write(tmp_path, text))
    assert says in next(detail for key, detail in faults.items() if key.endswith(place))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("organization: [", "not readable YAML"),
        (GOOD + "organization: {}\n", "'organization' is said twice"),
        ("- a\n", "begins `organization:`"),
        ("a: !!python/object/apply:os.getcwd []\n", "not readable YAML"),
    ],
)
def test_what_is_no_mapping_of_plain_yaml_is_refused(tmp_path: Path, text: str, says: str) -> None:
    assert says in " ".join(faults_of(write(tmp_path, text)).values())


def test_a_day_that_no_calendar_has_is_named(tmp_path: Path) -> None:
    event = "events:\n- {slug: a-b, title: A, hours: 1, starts: 2031-02-30T10:00}\n"
    assert "There is no such day." in faults_of(write(tmp_path, GOOD + event)).values()


def test_an_empty_folder_is_a_mistake_rather_than_nothing_to_do(tmp_path: Path) -> None:
    assert "no manifest" in " ".join(faults_of(tmp_path).values())


def test_the_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, GOOD + "  currency: euro\n", "a.yaml")
    write(tmp_path, GOOD + "  brand_color: red\n", "b.yaml")
    assert set(faults_of(tmp_path)) == {"currency", "brand_color"}


def test_two_files_for_one_organization_are_refused(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "a.yaml")
    write(tmp_path, GOOD, "b.yaml")
    assert "has a file already" in " ".join(faults_of(tmp_path).values())


def test_a_member_is_named_once_however_the_address_is_written(tmp_path: Path) -> None:
    members = "members:\n- {email: A@b.example, role: owner}\n- {email: a@b.example, role: staff}\n"
    assert "a@b.example twice" in " ".join(faults_of(write(tmp_path, GOOD + members)).values())


def test_a_secret_is_a_reference_and_never_a_value(tmp_path: Path) -> None:
    text = GOOD + (
        "connections:\n- name: Cards\n  kind: payments\n  adapter: acme\n"
        "  secrets: {api_key: sk_live_1}\n"
    )
    assert "is not of type 'object'" in " ".join(faults_of(write(tmp_path, text)).values())


WORD = st.text("abcdefghij éß漢'\":#-", min_size=1, max_size=30).filter(str.strip)
EMAIL = st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.example", fullmatch=True)


@given(
    name=WORD,
    described=WORD,
    members=st.dictionaries(EMAIL, st.sampled_from(["owner", "admin", "staff"]), max_size=4),
    settings=st.dictionaries(st.sampled_from(["region", "sender"]), WORD, max_size=2),
)
def test_what_is_written_reads_back_as_the_same_manifest(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    described: str,
    members: dict[str, str],
    settings: dict[str, str],
) -> None:
    manifest = Manifest.of(
        {
            "organization": {"slug": "harbour-jazz", "name": name, "description": described},
            "members": [{"email": email, "role": role} for email, role in members.items()],
            "connections": [
                {"name": "Cards", "kind": "payments", "adapter": "acme", "settings": settings}
            ],
        }
    )
    path = write(tmp_path_factory.mktemp("manifest"), manifest_reader.as_yaml(manifest))
    [again] = manifest_reader.read(path)
    assert again.document() == manifest.document()


def test_the_schema_beside_the_tenants_is_the_one_that_is_checked() -> None:
    beside = json.loads((ROOT / "tenants/schema.json").read_text(encoding="utf-8"))
    assert beside == json_schema()


GOODS = [
    yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "tenants/demo").glob("*.yaml"))
    if path.name != manifest_reader.SIGN_INS
]
ODD = st.sampled_from(
    [None, 3, -1, 2.0, 1.5, True, "", "x", "y" * 300, [], ["a", "a"], {}, {"a": "b"}, "bundle"]
)


def places(said: Any) -> list[tuple[Any, Any]]:
    """Every mapping or list of a document with one of its keys."""
    keys = said if isinstance(said, dict) else range(len(said) if isinstance(said, list) else 0)
    return [place for key in keys for place in [(said, key), *places(said[key])]]


@given(data=st.data())
def test_we_refuse_what_the_schema_of_editors_refuses_and_nothing_else(data: st.DataObject) -> None:
    document = copy.deepcopy(data.draw(st.sampled_from(GOODS)))
    for _ in range(data.draw(st.integers(1, 2))):
        within, key = data.draw(st.sampled_from(places(document)))
        if isinstance(within, dict) and data.draw(st.booleans()):
            del within[key]
        else:
            within[key] = data.draw(ODD)
    by_schema = Draft202012Validator(json_schema()).is_valid(document)
    try:
        ManifestDocument.model_validate(document)
    except ValidationError:
        assert not by_schema
    else:
        assert by_schema


@pytest.mark.parametrize("folder", ["demo", "_template"])
def test_the_manifests_of_the_project_are_good(folder: str) -> None:
    assert manifest_reader.read(ROOT / "tenants" / folder)
