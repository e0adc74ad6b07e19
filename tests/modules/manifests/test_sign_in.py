"""Sign-in by the company in manifests: domains, identity providers, enforcement; and quotas."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.factories.saml_forge import key_pair

from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.outbound.dns_records import answered_by
from turnout.manifest_files.errors import BadManifest
from turnout.modules.domains import api as domains
from turnout.modules.manifests import api as manifests
from turnout.modules.organizations import api as organizations
from turnout.modules.quotas import api as quotas
from turnout.modules.saml import api as saml
from turnout.modules.sso import api as sso

pytestmark = pytest.mark.usefixtures("running")
JOB = SystemContext(job="test.manifests")
Read = Callable[..., Any]


@pytest.fixture
def slug() -> str:
    return f"made-{new_id().hex[-12:]}"


@pytest.fixture
def read(tmp_path: Path, slug: str) -> Read:
    def reading(**parts: Any) -> Any:
        owner = {"email": f"owner@{slug}.example", "role": "owner"}
        document = {"organization": {"slug": slug, "name": "Made"}, "members": [owner], **parts}
        path = tmp_path / f"{slug}.yaml"
        path.write_text(yaml.safe_dump(document), encoding="utf-8")
        return manifests.read(tmp_path)

    return reading


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANY_CLIENT_SECRET", "harbour-lantern-secret")


def openid(slug: str, **more: Any) -> dict[str, Any]:
    return {
        "name": "Company",
        "product": "keycloak",
        "issuer": "https://id.company.example/realms/made",
        "client_id": "turnout",
        "client_secret": {"env": "COMPANY_CLIENT_SECRET"},
        "domains": [f"{slug}.example"],
        "group_claim": "roles",
        "mappings": [{"group": "bridge", "role": "admin"}, {"group": "crew", "role": "staff"}],
        "default_role": "staff",
        "state": "active",
        **more,
    }


def by_saml(slug: str, **more: Any) -> dict[str, Any]:
    return {
        "name": "Works",
        "kind": "saml",
        "product": "okta",
        "domains": [f"{slug}.example"],
        "state": "active",
        "saml": {
            "entity_id": "https://idp.works.example/metadata",
            "sso_url": "https://idp.works.example/sso",
            "certificates": [key_pair().certificate],
            "is_encryption_needed": True,
            **more,
        },
    }


def inside(slug: str) -> OrganizationContext:
    found = organizations.find_by_slug(slug)
    assert found is not None
    return system_in(found.id, "test.manifests")


def prove(slug: str) -> None:
    ctx = inside(slug)
    for each in domains.list_domains(ctx):
        with answered_by(lambda _, said=each.record_value: [said]):
            domains.verify_domain(ctx, each.id)


def provider(slug: str, name: str = "Company") -> sso.IdentityProvider:
    [found] = [each for each in sso.list_identity_providers(inside(slug)) if each.name == name]
    return found


def refused(work: Callable[[], Any]) -> list[str]:
    """The places that a refusal names, below the file."""
    with pytest.raises(BadManifest) as refusal:
        work()
    return [each.pointer.partition("#")[2] for each in refusal.value.errors]


def parts_of(steps: Any) -> list[str]:
    return [str(step.part) for step in steps]


def test_a_provider_is_made_with_its_domain_and_nothing_is_left_to_do(
    slug: str, read: Read
) -> None:
    host = {"host": f"{slug}.example"}
    wanted = read(domains=[host], identity_providers=[openid(slug)])

    steps = manifests.apply(JOB, wanted)

    assert parts_of(steps)[-2:] == ["domain", "identity provider"]
    made = provider(slug)
    assert (made.kind, made.state, made.has_secret) == ("oidc", "active", True)
    assert (made.client_id, made.group_claim, made.default_role) == ("turnout", "roles", "staff")
    assert [(each.group, each.role) for each in made.mappings] == [
        ("bridge", "admin"), ("crew", "staff"),
    ]  # fmt: skip
    assert [each.domain for each in made.domains] == [f"{slug}.example"]
    assert manifests.apply(JOB, wanted) == []


def test_enforcement_waits_for_the_proof_and_goes_on_from_there(slug: str, read: Read) -> None:
    said = openid(slug, enforced=True, break_glass=f"owner@{slug}.example", agencies="refused")
    wanted = read(domains=[{"host": f"{slug}.example"}], identity_providers=[said])
    places = refused(lambda: manifests.apply(JOB, wanted))
    assert places == ["/identity_providers/Company/enforced"]
    assert not provider(slug).is_enforced

    prove(slug)
    assert parts_of(manifests.apply(JOB, wanted)) == ["identity provider"]

    made = provider(slug)
    assert (made.is_enforced, made.agencies) == (True, "refused")
    assert manifests.apply(JOB, wanted) == []
    loose = openid(slug, enforced=False)
    assert [
        tuple(each.after) for each in manifests.apply(JOB, read(identity_providers=[loose]))
    ] == [("enforced",)]


def test_a_provider_of_saml_is_made_by_what_it_says(slug: str, read: Read) -> None:
    wanted = read(identity_providers=[by_saml(slug)])
    manifests.apply(JOB, wanted)
    made = provider(slug, "Works")
    assert (made.kind, made.state, made.issuer) == (
        "saml", "active", "https://idp.works.example/metadata",
    )  # fmt: skip
    connection = saml.get_connection(inside(slug), made.id)
    assert connection.sso_url == "https://idp.works.example/sso"
    assert connection.is_encryption_needed
    assert manifests.apply(JOB, wanted) == []

    other = by_saml(slug, certificates=[key_pair("second").certificate])
    [step] = manifests.apply(JOB, read(identity_providers=[other]))
    assert tuple(step.after) == ("saml.certificates",)


def test_quotas_are_what_the_platform_gives(slug: str, read: Read) -> None:
    wanted = read(quotas={"limits": {"members": 25, "events": None}})
    manifests.apply(JOB, wanted)
    with transaction(inside(slug)) as tx:
        assert quotas.limit_of(tx, quotas.QuotaKind.MEMBERS) == 25
    assert manifests.apply(JOB, wanted) == []
    assert parts_of(manifests.apply(JOB, read(quotas={"limits": {"members": 30}}))) == ["quotas"]


def test_what_is_exported_plans_to_nothing_and_holds_no_secret(
    slug: str, read: Read, tmp_path: Path
) -> None:
    wanted = read(
        domains=[{"host": f"{slug}.example", "leads_here": True}],
        identity_providers=[openid(slug), by_saml(slug)],
        quotas={"limits": {"members": 25}},
    )
    manifests.apply(JOB, wanted)
    prove(slug)
    enforced = openid(slug, enforced=True, break_glass=f"owner@{slug}.example")
    manifests.apply(JOB, read(identity_providers=[enforced]))

    exported = manifests.export(JOB, slug)

    text = manifests.as_yaml(exported)
    assert "harbour-lantern-secret" not in text
    assert "PRIVATE KEY" not in text
    document = exported.document()
    assert document["domains"] == [{"host": f"{slug}.example", "leads_here": True}]
    assert document["quotas"] == {"limits": {"members": 25}}
    [company, works] = document["identity_providers"]
    assert company["client_secret"] == {"env": "COMPANY_CLIENT_SECRET"}
    assert (company["enforced"], company["break_glass"]) == (True, f"owner@{slug}.example")
    assert (company["agencies"], company["mappings"]) == ("own_sso", openid(slug)["mappings"])
    assert works["saml"]["entity_id"] == "https://idp.works.example/metadata"

    again = tmp_path / "again"
    again.mkdir()
    (again / "exported.yaml").write_text(text, encoding="utf-8")
    assert manifests.plan(JOB, manifests.read(again)) == []
    assert manifests.apply(JOB, manifests.read(again)) == []


def test_who_is_not_named_stays_as_they_are(slug: str, read: Read) -> None:
    manifests.apply(
        JOB, read(domains=[{"host": f"{slug}.example"}], identity_providers=[openid(slug)])
    )
    assert manifests.apply(JOB, read(identity_providers=[{"name": "Company"}])) == []
    assert manifests.apply(JOB, read()) == []
    made = provider(slug)
    assert (made.state, made.has_secret, len(made.mappings)) == ("active", True, 2)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"mappings": [{"group": "crew", "role": "captain"}]}, "/mappings/0/role"),
    ({"default_role": "captain"}, "/default_role"),
    ({"default_role": "owner"}, "/default_role"),
    ({"domains": ["no domain"]}, "/domains/0"),
    ({"state": "on"}, "/state"),
    ({"agencies": "anybody"}, "/agencies"),
    ({"client_secret": "in the clear"}, "/client_secret"),
    ({"client_secret": {"env": "NOBODY_SET_THIS"}}, "/client_secret"),
    ({"enforced": True, "break_glass": "nobody@nowhere.example"}, "/break_glass"),
    ({"enforced": True, "state": "draft"}, "/enforced"),
    ({"issuer": "http://10.0.0.1/realm"}, "/issuer"),
    ({"saml": {"sso_url": "https://idp.works.example/sso"}}, "/saml"),
]


@pytest.mark.parametrize(("wrong", "place"), WRONG)
def test_a_provider_that_cannot_be_names_the_field(
    slug: str, read: Read, wrong: dict[str, Any], place: str
) -> None:
    manifests.apply(JOB, read())
    [first, *_] = refused(
        lambda: manifests.apply(JOB, read(identity_providers=[openid(slug) | wrong]))
    )
    assert first.startswith("/identity_providers/")
    assert place in first


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"domains": [{"host": "localhost"}]}, "/domains/localhost/host"),
        ({"domains": [{"host": "a.example"}, {"host": "A.example"}]}, "/domains"),
        ({"quotas": {"plan": "gold"}}, "/quotas/plan"),
        ({"quotas": {"limits": {"cats": 1}}}, "/quotas/limits/cats"),
        ({"quotas": {"limits": {"members": -1}}}, "/quotas/limits/members"),
        (
            {"identity_providers": [{"name": "A", "kind": "saml", "client_id": "x"}]},
            "/identity_providers/A/client_id",
        ),
        (
            {"identity_providers": [{"name": "A", "kind": "saml", "saml": {
                "metadata_url": "https://a.example/m", "sso_url": "https://a.example/s"}}]},
            "/identity_providers/A/saml/sso_url",
        ),
        (
            {"identity_providers": [{"name": "A", "kind": "saml", "saml": {
                "certificates": ["no certificate"]}}]},
            "/identity_providers/A/saml/certificates",
        ),
        ({"identity_providers": [{"name": "A"}, {"name": "A"}]}, "/identity_providers"),
    ],
)  # fmt: skip
def test_what_cannot_be_names_its_place(read: Read, parts: dict[str, Any], place: str) -> None:
    assert refused(lambda: manifests.apply(JOB, read(**parts)))[0].startswith(place)


def test_a_provider_stays_of_its_kind(slug: str, read: Read) -> None:
    manifests.apply(JOB, read(identity_providers=[openid(slug)]))
    other = by_saml(slug) | {"name": "Company"}
    assert refused(lambda: manifests.plan(JOB, read(identity_providers=[other]))) == [
        "/identity_providers/Company/kind"
    ]
