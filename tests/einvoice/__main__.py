"""`python -m tests.einvoice`: XSD, schematron of EN 16931 and PDF/A-3, asked of Mustang.

Fetches the validator by Maven once. Without Java or Maven it says loudly that nothing was checked.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.einvoice import samples

HERE = Path(__file__).parent
STATE = HERE.parents[1] / ".turnout" / "einvoice"


def main() -> int:
    java, maven = shutil.which("java"), shutil.which("mvn")
    if java is None or maven is None:
        say("SKIPPED: e-invoices were NOT validated, this machine has no Java or no Maven.")
        return 0
    libraries = STATE / "libraries"
    if not any(libraries.glob("validator-*.jar")):
        fetch = ["dependency:copy-dependencies", f"-DoutputDirectory={libraries}"]
        subprocess.run([maven, "-q", "-B", "-f", str(HERE / "pom.xml"), *fetch], check=True)
    command = [java, "-cp", f"{libraries}/*", str(HERE / "Validate.java")]
    wanted = subprocess.run([*command, *written(samples.good(), STATE / "good")], check=False)
    refused = [
        subprocess.run([*command, name], check=False, capture_output=True).returncode != 0
        for name in written(samples.bad(), STATE / "bad")
    ]
    say(f"wrong on purpose and refused: {sum(refused)} of {len(refused)}")
    return 0 if wanted.returncode == 0 and all(refused) else 1


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def written(files: Iterable[tuple[str, bytes]], folder: Path) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in files:
        (folder / name).write_bytes(content)
        paths.append(str(folder / name))
    return paths


if __name__ == "__main__":
    sys.exit(main())
