"""The API's documentation: a guide, every operation, and samples that say the request it tells."""

import json
import re
import shlex
import subprocess
import types
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from turnout.kernel.http.openapi import METHODS
from turnout.site.docs.reference import Operation, reference_of

SITE = "https://tickets.example.org"
ENVIRONMENT = {
    "TURNOUT_TOKEN": "token",
    "TURNOUT_DEVICE_TOKEN": "device",
    "TURNOUT_LOGIN": "login",
    "TURNOUT_SECRET": "secret",
}
RUN = """
const told = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const Async = (async () => {}).constructor;
const fs = { readFile: async () => Buffer.from("file"), writeFile: async () => {} };
(async () => {
  const asked = [];
  for (const code of told) {
    const plain = code.replace(/^import .*\\n/, "");
    const answer = { ok: true, json: async () => ({}), arrayBuffer: async () => new ArrayBuffer(1) };
    const fetch = async (url, init) => { asked.push([url, init]); return answer; };
    await new Async("fetch", "readFile", "writeFile", "console", plain)(
      fetch, fs.readFile, fs.writeFile, { log() {} });
  }
  process.stdout.write(JSON.stringify(asked, (_, v) => (v instanceof FormData ? "form" : v)));
})();
"""


@pytest.fixture(scope="module")
def document(app: Any) -> dict[str, Any]:
    with app.test_client() as client:
        client.environ_base["HTTP_HOST"] = "turnout.test"
        found: dict[str, Any] = client.get("/api/openapi.json").get_json()
    return found


@pytest.fixture(scope="module")
def operations(document: dict[str, Any]) -> list[Operation]:
    groups = reference_of(document, SITE).groups.values()
    return [each for group in groups for each in group.operations]


def sample(operation: Operation, language: str) -> str:
    return next(each.code for each in operation.samples if each.language == language)


def told_of(document: dict[str, Any], operation: Operation) -> dict[str, Any]:
    told: dict[str, Any] = document["paths"][operation.path][operation.method.lower()]
    return told


def check(
    document: dict[str, Any], operation: Operation, url: str, headers: dict[str, str]
) -> None:
    """The request goes to the operation's address, with the headers that it needs."""
    pattern = re.sub(r"{\w+}", "[^/{}]+", operation.path.replace(".", r"\."))
    assert url.startswith(SITE), operation.id
    assert re.fullmatch(pattern, urlsplit(url).path), operation.id
    told = told_of(document, operation)
    needed = {
        p["name"] for p in told.get("parameters", ()) if p["in"] == "header" and p["required"]
    }
    assert needed <= headers.keys(), operation.id
    schemes = document["components"]["securitySchemes"]
    ways = [schemes[name] for way in told["security"] for name in way]
    names = {each.get("name", "Authorization") for each in ways} | {"Cookie"}
    assert not ways or names & headers.keys(), operation.id


def body_of(document: dict[str, Any], operation: Operation) -> Any:
    content = told_of(document, operation).get("requestBody", {}).get("content", {})
    return content.get("application/json", {}).get("example")


def test_no_operation_is_left_out(document, operations):
    told = [
        item[m]["operationId"] for item in document["paths"].values() for m in METHODS if m in item
    ]
    assert sorted(each.id for each in operations) == sorted(told)
    assert all(len(each.samples) == 3 for each in operations)


def test_the_samples_for_the_shell_ask_what_the_document_tells(document, operations):
    for each in operations:
        words = iter(shlex.split(sample(each, "curl").replace("\\\n", " ")))
        assert next(words) == "curl"
        given: dict[str, Any] = {"headers": {}}
        for word in words:
            if word == "--header":
                name, _, value = next(words).partition(": ")
                given["headers"][name] = value
            elif word.startswith("--"):
                given[word] = next(words)
            else:
                given["url"] = word
        assert given["--request"] == each.method
        check(document, each, given["url"], given["headers"])
        assert json.loads(given.get("--data", "null")) == body_of(document, each), each.id


def test_the_samples_in_python_ask_what_the_document_tells(document, operations, monkeypatch):
    asked: list[tuple[str, str, dict[str, Any]]] = []
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for each in operations:
        code = sample(each, "Python").replace("import httpx", "").replace("Path(", "File(")
        exec(compile(code, each.id, "exec"), {"httpx": recorder(asked), "File": File, "print": str})  # noqa: S102
    for each, (method, url, options) in zip(operations, asked, strict=True):
        assert method == each.method, each.id
        given = options.get("headers", {})
        if "json" in options:
            given = given | {"Content-Type": "application/json"}
        check(document, each, url, given)
        assert options.get("json") == body_of(document, each), each.id


def test_the_samples_in_typescript_ask_what_the_document_tells(document, operations):
    codes = [sample(each, "TypeScript") for each in operations]
    done = subprocess.run(
        ["node", "-e", RUN], input=json.dumps(codes), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    for each, (url, init) in zip(operations, json.loads(done.stdout), strict=True):
        assert init["method"] == each.method, each.id
        check(document, each, url, init.get("headers", {}))
        expected = body_of(document, each)
        if expected is not None:
            assert json.loads(init["body"]) == expected, each.id


class File:
    def __init__(self, name: str) -> None:
        self.name = name

    def read_bytes(self) -> bytes:
        return b"file"

    def write_bytes(self, content: bytes) -> None:
        pass


def recorder(asked: list[tuple[str, str, dict[str, Any]]]) -> Any:
    """Stands where the library stands in a sample."""
    answer = types.SimpleNamespace(raise_for_status=lambda: None, json=dict, content=b"")

    def taking(method: str) -> Any:
        def take(url: str, **options: Any) -> Any:
            asked.append((method, url, options))
            return answer

        return take

    verbs = {method: taking(method.upper()) for method in METHODS}
    return types.SimpleNamespace(
        **verbs, request=lambda method, url, **options: taking(method)(url, **options)
    )


def pages(client: Any) -> Iterator[str]:
    guide = client.get("/api/docs").get_data(as_text=True)
    yield guide
    for path in sorted(set(re.findall(r'href="(/api/docs/[\w-]+)"', guide))):
        answer = client.get(path)
        assert answer.status_code == 200, path
        yield answer.get_data(as_text=True)


def test_every_link_within_the_pages_leads_somewhere(client):
    anchors: dict[str, set[str]] = {}
    links: set[tuple[str, str]] = set()
    for text in pages(client):
        here = re.search(r'rel="canonical" href="http://turnout.test([^"]+)"', text)
        assert here
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids)), here[1]
        anchors[here[1]] = set(ids)
        for path, anchor in re.findall(r'href="(/api/docs[^"#]*)?#([^"]+)"', text):
            links.add((path or here[1], anchor))
    assert len(links) > 500
    assert [(path, to) for path, to in sorted(links) if to not in anchors.get(path, ())] == []


def test_the_guide_says_how_to_begin(client):
    text = client.get("/api/docs").get_data(as_text=True)
    for section in ("first-call", "signing-in", "idempotency", "pagination", "errors", "webhooks"):
        assert f'id="{section}"' in text
    assert 'data-openapi="/api/openapi.json"' in text
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!turnout\.test)', text)


def test_a_page_is_small_on_its_way(client):
    heaviest = max(len(text) for text in pages(client))
    guide = client.get("/api/docs", headers={"Accept-Encoding": "gzip"})
    assert guide.headers["Content-Encoding"] == "gzip"
    assert len(guide.data) < 38_500  # it names every operation; there are some 890
    assert heaviest < 400_000


def test_a_subject_that_is_none_is_not_found(client):
    assert client.get("/api/docs/nothing-is-called-this").status_code == 404
