"""Applying manifests: all of it, once, and again without a change."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import pyotp
import pytest
import yaml
from click.testing import CliRunner
from PIL import Image
from tests.factories.people import PASSWORD, add_member, make_organization, make_user

from turnout.kernel import clock, runtime
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.manifest_files.errors import BadManifest
from turnout.modules.agencies import api as agencies
from turnout.modules.catalog import api as catalog
from turnout.modules.connections import api as connections
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.inventory import api as inventory
from turnout.modules.manifests import api as manifests
from turnout.modules.manifests.errors import NotInProduction, OrganizationNotFound
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.programme import api as programme
from turnout.modules.sponsors import api as sponsors

pytestmark = pytest.mark.usefixtures("running")
JOB = SystemContext(job="test.manifests")
DEMO = Path(__file__).parents[3] / "tenants/demo"
Written = Callable[..., list[manifests.Manifest]]


@pytest.fixture
def slug() -> str:
    return f"made-{new_id().hex[-12:]}"


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write documents to files and read them back as the command does."""

    def write(*documents: dict[str, Any]) -> list[manifests.Manifest]:
        for document in documents:
            path = tmp_path / f"{document['organization']['slug']}.yaml"
            path.write_text(yaml.safe_dump(document), encoding="utf-8")
        return manifests.read(tmp_path)

    return write


def said(changes: list[manifests.Change]) -> list[str]:
    return [str(each) for each in changes]


def document(slug: str, **parts: Any) -> dict[str, Any]:
    return {"organization": {"slug": slug, "name": "Made"} | parts.pop("organization", {}), **parts}


def organization_of(slug: str) -> organizations.Organization:
    found = organizations.find_by_slug(slug)
    assert found is not None
    return found


def role_of(organization_id: UUID, email: str) -> str | None:
    person = identity.find_user(email)
    assert person is not None
    with transaction(system_in(organization_id, "test.manifests")) as tx:
        found = organizations.find_member_of(tx, person.id)
    return found.role if found else None


def test_a_second_run_has_nothing_to_do(slug: str, written: Written) -> None:
    wanted = written(
        document(
            slug,
            organization={"currency": "SEK", "time_zone": "Europe/Stockholm"},
            members=[{"email": f"{slug}@made.example", "name": "Ada", "role": "owner"}],
        )
    )
    first = manifests.apply(JOB, wanted)
    assert [each.is_new for each in first] == [True, True]
    assert manifests.plan(JOB, wanted) == []
    assert manifests.apply(JOB, wanted) == []
    there = organization_of(slug)
    assert (there.currency, there.time_zone, there.name) == ("SEK", "Europe/Stockholm", "Made")
    assert role_of(there.id, f"{slug}@made.example") == "owner"


def test_a_plan_changes_nothing(slug: str, written: Written) -> None:
    assert len(manifests.plan(JOB, written(document(slug)))) == 1
    assert organizations.find_by_slug(slug) is None


def test_a_changed_file_changes_what_it_names_and_nothing_else(slug: str, written: Written) -> None:
    manifests.apply(JOB, written(document(slug, organization={"website": "https://a.example"})))
    changed = written(document(slug, organization={"name": "Made Anew"}))
    assert said(manifests.apply(JOB, changed)) == [
        f"~ {slug}: organization: name Made → 'Made Anew'"
    ]
    there = organization_of(slug)
    assert (there.name, there.website) == ("Made Anew", "https://a.example")


def test_ownership_passes_from_one_member_to_another(slug: str, written: Written) -> None:
    old, new = f"old-{slug}@made.example", f"new-{slug}@made.example"
    manifests.apply(JOB, written(document(slug, members=[{"email": old, "role": "owner"}])))
    members = [{"email": old, "role": "staff"}, {"email": new, "role": "owner"}]
    manifests.apply(JOB, written(document(slug, members=members)))
    there = organization_of(slug)
    assert (role_of(there.id, old), role_of(there.id, new)) == ("staff", "owner")


def test_people_who_have_an_account_keep_it(slug: str, written: Written) -> None:
    user = make_user(display_name="Ada Before")
    members = [{"email": user.email.upper(), "name": "Ada After", "role": "owner"}]
    manifests.apply(JOB, written(document(slug, members=members)))
    person = identity.find_user(user.email)
    assert person is not None
    assert (person.id, person.display_name) == (user.id, "Ada Before")
    assert role_of(organization_of(slug).id, user.email) == "owner"


def test_an_agency_gets_its_link_and_a_new_scope_when_the_file_says_so(
    slug: str, written: Written
) -> None:
    agency = document(f"z-{slug}", organization={"kind": "agency"})
    clerk = make_user()
    agency["members"] = [{"email": clerk.email, "role": "owner"}]
    manifests.apply(JOB, written(agency, document(slug, agency={"slug": f"z-{slug}"})))
    client = organization_of(slug)
    ctx = organizations.membership_of(client.id, clerk.id)
    assert ctx is not None
    assert ctx.on_behalf_of == f"agency:{organization_of(f'z-{slug}').id}"
    assert "organizations.manage" in ctx.permissions

    narrower = written(agency, document(slug, agency={"slug": f"z-{slug}", "role": "partner"}))
    assert said(manifests.apply(JOB, narrower)) == [
        f"~ {slug}: agency z-{slug}: role admin → partner"
    ]
    ctx = organizations.membership_of(client.id, clerk.id)
    assert ctx is not None
    assert "organizations.manage" not in ctx.permissions
    assert manifests.plan(JOB, narrower) == []


def test_an_open_offer_of_the_agency_is_settled(slug: str, written: Written) -> None:
    agency = make_organization(kind="agency")
    client = make_organization(slug=slug)
    offer = agencies.AgencyLinkOffer(client_slug=slug, role="staff")
    agencies.offer_link(system_in(agency.id, "test.manifests"), offer)
    wanted = written(document(client.slug, agency={"slug": agency.slug, "role": "staff"}))
    manifests.apply(JOB, wanted)
    assert manifests.plan(JOB, wanted) == []


def test_an_agency_that_nobody_knows_is_named(slug: str, written: Written) -> None:
    with pytest.raises(BadManifest, match="No agency nobody-there"):
        manifests.apply(JOB, written(document(slug, agency={"slug": "nobody-there"})))


CARDS = {"name": "Cards", "kind": "payments", "adapter": "sandbox"}


def test_a_test_account_makes_a_connection_that_works(slug: str, written: Written) -> None:
    wanted = written(document(slug, connections=[CARDS | {"test_account": slug}]))
    manifests.apply(JOB, wanted)
    ctx = system_in(organization_of(slug).id, "test.manifests")
    [view] = connections.list_connections(ctx)
    assert (view.name, view.adapter_key, view.mode) == ("Cards", "sandbox", "test")
    assert view.secrets_set == ["api_key", "webhook_secret"]
    assert connections.open_gateway(ctx, view.id).adapter_key == "sandbox"
    assert manifests.plan(JOB, wanted) == []


def test_secrets_are_read_from_where_the_file_says_and_are_never_shown(
    slug: str, written: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hook").write_text("whsec_from_a_file\n", encoding="utf-8")
    monkeypatch.setenv("CARDS_KEY", "sk_test_fromenv_secretpart")
    secrets = {
        "api_key": {"env": "CARDS_KEY"},
        "webhook_secret": {"file": str(tmp_path / "hook")},
    }
    wanted = written(document(slug, connections=[CARDS | {"secrets": secrets}]))
    changes = manifests.apply(JOB, wanted)
    ctx = system_in(organization_of(slug).id, "test.manifests")
    [view] = connections.list_connections(ctx)
    assert view.secrets_set == ["api_key", "webhook_secret"]
    exported = manifests.as_yaml(manifests.export(JOB, slug))
    shown = f"{view}{said(changes)}{exported}"
    assert "secretpart" not in shown
    assert "whsec" not in shown
    assert "env: CARDS_API_KEY" in exported


def test_a_reference_that_leads_nowhere_is_named(slug: str, written: Written) -> None:
    secrets = {"api_key": {"env": "NOT_SET_ANYWHERE"}}
    with pytest.raises(BadManifest, match="NOT_SET_ANYWHERE is not set"):
        manifests.apply(JOB, written(document(slug, connections=[CARDS | {"secrets": secrets}])))


def test_what_was_cut_short_is_finished_by_the_next_run(
    slug: str, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = {"api_key": {"env": "LATER"}, "webhook_secret": {"env": "LATER"}}
    wanted = written(document(slug, connections=[CARDS | {"secrets": secrets}]))
    with pytest.raises(BadManifest):
        manifests.apply(JOB, wanted)
    monkeypatch.setenv("LATER", "sk_test_later")
    assert [each.key for each in manifests.apply(JOB, wanted)] == ["Cards"]


def test_an_export_planned_again_changes_nothing(slug: str, tmp_path: Path) -> None:
    there = make_organization(slug=slug, name='Ada: "quoted" & 漢字', currency="JPY")
    add_member(there, "staff")
    limited = add_member(
        there, "staff", expires_at=clock.now() + timedelta(days=1), event_ids=(new_id(),)
    )
    text = manifests.as_yaml(manifests.export(JOB, slug))
    path = tmp_path / "exported.yaml"
    path.write_text(text, encoding="utf-8")
    assert manifests.plan(JOB, manifests.read(path)) == []
    assert there.owner.email in text
    assert limited.email not in text


EVENT = {
    "slug": "night",
    "title": "A Night",
    "starts": "2031-06-01T19:30",
    "hours": 2,
    "location": {"name": "Hall", "city": "Lisbon"},
    "published": True,
    "ticket_types": [
        {"name": "Seat", "capacity": 20, "price_minor": 1500},
        {"name": "Standing", "capacity": 100},
    ],
}


def event_of(slug: str, event_slug: str = "night") -> events.Event:
    with transaction(system_in(organization_of(slug).id, "test.manifests")) as tx:
        found = events.find_event_by_slug(tx, event_slug)
    assert found is not None
    return found


def offers_of(event: events.Event) -> dict[str, tuple[int, int]]:
    """Name → (price, stock)."""
    with transaction(system_in(event.organization_id, "test.manifests")) as tx:
        offers = catalog.list_offers(tx, event.id)
        stock = inventory.remaining(tx, [offer.pool_id for offer in offers])
    return {offer.name: (offer.price.minor, stock[offer.pool_id]) for offer in offers}


def test_an_event_is_made_with_its_tickets_and_published_once(slug: str, written: Written) -> None:
    place = {"time_zone": "Asia/Tokyo", "currency": "JPY"}
    wanted = written(document(slug, organization=place, events=[EVENT]))
    assert said(manifests.apply(JOB, wanted))[1:] == [
        f"+ {slug}: event night (published True, ticket_types 2)"
    ]
    event = event_of(slug)
    assert event.state is events.State.PUBLISHED
    assert (event.starts_at or clock.now()).isoformat() == "2031-06-01T10:30:00+00:00"
    assert offers_of(event) == {"Seat": (1500, 20), "Standing": (0, 100)}
    assert manifests.apply(JOB, wanted) == []


def test_a_draft_that_a_cut_run_left_is_finished_without_a_second_stock(
    slug: str, written: Written
) -> None:
    half = EVENT | {"published": False, "ticket_types": EVENT["ticket_types"][:1]}
    manifests.apply(JOB, written(document(slug, events=[half])))
    whole = written(document(slug, events=[EVENT]))
    assert said(manifests.apply(JOB, whole)) == [
        f"~ {slug}: event night: published False → True, ticket_types 1 → 2"
    ]
    assert offers_of(event_of(slug)) == {"Seat": (1500, 20), "Standing": (0, 100)}
    assert manifests.plan(JOB, whole) == []


def test_an_event_is_dressed_by_its_file_once(slug: str, written: Written, tmp_path: Path) -> None:
    """Cover with its focus, people, sponsors, refund terms, texts in other languages, the logo."""
    (tmp_path / "pictures").mkdir()
    for name in ("cover", "face", "sign"):
        Image.new("RGB", (160, 90), "#0b5c7a").save(tmp_path / "pictures" / f"{name}.png")
    said_of_it = EVENT | {
        "language": "de",
        "translations": {"en": {"title": "A Night in English"}},
        "cover": {"file": "pictures/cover.png", "focus_x": 30},
        "speakers": [{"name": "Ada", "title": "Bass", "photo": "pictures/face.png"}, {"name": "Bo"}],
        "sponsors": [
            {"name": "Quay", "level": "Gold", "logo": "pictures/sign.png"},
            {"name": "Pier"},
        ],
        "buyer_terms": {
            "refund": "tiers", "tiers": [{"days_before": 7, "share_bp": 5000}], "fee_minor": 100,
        },
    }  # fmt: skip
    wanted = written(document(slug, logo="pictures/sign.png", events=[said_of_it]))
    assert said(manifests.apply(JOB, wanted))[1:] == [
        f"+ {slug}: logo pictures/sign.png (is shown)",
        f"+ {slug}: event night (published True, ticket_types 2)",
    ]
    event = event_of(slug)
    assert (event.language, event.translations["en"].title) == ("de", "A Night in English")
    assert event.cover_file_id is not None
    assert (event.cover_focus_x, event.cover_focus_y) == (30, 50)
    with transaction(system_in(event.organization_id, "test.manifests")) as tx:
        assert organizations.branding_of(tx).logo_file_id is not None
        people = programme.get_programme(tx, event.id).speakers
        levels = sponsors.sponsors_of(tx, event.id)
        terms = orders.terms_of_event(tx, event.id)
    assert {each.name: each.photo_file_id is not None for each in people} == {
        "Ada": True,
        "Bo": False,
    }
    assert {level.name: [each.name for each in level.sponsors] for level in levels} == {
        "Gold": ["Quay"],
        "": ["Pier"],
    }
    assert (terms.refund, terms.tiers[0].share_bp, terms.fee_minor) == ("tiers", 5000, 100)
    assert terms.fee_currency == "EUR"
    assert manifests.apply(JOB, wanted) == []


def test_a_picture_that_is_not_beside_its_manifest_is_told_before_anything(
    slug: str, written: Written
) -> None:
    with pytest.raises(BadManifest) as refused:
        written(document(slug, logo="pictures/none.png"))
    [fault] = refused.value.errors
    assert fault.pointer.endswith("#/pictures/none.png")
    assert "no such file" in fault.detail


def test_the_demo_sells_eight_events_in_five_cities_with_pictures() -> None:
    run("apply", str(DEMO))
    shown, cities, languages, covers = [], set(), set(), 0
    for manifest in manifests.read(DEMO):
        assert not manifest.events or manifest.logo, manifest.profile.slug
        for each in manifest.events:
            if not each.published:
                continue
            event = event_of(manifest.profile.slug, each.slug)
            shown.append(event)
            cities.add(event.location.city if event.location else "")
            languages |= {event.language, *event.translations}
            covers += event.cover_file_id is not None
            assert event.starts_at is not None
            assert event.starts_at > clock.now()
    assert len(shown) >= 8
    assert cities == {"Lisbon", "Bristol", "New York", "Berlin", "Seville"}
    assert {"en", "de", "es", "fr"} <= languages
    assert covers >= 3


def test_an_event_that_was_published_is_its_organizers_alone(slug: str, written: Written) -> None:
    manifests.apply(JOB, written(document(slug, events=[EVENT])))
    inside = system_in(organization_of(slug).id, "test.manifests")
    events.cancel_event(inside, event_of(slug).id)
    more = EVENT | {"title": "Another Night", "ticket_types": []}
    assert manifests.apply(JOB, written(document(slug, events=[more]))) == []
    assert event_of(slug).title == "A Night"


def test_an_event_may_start_so_many_days_from_today(slug: str, written: Written) -> None:
    soon = EVENT | {"starts": {"in_days": 3, "at": "19:30"}}
    manifests.apply(JOB, written(document(slug, events=[soon])))
    starts_at = event_of(slug).starts_at
    assert starts_at is not None
    assert (starts_at.hour, starts_at.minute) == (19, 30)
    assert timedelta(days=2) < starts_at - clock.now() < timedelta(days=4)


def test_nobody_s_name_cannot_be_exported() -> None:
    with pytest.raises(OrganizationNotFound):
        manifests.export(JOB, "nobody-has-this-name")


def test_the_audit_log_names_the_job_that_applied(slug: str, written: Written) -> None:
    from turnout.kernel.db.pagination import PageRequest
    from turnout.modules.audit import api as audit

    manifests.apply(JOB, written(document(slug)))
    ctx = system_in(organization_of(slug).id, "test.manifests")
    entries = audit.search(ctx, audit.AuditSearch(table="organizations"), PageRequest()).items
    assert {entry.actor for entry in entries} == {"system:test.manifests"}


def command(*arguments: str) -> tuple[int, str]:
    main = click.Group("turnout")
    manifests.add_commands(main, lambda: None)
    done = CliRunner().invoke(main, list(arguments))
    return done.exit_code, done.output


def run(*arguments: str) -> tuple[int, str]:
    return command("tenants", *arguments)


def test_a_script_gets_an_organization_with_tokens_as_json(slug: str, client) -> None:
    people = ("--member", f"a@{slug}.example:owner", "--member", f"b@{slug}.example:staff")
    code, output = command("new-org", slug, *people, "--payments", "sandbox", "--currency", "CHF")
    assert code == 0, output
    made = json.loads(output)
    assert [each["role"] for each in made["members"]] == ["owner", "staff"]
    assert [each["adapter"] for each in made["connections"]] == ["sandbox"]
    answer = client.get(
        f"/api/v1/organizations/{made['organization_id']}",
        headers={"Authorization": f"Bearer {made['members'][0]['access_token']}"},
    )
    assert (answer.status_code, answer.json["currency"]) == (200, "CHF")


def test_a_script_that_asks_for_nonsense_is_told_which_field(slug: str) -> None:
    code, output = command("new-org", slug, "--member", "nobody")
    assert code == 1
    assert "#/members/0" in output


def test_the_demo_applies_once_and_its_people_can_sign_in(client) -> None:
    code, output = run("apply", str(DEMO))
    assert code == 0, output
    assert run("plan", str(DEMO)) == (0, "Everything is as the manifests say.\n")
    named = {member.email for each in manifests.read(DEMO) for member in each.members}
    for person in manifests.read_sign_ins(DEMO):
        assert (person.email in named) is not bool(person.authenticator), "or of the platform"
        answer = client.post(
            "/api/v1/auth/sign-in",
            json={"email": person.email, "password": person.password},
            headers={"Origin": "http://turnout.test"},
        )
        if person.authenticator:
            code = pyotp.TOTP(person.authenticator).now()
            answer = client.post(
                "/api/v1/auth/sign-in/second-factor",
                json={"sign_in_token": answer.json["sign_in_token"], "code": code},
                headers={"Origin": "http://turnout.test"},
            )
        assert answer.status_code == 200, answer.json


def test_the_demo_s_agency_acts_for_its_clients() -> None:
    run("apply", str(DEMO))
    agent = identity.find_user("mira@bright-lane.example")
    assert agent is not None
    ctx = organizations.membership_of(organization_of("harbour-jazz").id, agent.id)
    assert ctx is not None
    assert ctx.on_behalf_of == f"agency:{organization_of('bright-lane').id}"


def test_the_command_says_what_is_wrong_and_fails(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("organization: {slug: X, name: X}\n", encoding="utf-8")
    code, output = run("plan", str(tmp_path))
    assert code == 1
    assert "bad.yaml#/organization/slug" in output


def test_production_refuses_known_passwords_and_test_accounts(
    slug: str, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict = runtime.current().settings.model_copy(update={"environment": "production"})
    monkeypatch.setattr(runtime.current(), "settings", strict)
    person = manifests.SignIn(email=f"{slug}@made.example", password=PASSWORD, name="Ada")
    with pytest.raises(NotInProduction):
        manifests.apply(JOB, written(document(slug)), [person])
    assert identity.find_user(person.email) is None
    with pytest.raises(NotInProduction):
        manifests.apply(JOB, written(document(slug, connections=[CARDS | {"test_account": "a"}])))
