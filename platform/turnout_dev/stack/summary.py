"""What `make up` says at the end: where everything is and who may sign in."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from turnout_dev.stack.state import ROOT

SIGN_INS = ROOT / "tenants" / "demo" / "sign-ins.yaml"


def summary(
    settings: Mapping[str, str], outside: Mapping[str, str], *, people: Path = SIGN_INS
) -> str:
    """Say where everything is; `outside` are the stand-ins' addresses and titles."""
    public = settings["TURNOUT_PUBLIC_URL"].rstrip("/")
    places = {
        "Pages": f"{public}/",
        "API docs": f"{public}/api/docs",
        "Mailbox": f"http://{settings['TURNOUT_MAILBOX_BIND']}/",
        "Company sign-in": f"http://{settings['TURNOUT_IDENTITY_PROVIDER_BIND']}/",
        "Realtime": f"http://{settings['TURNOUT_REALTIME_BIND']}/",
        "Metrics": f"http://{settings['TURNOUT_WEB_METRICS_BIND']}/metrics",
        **{title: f"http://{address}/" for address, title in outside.items()},
    }
    width = max(map(len, places))
    lines = [
        "",
        "Turnout is up.",
        *(f"  {name.ljust(width)}  {place}" for name, place in places.items()),
        *_people(people),
        *_company(public, people),
        "",
        "  make logs · make demo · make down · make doctor",
    ]
    return "\n".join(lines)


def _people(path: Path) -> Iterable[str]:
    people = sign_ins(path)
    if not people:
        return
    yield "\nDemo sign-ins"
    rows = [
        [str(person.get(key, "")) for key in ("email", "password", "role", "organization")]
        for person in people
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  " + "  ".join(cells).rstrip()


def _company(public: str, people: Path) -> Iterable[str]:
    """Whom to type at the sign-in page to be led to the company's own."""
    if not people.exists():
        return
    yield f"\nSign in with your company, at {public}/sign-in"
    yield "  tess@staff.meridian.example         by OpenID Connect"
    yield "  priya@contractors.meridian.example  by SAML"


def sign_ins(path: Path = SIGN_INS) -> list[dict[str, Any]]:
    """List the demo's people with their passwords; none where there is no such file."""
    if not path.exists():
        return []
    import yaml

    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    people = content.get("sign_ins", []) if isinstance(content, dict) else content
    return [person for person in people or [] if isinstance(person, dict)]
