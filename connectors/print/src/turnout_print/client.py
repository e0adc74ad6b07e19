"""Turnout's side: what a connector asks and tells over HTTPS."""

import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import httpx

from turnout_print import VERSION
from turnout_print.printers import PrinterStatus

SECONDS: Final = 20.0
CODE: Final = re.compile(
    r"(?P<url>https?://[^#\s]+)#(?P<organization>[0-9a-f-]{36})\.(?P<code>\w+)"
)
LOST: Final = "print-stations.job-lost"


class RemovedError(Exception):
    """Turnout knows this connector no longer: it was removed, or another one took its place."""


class AnswerError(Exception):
    """Turnout refused what was asked; `code` is the problem's, which never changes."""

    def __init__(self, status: int, code: str, title: str) -> None:
        super().__init__(title or f"HTTP {status}")
        self.status = status
        self.code = code

    @property
    def is_passing(self) -> bool:
        """Whether the same may be answered otherwise in a while."""
        return self.status >= 500 or self.status in {408, 425, 429}  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Assigned:
    """A job to print."""

    id: str
    kind: str
    format: str


@dataclass(frozen=True, slots=True)
class Joined:
    url: str
    organization: str
    token: str
    station: str
    format: str


def http_client(url: str) -> httpx.Client:
    agent = {"User-Agent": f"turnout-print/{VERSION}"}
    return httpx.Client(base_url=url, timeout=SECONDS, headers=agent)


def join(text: str, *, name: str, http: httpx.Client | None = None) -> Joined:
    """Join by the code as the console shows it; ValueError for another text."""
    found = CODE.fullmatch(text.strip())
    if found is None:
        raise ValueError("A code looks like https://…#<organization>.turnout_station_…")
    client = http or http_client(found["url"])
    path = f"/api/v1/organizations/{found['organization']}/print-connector/join"
    answer = _checked(client.post(path, json={"code": found["code"], "name": name})).json()
    return Joined(
        found["url"], found["organization"], answer["token"], answer["station_name"],
        answer["format"],
    )  # fmt: skip


class Turnout:
    """What is asked by the token of a connector; httpx.HTTPError where Turnout is not reached."""

    def __init__(
        self, url: str, organization: str, token: str, *, http: httpx.Client | None = None
    ) -> None:
        self.http = http or http_client(url)
        self.base = f"/api/v1/organizations/{organization}/print-connector"
        self.headers = {"Authorization": f"Bearer {token}"}

    def take(self, status: PrinterStatus, *, printing: str | None = None) -> Assigned | None:
        """Say how the printer is, and get the next job; none while one is printed."""
        said = {
            "app_version": VERSION,
            "printer_state": status.state,
            "printer_detail": status.detail[:300],
            "printing_job_id": printing,
        }
        found = self._post("/jobs/take", said).json()["job"]
        return Assigned(found["id"], found["kind"], found["format"]) if found else None

    def content(self, job_id: str) -> bytes:
        """What the printer gets."""
        path = f"{self.base}/jobs/{quote(job_id)}/file"
        return _checked(self.http.get(path, headers=self.headers)).content

    def start(self, job_id: str) -> None:
        """Say that a job is about to reach the printer; AnswerError where it must not."""
        self._post(f"/jobs/{quote(job_id)}/start")

    def finish(self, job_id: str, *, outcome: str, reason: str = "", detail: str = "") -> None:
        said = {"outcome": outcome, "reason": reason, "detail": detail[:300]}
        self._post(f"/jobs/{quote(job_id)}/result", said)

    def _post(self, rest: str, body: dict[str, Any] | None = None) -> httpx.Response:
        return _checked(self.http.post(f"{self.base}{rest}", json=body, headers=self.headers))


def _checked(answer: httpx.Response) -> httpx.Response:
    if answer.is_success:
        return answer
    try:
        problem = answer.json()
    except ValueError:
        problem = {}
    if not isinstance(problem, dict):
        problem = {}
    code = str(problem.get("code", ""))
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        raise RemovedError(str(problem.get("title", "Turnout knows this connector no longer.")))
    raise AnswerError(answer.status_code, code, str(problem.get("title", "")))
