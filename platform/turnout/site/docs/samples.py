"""Each operation as a request that one can copy: curl, Python with httpx, TypeScript with fetch."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from turnout.kernel.http.examples import OF_FORMAT
from turnout.kernel.http.headers import IDEMPOTENCY_KEY

JSON: Final = "application/json"
FORM: Final = "multipart/form-data"
CREDENTIALS: Final = {
    "bearer": "TURNOUT_TOKEN",
    "device": "TURNOUT_DEVICE_TOKEN",
    "loginCookie": "TURNOUT_LOGIN",
}
SECRET: Final = "TURNOUT_SECRET"  # noqa: S105  the name of a variable
FILE: Final = "upload.bin"
SAVED: Final = "answer.bin"
PLACEHOLDER: Final = "@@credential@@"
PYTHON_WORDS: Final = {None: "None", True: "True", False: "False"}
SCRIPT_WORDS: Final = {None: "null", True: "true", False: "false"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    language: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request as every language says it."""

    method: str
    url: str
    headers: Mapping[str, str]
    variable: str
    """Of the environment: stands where a header says PLACEHOLDER."""
    body: Any
    sends: str
    """The media type of the body; empty without one."""
    returns: str
    """The media type of the answer; empty where it has no content."""


def of(
    document: Mapping[str, Any], base_url: str, method: str, path: str, told: Mapping[str, Any]
) -> tuple[Sample, ...]:
    """The same request in three languages."""
    call = _call(document, base_url, method, path, told)
    return (
        Sample(language="curl", code=_curl(call)),
        Sample(language="Python", code=_python(call)),
        Sample(language="TypeScript", code=_typescript(call)),
    )


def _call(
    document: Mapping[str, Any], base_url: str, method: str, path: str, told: Mapping[str, Any]
) -> Call:
    values = {each["name"]: _example(each) for each in told["parameters"]}
    query = {
        each["name"]: values[each["name"]]
        for each in told["parameters"]
        if each["in"] == "query" and each.get("required")
    }
    sent = {
        each["name"]: values[each["name"]]
        for each in told["parameters"]
        if each["in"] == "header" and (each.get("required") or each["name"] == IDEMPOTENCY_KEY)
    }
    proof, variable = _proof(document, told)
    bodies: Mapping[str, Any] = told.get("requestBody", {}).get("content", {})
    sends = next(iter(bodies), "")
    if sends and sends != FORM:
        sent["Content-Type"] = OCTETS if "*" in sends else sends
    good = next(answer for status, answer in told["responses"].items() if status[0] in "23")
    return Call(
        method=method.upper(),
        url=base_url
        + re.sub(r"{(\w+)}", lambda found: values[found[1]], path)
        + (f"?{urlencode(query)}" if query else ""),
        headers={**sent, **proof},
        variable=variable,
        body=bodies.get(sends, {}).get("example"),
        sends=sends,
        returns=next(iter(good.get("content", ())), ""),
    )


OCTETS: Final = "application/octet-stream"


def _proof(document: Mapping[str, Any], told: Mapping[str, Any]) -> tuple[dict[str, str], str]:
    """The header by which the first way of proving oneself is taken, and its variable."""
    scheme = next((name for way in told["security"] for name in way), "")
    if not scheme:
        return {}, ""
    variable = CREDENTIALS.get(scheme, SECRET)
    stated = document["components"]["securitySchemes"][scheme]
    if stated.get("scheme") == "bearer":
        return {"Authorization": f"Bearer {PLACEHOLDER}"}, variable
    if stated["in"] == "cookie":
        return {"Cookie": f"{stated['name']}={PLACEHOLDER}"}, variable
    return {stated["name"]: PLACEHOLDER}, variable


def _example(parameter: Mapping[str, Any]) -> str:
    schema = parameter["schema"]
    stated = parameter.get("example", schema.get("example"))
    if stated is None:
        words = schema.get("enum", ())
        stated = words[0] if words else OF_FORMAT.get(schema.get("format", ""))
    if stated is None and schema.get("type") in ("integer", "number"):
        stated = max(schema.get("minimum", 1), 1)
    return str(parameter["name"] if stated is None else stated)


def _curl(call: Call) -> str:
    lines = [f"curl --request {call.method} {_quoted(call.url)}"]
    for name, value in call.headers.items():
        text = f"{name}: {value}"
        lines.append(f"  --header {_quoted(text)}")
        if PLACEHOLDER in text:
            lines[-1] = f'  --header "{text.replace(PLACEHOLDER, f"${call.variable}")}"'
    if call.sends == JSON:
        text = json.dumps(call.body, indent=2, ensure_ascii=False)
        lines.append(f"  --data {_quoted(text)}")
    elif call.sends == FORM:
        lines.append(f"  --form {_quoted(f'file=@{FILE}')}")
    elif call.sends:
        lines.append(f"  --data-binary {_quoted(f'@{FILE}')}")
    if _is_file(call.returns):
        lines.append(f"  --output {SAVED}")
    return " \\\n".join(lines)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _python(call: Call) -> str:
    lines = ["from os import environ", "from pathlib import Path", "", "import httpx", ""]
    lines += [f"answer = httpx.{call.method.lower()}(", f"    {_text(call.url)},"]
    if call.method == "DELETE" and call.sends:
        lines[-2:] = [f'answer = httpx.request("DELETE", {_text(call.url)},']
    if call.headers:
        lines.append("    headers={")
        lines += [f"        {_text(name)}: {value}," for name, value in _python_headers(call)]
        lines.append("    },")
    if call.sends == JSON:
        lines.append(f"    json={_literal(call.body, PYTHON_WORDS, 1)},")
    elif call.sends == FORM:
        lines.append(f"    files={{'file': Path({_text(FILE)}).read_bytes()}},".replace("'", '"'))
    elif call.sends:
        lines.append(f"    content=Path({_text(FILE)}).read_bytes(),")
    lines += [")", "answer.raise_for_status()"]
    if _is_file(call.returns):
        lines.append(f"Path({_text(SAVED)}).write_bytes(answer.content)")
    elif call.returns:
        lines.append("print(answer.json())")
    code = "\n".join(lines)
    for name, line in (("environ[", "from os import environ\n"), ("Path(", PATH_IMPORT)):
        if name not in code:
            code = code.replace(line, "", 1)
    return code.lstrip("\n")


PATH_IMPORT: Final = "from pathlib import Path\n"


def _python_headers(call: Call) -> Iterator[tuple[str, str]]:
    for name, value in call.headers.items():
        text = _text(value)
        if PLACEHOLDER in value:
            text = "f" + text.replace(PLACEHOLDER, f"{{environ['{call.variable}']}}")
        # The JSON of the body has its own type already.
        if not (name == "Content-Type" and call.sends == JSON):
            yield name, text


def _typescript(call: Call) -> str:
    lines = [f"const answer = await fetch({_text(call.url)}, {{", f'  method: "{call.method}",']
    if call.headers:
        lines.append("  headers: {")
        for name, value in call.headers.items():
            text = _text(value)
            if PLACEHOLDER in value:
                text = f"`{value.replace(PLACEHOLDER, f'${{process.env.{call.variable}}}')}`"
            lines.append(f"    {_text(name)}: {text},")
        lines.append("  },")
    if call.sends == JSON:
        lines.append(f"  body: JSON.stringify({_literal(call.body, SCRIPT_WORDS, 1, indent=2)}),")
    elif call.sends:
        lines.append("  body: form," if call.sends == FORM else "  body: file,")
    lines += ["});", "if (!answer.ok) throw new Error((await answer.json()).code);"]
    if _is_file(call.returns):
        lines.append(f"await writeFile({_text(SAVED)}, Buffer.from(await answer.arrayBuffer()));")
    elif call.returns:
        lines.append("console.log(await answer.json());")
    return "\n".join([*_script_head(call), *lines])


def _script_head(call: Call) -> Sequence[str]:
    names = []
    head = []
    if call.sends and call.sends != JSON:
        names.append("readFile")
        head.append(f"const file = await readFile({_text(FILE)});")
    if call.sends == FORM:
        head.append("const form = new FormData();")
        head.append(f'form.append("file", new Blob([file]), {_text(FILE)});')
    if _is_file(call.returns):
        names.append("writeFile")
    used = f'import {{ {", ".join(names)} }} from "node:fs/promises";'
    return [used, "", *head] if names else []


def _is_file(media_type: str) -> bool:
    return bool(media_type) and "json" not in media_type


def _text(value: str) -> str:
    """A text as both languages write it."""
    return json.dumps(value, ensure_ascii=False)


def _literal(value: Any, words: Mapping[Any, str], depth: int, *, indent: int = 4) -> str:
    """A value as a language writes it, one member to a line."""
    inner, outer = " " * indent * (depth + 1), " " * indent * depth
    if isinstance(value, dict) and value:
        members = (
            f"{inner}{_text(name)}: {_literal(each, words, depth + 1, indent=indent)},\n"
            for name, each in value.items()
        )
        return "{\n" + "".join(members) + outer + "}"
    if isinstance(value, list) and value:
        items = (f"{inner}{_literal(each, words, depth + 1, indent=indent)},\n" for each in value)
        return "[\n" + "".join(items) + outer + "]"
    if value is None or isinstance(value, bool):
        return words[value]
    return json.dumps(value, ensure_ascii=False)
