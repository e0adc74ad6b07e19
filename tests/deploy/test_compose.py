"""compose.yaml starts what it says: known settings, files that are there, nothing for nobody."""

import re
from typing import Any

import yaml

from turnout.kernel.settings import ROOT, Settings
from turnout_dev.stack.ports import OBSERVED

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
ASKED_FOR = {"rabbitmq": "TURNOUT_BROKER_URL=amqp://", "search": "TURNOUT_SEARCH=opensearch"}
"""Profiles, with the sentence of the file's head that says what somebody starts them for."""


def test_every_role_runs_and_is_asked_for_its_health():
    for role in OBSERVED:
        assert SERVICES[role]["command"] == [role]
        assert SERVICES[role]["healthcheck"]["test"] == ["CMD", "turnout", "health", "--role", role]


def test_what_is_set_are_settings():
    known = {f"TURNOUT_{name.upper()}" for name in Settings.model_fields}
    for name, service in SERVICES.items():
        given = service.get("environment", {})
        assert {each for each in given if each.startswith("TURNOUT_")} <= known, name


def test_services_volumes_and_configurations_that_are_named_are_there():
    for name, service in SERVICES.items():
        assert set(service.get("depends_on", {})) <= set(SERVICES), name
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            there = (
                (ROOT / source).is_dir() if source.startswith(".") else source in COMPOSE["volumes"]
            )
            assert there, f"{name}: {volume}"
        for config in service.get("configs", ()):
            assert config["source"] in COMPOSE["configs"], name
    used = {
        volume.partition(":")[0] for each in SERVICES.values() for volume in each.get("volumes", ())
    }
    assert set(COMPOSE["volumes"]) <= used


def test_a_profile_is_one_that_something_of_ours_uses():
    profiles = {profile for each in SERVICES.values() for profile in each.get("profiles", ())}
    assert profiles == set(ASKED_FOR)
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert all(sentence in text for sentence in ASKED_FOR.values())


def test_the_demo_is_applied_after_the_migrations_ends_and_is_there_with_the_first_page():
    demo = SERVICES["demo"]
    assert demo["command"][:2] == ["tenants", "apply"]
    assert demo["restart"] == "no"
    assert demo["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["web"]["depends_on"]["demo"] == {"condition": "service_completed_successfully"}
    place = demo["command"][2]
    assert any(re.fullmatch(rf"\./tenants/demo:{place}:ro", each) for each in demo["volumes"])
