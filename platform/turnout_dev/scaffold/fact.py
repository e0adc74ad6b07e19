"""A new fact in a module's facts.py."""

import re
from pathlib import Path

from turnout_dev.contracts.facts import malformed_facts
from turnout_dev.scaffold.files import module_folder, render, singular
from turnout_sdk.scaffold.files import Refused, title_case

HEAD = '''"""What {module} announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact
'''
IMPORTS = (
    "from dataclasses import dataclass",
    "from typing import ClassVar",
    "from uuid import UUID",
    "from turnout.kernel.messaging.facts import Fact",
)


def create(root: Path, name: str) -> list[Path]:
    """Add `module.past-tense` as version 1; Refused when it would not be well formed."""
    found = re.fullmatch(r"(?P<module>[a-z_]+)\.(?P<fact>[a-z]+(-[a-z]+)*)", name)
    if found is None:
        raise Refused("Name a fact like this: orders.refunded.")
    module = found["module"]
    folder = module_folder(root, module)
    path = folder / "facts.py"
    before = path.read_text(encoding="utf-8") if path.exists() else None
    noun = singular(module)
    words = {
        "name": f"{name}.v1",
        "title": title_case(noun) + title_case(found["fact"].replace("-", "_")),
        "noun": noun,
        "says": f"{noun.replace('_', ' ').capitalize()} {found['fact'].replace('-', ' ')}",
    }
    text = before or HEAD.format(module=module)
    if missing := [line for line in IMPORTS if not re.search(rf"^{line}\b", text, re.MULTILINE)]:
        raise Refused(f"facts.py lacks {', '.join(missing)}; add it first.")
    path.write_text(text + render("fact", words)["facts.py"], encoding="utf-8")
    faults = [each.says for each in malformed_facts(root) if f"modules/{module}/" in each.place]
    if faults:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf-8")
        raise Refused("; ".join(faults))
    return [path]
