"""A person's copy of what is kept of them, made at once."""

from typing import Any
from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.modules.privacy.service import copies

PATH = "/api/v1/me/personal-data"
JOB = SystemContext(job="privacy.copy")


def copy_data(client: Any, headers: dict[str, str]) -> list[dict[str, Any]]:
    """What the copy says, by organization and table."""
    asked = client.post(PATH, headers=headers)
    assert asked.status_code == 202, asked.get_json()
    while not copies.make_copy(JOB, UUID(asked.get_json()["id"])):
        pass
    answer = client.get(f"{PATH}/file", headers=headers)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.get_json()["data"]
    return found
