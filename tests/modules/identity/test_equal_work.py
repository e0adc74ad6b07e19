"""Whoever has an address: the same answer, and the same number of statements behind it.

Time itself is proved at length (tests/prove/test_equal_times.py); this hangs on no chance.
"""

from typing import Any

import pytest
from tests.factories.people import PASSWORD, make_user
from tests.site.browser import nobody

from turnout.kernel.ids import new_id

pytestmark = pytest.mark.usefixtures("running")
AUTH = "/api/v1/auth"
CALLS: dict[str, dict[str, Any]] = {
    "sign-in": {"password": "none-of-them-has-this-password"},
    "sign-up": {"password": PASSWORD, "display_name": "Ada Example"},
    "forgot-password": {},
    "verify-email/resend": {},
}


@pytest.fixture(autouse=True)
def own_address(client):
    raw = new_id().int
    client.environ_base["REMOTE_ADDR"] = f"2001:db8:{raw >> 16 & 0xFFFF:x}:{raw & 0xFFFF:x}::1"


@pytest.mark.parametrize("path", CALLS)
def test_known_and_unknown_addresses_are_answered_alike_with_the_same_work(
    client, statements, path
):
    seen = []
    for email in (nobody(), make_user().email, nobody()):  # the first one warms up
        statements.clear()
        answer = client.post(f"{AUTH}/{path}", json={"email": email, **CALLS[path]})
        text = answer.get_data(as_text=True).replace(email, "A")
        request_id = (answer.json or {}).get("request_id", "")
        seen.append((answer.status_code, text.replace(request_id or "-", "-"), len(statements)))
    assert seen[1] == seen[2]
