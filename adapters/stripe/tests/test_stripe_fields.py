"""The browser module, tried by node against a stand-in for the provider's script."""

import subprocess
from pathlib import Path

SCENES = Path(__file__).parent / "fields.test.mjs"


def test_the_module_keeps_to_the_published_contract():
    done = subprocess.run(
        ["node", "--test", SCENES.name],
        cwd=SCENES.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
