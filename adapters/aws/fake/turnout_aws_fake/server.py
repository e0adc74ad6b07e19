"""The store that the tests talk to: moto's server, or a real one that the environment names."""

import base64
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from werkzeug.formparser import parse_form_data

from turnout_aws_fake import fake
from turnout_sdk.testing import ProviderServer
from turnout_sdk.testing.kit import run_fake

REAL = os.environ.get("TURNOUT_S3_ADDRESS", "")


def real_settings(address: str, account: str) -> dict[str, object]:
    return fake.settings_for(account, base_url=address) | {
        "access_key_id": os.environ["TURNOUT_S3_KEY"],
        "secret_access_key": os.environ["TURNOUT_S3_SECRET"],
    }


@contextmanager
def start_provider(folder: Path) -> Iterator[ProviderServer]:
    if REAL:
        yield ProviderServer(settings=real_settings, base_url=REAL)
        return
    with run_fake(fake, folder) as running:
        yield running


Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
FREE = frozenset({"policy", "x-amz-signature", "file"})


def with_policies(inner: Application) -> Application:
    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        is_form = str(environ.get("CONTENT_TYPE", "")).startswith("multipart/form-data")
        if environ["REQUEST_METHOD"] != "POST" or not is_form:
            return inner(environ, start)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        _, form, files = parse_form_data({**environ, "wsgi.input": io.BytesIO(body)})
        content = files["file"].stream.read() if "file" in files else b""
        refused = refusal(form.to_dict(), len(content), now=datetime.now(UTC))
        if refused:
            status, code = refused
            start(status, [("Content-Type", "application/xml")])
            return [f"<Error><Code>{code}</Code></Error>".encode()]
        environ["wsgi.input"] = io.BytesIO(body)
        return inner(environ, start)

    return answer


def refusal(form: Mapping[str, str], size: int, *, now: datetime) -> tuple[str, str] | None:
    """Say why a form is not taken, as the store would; None when it is."""
    try:
        policy = json.loads(base64.b64decode(form.get("policy", ""), validate=True))
        expires_at = datetime.fromisoformat(policy["expiration"])
    except (ValueError, KeyError):
        return "400 Bad Request", "InvalidPolicyDocument"
    if expires_at <= now:
        return "403 Forbidden", "AccessDenied"
    agreed: dict[str, str] = {}
    for condition in policy["conditions"]:
        if isinstance(condition, dict):
            agreed |= condition
        elif condition[0] == "eq":
            agreed[condition[1].removeprefix("$")] = condition[2]
        elif condition[0] == "content-length-range" and size < condition[1]:
            return "400 Bad Request", "EntityTooSmall"
        elif condition[0] == "content-length-range" and size > condition[2]:
            return "400 Bad Request", "EntityTooLarge"
    sent = {name: value for name, value in form.items() if name not in FREE}
    expected = {name: value for name, value in agreed.items() if name != "bucket"}
    return None if sent == expected else ("403 Forbidden", "AccessDenied")
