"""Nodes that Terraform makes have the settings that the code asks of every node, and the guide names."""

import os
import re
import subprocess

import pytest

from turnout.kernel.db.distribution import NEEDED
from turnout.kernel.settings import ROOT

MODULE = ROOT / "terraform/modules/citus"
GUIDE = ROOT / "docs/how-to/spread-the-database.md"
PROGRAM = "/usr/lib/postgresql/$POSTGRESQL/bin/postgres"
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


@pytest.mark.parametrize("knows", [True, False])
def test_a_plugin_is_named_only_to_versions_that_ask_for_it(tmp_path, *, knows):
    """A server does not start with a setting that it does not know."""
    made = (MODULE / "files/turnout-node-make").read_text(encoding="utf-8")
    lines = re.search(r"^known=.*?^fi$", made, re.DOTALL | re.MULTILINE)
    assert lines is not None
    postgres = tmp_path / "postgres"
    listed = ("wal_level\tpostmaster", *(["output_plugin_libraries\tsuperuser"] if knows else []))
    postgres.write_text("#!/bin/sh\ncat <<'END'\n" + "\n".join(listed) + "\nEND\n")
    postgres.chmod(0o700)
    configuration = tmp_path / "postgresql.conf"
    configuration.write_text("wal_level = 'logical'\n")
    subprocess.run(
        ["bash", "-euo", "pipefail", "-c", lines[0].replace(PROGRAM, str(postgres))],
        env={"CONFIGURATION": str(tmp_path), "PATH": os.environ["PATH"]},
        check=True,
    )
    named = settings_of(configuration.read_text()).get("output_plugin_libraries")
    assert named == ("pgoutput, citus" if knows else None)


def test_no_password_is_in_what_nodes_are_started_with():
    started = (MODULE / "node.tf").read_text(encoding="utf-8")
    assert "roles.sql" in started
    assert "random_password" not in started
    assert not re.search(r"secret_string|aws_secretsmanager_secret_version", started)
