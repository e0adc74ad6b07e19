"""Nodes that Terraform makes have the settings that the code asks of every node, and the guide names."""

import re

from turnout.kernel.db.distribution import NEEDED
from turnout.kernel.settings import ROOT

MODULE = ROOT / "terraform/modules/citus"
GUIDE = ROOT / "docs/how-to/spread-the-database.md"
SETTING = re.compile(r"^([a-z_.]+) = '?([^'\n]*?)'?$", re.MULTILINE)


def settings_of(text: str) -> dict[str, str]:
    return dict(SETTING.findall(text))


def test_nodes_have_what_the_code_asks_of_them():
    made = settings_of((MODULE / "templates/postgresql.conf.tftpl").read_text(encoding="utf-8"))
    assert {name: made.get(name) for name in NEEDED} == dict(NEEDED)


def test_nodes_have_what_the_guide_asks_of_them():
    made = settings_of((MODULE / "templates/postgresql.conf.tftpl").read_text(encoding="utf-8"))
    section = GUIDE.read_text(encoding="utf-8").partition("## What each node needs")[2]
    asked = settings_of(section.partition("```\n")[2].partition("```")[0])
    assert asked.pop("shared_preload_libraries") == made["shared_preload_libraries"].split(",")[0]
    assert len(asked) >= 5
    assert {name: made.get(name) for name in asked} == asked


def test_no_password_is_in_what_nodes_are_started_with():
    started = (MODULE / "node.tf").read_text(encoding="utf-8")
    assert "roles.sql" in started
    assert "random_password" not in started
    assert not re.search(r"secret_string|aws_secretsmanager_secret_version", started)
