"""Manifests say how an organization looks and what its legal texts are."""

from pathlib import Path

import pytest
import yaml

from turnout.kernel.context import SystemContext
from turnout.kernel.ids import new_id
from turnout.manifest_files.errors import BadManifest
from turnout.modules.manifests import api as manifests
from turnout.modules.organizations import api as organizations

pytestmark = pytest.mark.usefixtures("running")
JOB = SystemContext(job="test.manifests")
TERMS = {"en": {"html": "Be kind.\n\nPay in time."}, "de": {"url": "https://club.example/agb"}}


@pytest.fixture
def slug() -> str:
    return f"made-{new_id().hex[-12:]}"


def read(folder: Path, document: dict) -> list[manifests.Manifest]:
    file = folder / "made.yaml"
    file.write_text(yaml.safe_dump(document), encoding="utf-8")
    return manifests.read(folder)


def document(slug: str, **legal: object) -> dict:
    return {"organization": {"slug": slug, "name": "Made", "font": "serif"}, "legal": legal}


def test_texts_are_published_once_and_again_only_when_they_read_otherwise(slug, tmp_path):
    wanted = read(tmp_path, document(slug, terms=TERMS))
    manifests.apply(JOB, wanted)
    assert manifests.apply(JOB, wanted) == []
    found = organizations.find_by_slug(slug)
    assert (found.font, found.terms_number, found.imprint_number) == ("serif", 1, None)
    changed = {**TERMS, "en": {"html": "Be kinder."}}
    steps = manifests.apply(JOB, read(tmp_path, document(slug, terms=changed)))
    assert [(step.part, step.key, tuple(step.after)) for step in steps] == [
        ("legal", "terms", ("sha256",))
    ]
    assert organizations.find_by_slug(slug).terms_number == 2


def test_what_is_exported_plans_to_nothing(slug, tmp_path):
    manifests.apply(JOB, read(tmp_path, document(slug, terms=TERMS, imprint={"en": {"html": "x"}})))
    exported = manifests.export(JOB, slug)
    assert exported.document()["legal"]["terms"] == {
        "en": {"html": "<p>Be kind.</p><p>Pay in time.</p>"},
        "de": {"url": "https://club.example/agb"},
    }
    assert manifests.plan(JOB, [exported]) == []


def test_a_text_that_cannot_be_shown_is_refused_by_its_place_before_anything_is_done(
    slug, tmp_path
):
    wrong = {"en": {"url": "javascript:alert(1)"}}
    wanted = read(tmp_path, document(slug, privacy=wrong))
    with pytest.raises(BadManifest) as refused:
        manifests.apply(JOB, wanted)
    assert refused.value.errors[0].pointer.endswith("#/legal/privacy/texts/en/url")
    assert organizations.find_by_slug(slug) is None


@pytest.mark.parametrize("legal", [{"rules": {}}, {"terms": {}}, {"terms": {"en": {}}}])
def test_the_schema_knows_the_shape(slug, tmp_path, legal):
    with pytest.raises(BadManifest):
        read(tmp_path, document(slug, **legal))
