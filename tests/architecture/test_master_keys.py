"""Links outlive a change of the master key: whoever derives a secret says with which key.

What is made and what is compared with thus come from one function (`is_derived`), or the key's id
stands beside the row.
"""

import ast
from pathlib import Path

from turnout.kernel.security import capability_links

PLATFORM = Path(capability_links.__file__).parents[2]
DERIVES = {"derive_secret", "derive_mark"}
OF_THE_CURRENT_KEY = {
    "modules/fraud_rules/counters.py: _name": "counts begin anew, which stops nobody wrongly"
}


def calls_without_key(source: str) -> list[str]:
    """The functions that derive a secret and leave open with which master key."""
    return [
        inside.name
        for inside in ast.walk(ast.parse(source))
        if isinstance(inside, ast.FunctionDef)
        for call in ast.walk(inside)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).rpartition(".")[2] in DERIVES
        and "key_id" not in {each.arg for each in call.keywords}
    ]


def test_every_secret_is_derived_with_a_key_that_is_named() -> None:
    found = {
        f"{path.relative_to(PLATFORM)}: {function}"
        for path in PLATFORM.rglob("*.py")
        for function in calls_without_key(path.read_text())
    }
    assert found == set(OF_THE_CURRENT_KEY)


def test_a_planted_secret_of_the_current_key_is_found() -> None:
    planted = "def secret_of(row):\n    return derive_secret(PURPOSE, row.id.bytes)\n"
    assert calls_without_key(planted) == ["secret_of"]
    assert calls_without_key(planted.replace("bytes)", "bytes, key_id=key_id)")) == []
