"""Fraud rules made, changed and deleted, and those that make no sense."""

import pytest
from tests.factories.people import add_member, bearer


def test_a_rule_is_made_listed_and_changed_over_the_version_that_was_seen(limited):
    rule = limited.made()
    assert (rule["state"], rule["most"], rule["version"]) == ("active", 2, 1)
    changed = limited.change(rule, most=4, name="Four an hour")
    assert (changed.json["most"], changed.json["name"], changed.json["version"]) == (
        4,
        "Four an hour",
        2,
    )
    assert limited.change(rule, most=5).status_code == 412
    [listed] = limited.listed()
    assert (listed["most"], listed["challenged"], listed["refused"]) == (4, 0, 0)


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"subject": "device"}, "/subject"),
        ({"measure": "money"}, "/measure"),
        ({"most": 0}, "/most"),
        ({"most": -3}, "/most"),
        ({"period_seconds": 59}, "/period_seconds"),
        ({"period_seconds": 31 * 86_400}, "/period_seconds"),
        ({"outcome": "sigh"}, "/outcome"),
    ],
)
def test_what_is_wrong_is_named(limited, said, pointer):
    refused = limited.create(**said)
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json["errors"]] == [pointer]


def test_a_rule_that_another_makes_useless_is_refused_with_that_ones_name(limited):
    limited.made(name="Strict", most=2, period_seconds=3600)
    for said in ({"most": 3}, {"most": 2}, {"most": 2, "period_seconds": 60}):
        refused = limited.create(**said)
        assert refused.status_code == 422
        assert refused.json["errors"][0]["pointer"] == "/most"
        assert "Strict" in refused.json["errors"][0]["detail"]
    late = limited.create(most=5, outcome="challenge")
    assert "refuses before" in late.json["errors"][0]["detail"]
    assert limited.create(most=1, outcome="challenge").status_code == 201
    assert limited.create(most=5, period_seconds=86_400).status_code == 201
    assert limited.create(most=5, measure="tickets").status_code == 201
    assert limited.create(most=5, subject="network").status_code == 201


def test_a_paused_rule_makes_no_other_useless_and_is_judged_when_it_is_resumed(limited):
    first = limited.made(most=2)
    limited.change(first, state="paused")
    limited.made(most=1, name="Stricter")
    paused = limited.listed()[-1]
    resumed = limited.change(paused, state="active")
    assert resumed.status_code == 422
    assert resumed.json["errors"][0]["pointer"] == "/most"


def test_an_event_has_so_many_rules_and_no_more(limited):
    for number in range(20):
        limited.made(most=number + 1, period_seconds=60 * (number + 1))
    refused = limited.create(most=100, period_seconds=86_400)
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == "/name"


def test_who_may_only_look_changes_nothing(limited):
    limited.made()
    staff = bearer(add_member(limited.shop.organization, "staff"))
    assert limited.client.get(limited.path, headers=staff).status_code == 200
    refused = limited.client.post(limited.path, json={}, headers=staff)
    assert refused.status_code == 403
    assert limited.client.get(limited.path).status_code == 401


def test_a_rule_of_another_event_is_not_there(limited):
    rule = limited.made()
    elsewhere = limited.path.replace(str(limited.shop.event_id), str(limited.ticket))
    answer = limited.client.get(f"{elsewhere}/{rule['id']}", headers=limited.headers)
    assert answer.status_code == 404
