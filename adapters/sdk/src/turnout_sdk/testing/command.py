"""`turnout-adapter-test [FOLDER] [pytest's options]`: run an adapter's conformance tests."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

USAGE = """\
usage: turnout-adapter-test [FOLDER] [options of pytest]

Runs the conformance kit for the adapter in FOLDER (by default this one) and reports by
capability. The adapter's tests say what is tried, for example in tests/test_conformance.py:

    from turnout_sdk.testing import conformance
    from acme_fake import fake
    from turnout_acme import adapter

    TestConformance = conformance(adapter, fake=fake)
"""
_NOTHING_COLLECTED = 5


def main(arguments: list[str] | None = None) -> int:
    """Return what pytest returns; without a single conformance test, say how to write one."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] in (["-h"], ["--help"]):
        sys.stdout.write(USAGE)
        return 0
    if find_spec("pytest") is None or find_spec("yaml") is None:
        sys.stderr.write("The kit is an extra: pip install 'turnout-sdk[test]'\n")
        return 2
    folder = Path(given.pop(0)) if given and not given[0].startswith("-") else Path()
    if not folder.is_dir():
        sys.stderr.write(f"There is no folder {folder}.\n")
        return 2
    options = ["-m", "adapter_kit", "--adapter-report", "-q", "-p", "no:cacheprovider"]
    # A process of its own: pytest wants to be there before the SDK that it looks into.
    command = [sys.executable, "-m", "pytest", str(folder), *options, *given]
    code = subprocess.call(command)  # noqa: S603 - the caller's own options
    if code == _NOTHING_COLLECTED:
        sys.stderr.write("No conformance test was found.\n\n" + USAGE)
    return code


if __name__ == "__main__":
    sys.exit(main())
