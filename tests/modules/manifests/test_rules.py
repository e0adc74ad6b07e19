"""The difference between a manifest and what is there: complete, in order, and empty when equal."""

from dataclasses import replace
from typing import Any

import pytest

from turnout.manifest_files.errors import BadManifest
from turnout.manifest_files.types import Connection, Manifest, Profile
from turnout.modules.manifests.rules import CurrentState, changes, in_order

PROFILE = Profile(slug="harbour-jazz", name="Harbour Jazz", currency="EUR")


def manifest(**parts: Any) -> Manifest:
    organization = parts.pop("organization", {"slug": "harbour-jazz", "name": "Harbour Jazz"})
    return Manifest.of({"organization": organization, **parts}, "a.yaml")


def said(wanted: Manifest, present: CurrentState | None) -> list[str]:
    return [str(each) for each in changes(wanted, present)]


def test_an_organization_that_is_not_there_is_made_whole() -> None:
    wanted = manifest(
        members=[{"email": "ines@jazz.example", "role": "owner"}],
        agency={"slug": "bright-lane", "role": "staff"},
        connections=[{"name": "Cards", "kind": "payments", "adapter": "acme"}],
    )
    assert said(wanted, None) == [
        "+ harbour-jazz: organization (slug harbour-jazz, name 'Harbour Jazz')",
        "+ harbour-jazz: member ines@jazz.example (role owner)",
        "+ harbour-jazz: agency bright-lane (role staff)",
        "+ harbour-jazz: connection Cards (adapter acme, mode test)",
    ]


def test_what_is_as_it_should_be_needs_no_change() -> None:
    wanted = manifest(members=[{"email": "Ines@Jazz.example", "role": "owner"}])
    assert said(wanted, CurrentState(profile=PROFILE, roles={"ines@jazz.example": "owner"})) == []


def test_a_setting_is_changed_with_its_old_and_new_value() -> None:
    wanted = manifest(organization={"slug": "harbour-jazz", "name": "Jazz Days", "currency": "SEK"})
    assert said(wanted, CurrentState(profile=PROFILE)) == [
        "~ harbour-jazz: organization: name 'Harbour Jazz' → 'Jazz Days', currency EUR → SEK"
    ]


def test_a_setting_that_the_file_does_not_name_stays() -> None:
    there = CurrentState(profile=replace(PROFILE, website="https://jazz.example"))
    assert said(manifest(), there) == []


def test_members_and_agencies_that_the_file_does_not_name_stay() -> None:
    there = CurrentState(
        profile=PROFILE, roles={"sam@jazz.example": "staff"}, agencies={"other": "admin"}
    )
    assert said(manifest(), there) == []


def test_owners_come_before_others_so_that_one_is_always_there() -> None:
    wanted = manifest(
        members=[
            {"email": "a@jazz.example", "role": "staff"},
            {"email": "z@jazz.example", "role": "owner"},
        ]
    )
    there = CurrentState(profile=PROFILE, roles={"a@jazz.example": "owner"})
    assert said(wanted, there) == [
        "+ harbour-jazz: member z@jazz.example (role owner)",
        "~ harbour-jazz: member a@jazz.example: role owner → staff",
    ]


def connection(**changes: Any) -> dict[str, Any]:
    return {"name": "Cards", "kind": "payments", "adapter": "acme", "mode": "live"} | changes


def test_a_connection_is_compared_by_what_the_file_names_and_never_by_its_secrets() -> None:
    said_of_it = connection(settings={"region": "eu"}, secrets={"key": {"env": "KEY"}})
    wanted = manifest(connections=[said_of_it])
    there = Connection(**connection(settings={"region": "us", "page": 1}))
    assert said(wanted, CurrentState(profile=PROFILE, connections={"Cards": there})) == [
        "~ harbour-jazz: connection Cards: settings.region us → eu"
    ]
    there = Connection(**connection(settings={"region": "eu", "page": 1}))
    assert said(wanted, CurrentState(profile=PROFILE, connections={"Cards": there})) == []


@pytest.mark.parametrize("other", [{"adapter": "other"}, {"mode": "test"}, {"kind": "email"}])
def test_a_connection_does_not_become_another_s(other: dict[str, str]) -> None:
    wanted = manifest(connections=[connection()])
    there = Connection(**connection(**other))
    with pytest.raises(BadManifest, match="name a new connection"):
        changes(wanted, CurrentState(profile=PROFILE, connections={"Cards": there}))


def test_an_organization_does_not_become_an_agency() -> None:
    organization = {"slug": "harbour-jazz", "name": "Harbour Jazz", "kind": "agency"}
    with pytest.raises(BadManifest, match="kind of an organization stays"):
        changes(manifest(organization=organization), CurrentState(profile=PROFILE))


def test_agencies_come_before_their_clients() -> None:
    client = manifest(organization={"slug": "aaa", "name": "A"})
    agency = manifest(organization={"slug": "zzz", "name": "Z", "kind": "agency"})
    assert in_order([client, agency]) == [agency, client]
