"""What stands beside metrics at the port of a role: nothing."""

import pytest

from turnout.kernel.observability.probes import Pages


@pytest.mark.parametrize("page", ["/", "/admin"])
def test_nothing_else_is_at_that_port(page: str) -> None:

    said: list[str] = []
    body = Pages(lambda: pytest.fail("was not asked"))(
        {"PATH_INFO": page},
        lambda status, _headers, *_: said.append(status),  # type: ignore[arg-type,return-value]
    )
    assert (said, b"".join(body)) == (["404 Not Found"], b"/metrics, /readyz or /healthz\n")
