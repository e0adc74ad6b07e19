"""What S3 holds a browser's form to and moto does not: the conditions of its signed policy.

Source: docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html. The signature
itself is not checked here; a real store checks it.
"""

import base64
import io
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from werkzeug.formparser import parse_form_data

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
