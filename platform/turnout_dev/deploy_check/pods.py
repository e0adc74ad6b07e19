"""What pods would see, seen here: the real roles start with it, and the demo passes against them.

Terraform's outputs become the chart's values and, composed as External Secrets does, the files of
its two Secrets; helm renders the pods; their arguments, variables and files start processes here.
What differs: ports and folders are moved, for pods have their own; the demo needs what production
refuses (plain HTTP, stand-ins of providers on loopback), so it plays in a second pass as
`development`. All else is as in a cluster, the connections by TLS and the pooler among it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from turnout_aws_fake import fake as s3

from turnout_dev.deploy_check.tls_servers import BROKER, CACHE, DATABASE, TlsServers
from turnout_dev.deploy_check.tools import Failed, Tools, render, run
from turnout_dev.stack import lifecycle, providers, settings, supervise
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.roles import PROGRAMS, Role
from turnout_dev.stack.state import ROOT, STATE, choose_port, secret, write_private
from turnout_sdk.fakes import Fake

OFFSET = 24_000
"""Where the stand-ins listen, beside those of a developer's stack."""
SECRETS, STATE_DIR = "/run/secrets/turnout", "/var/lib/turnout"
SERVED = {
    "web": "TURNOUT_WEB_BIND",
    "door": "TURNOUT_DOOR_BIND",
    "realtime": "TURNOUT_REALTIME_BIND",
}
MAILBOX = ("TURNOUT_MAILBOX_BIND", "TURNOUT_MAILBOX_SMTP_BIND")
Container = dict[str, Any]


@dataclass(slots=True)
class Pods:
    """A folder with what is mounted into pods, and what helm renders for a set of values."""

    tools: Tools
    folder: Path
    values: Path
    secrets: Path

    def containers(self, overlay: Mapping[str, Any]) -> dict[str, Container]:
        """The one container of every deployment and of the migrations, its variables resolved."""
        more = self.folder / "overlay.yaml"
        more.write_text(yaml.safe_dump(dict(overlay)), encoding="utf-8")
        text = render(self.tools, self.values, "--values", more, release="turnout")
        found = [each for each in yaml.safe_load_all(text) if each]
        maps = {each["metadata"]["name"]: each["data"] for each in found if "data" in each}
        made = {}
        for each in found:
            if each["kind"] in ("Deployment", "Job"):
                [container] = each["spec"]["template"]["spec"]["containers"]
                env: dict[str, str] = {}
                for source in container.get("envFrom", ()):
                    env |= maps[source["configMapRef"]["name"]]
                env |= {pair["name"]: pair["value"] for pair in container["env"]}
                name = each["metadata"]["name"].removeprefix("turnout-")
                made[name] = {"args": container["args"], "env": self._moved(env)}
        return made

    def _moved(self, env: Mapping[str, str]) -> dict[str, str]:
        moved = {SECRETS: str(self.secrets), STATE_DIR: str(self.folder / "state")}
        return {
            name: next((v.replace(k, to) for k, to in moved.items() if v.startswith(k)), v)
            for name, v in ((name, str(value)) for name, value in env.items())
        }


def play(tools: Tools) -> str:
    """Every role ready in production, then the demo; how pods shared connections."""
    folder = STATE / "pods"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "secrets").mkdir(parents=True)
    os.environ[settings.ports.OFFSET] = str(OFFSET)
    for name in MAILBOX:
        os.environ[name] = f"127.0.0.1:{choose_port(None)}"
    servers = TlsServers(tools, folder)
    try:
        servers.start()
        values, manifests = _outputs(tools, folder)
        pods = Pods(tools, folder, values, folder / "secrets")
        shutil.copy(servers.authority, pods.secrets / "ca.crt")
        _write_secrets(pods.secrets, manifests, servers, production=True)
        pooler = {"settings": {"TURNOUT_DATABASE_POOLER": "true"}}
        with _running(pods, pooler) as roles:
            production = len(roles)
        _write_secrets(pods.secrets, manifests, servers, production=False)
        with _running(pods, _for_the_demo(pooler), demo=True):
            _tenants_and_demo(folder)
            clients, shared = servers.pooled()
        return (
            f"{production} roles ready in production; the demo passes; "
            f"{clients} connections of roles shared {shared} of PostgreSQL"
        )
    finally:
        servers.stop()


def _outputs(tools: Tools, folder: Path) -> tuple[Path, list[dict[str, Any]]]:
    """Values and manifests as `terraform output` says them of an environment at our addresses."""
    tree = folder / "terraform"
    shutil.copytree(ROOT / "terraform", tree, ignore=shutil.ignore_patterns(".terraform"))
    addresses = {"database": DATABASE, "redis": CACHE, "broker": BROKER}
    given = json.dumps({**addresses, "smtp": "smtp.internal", "has_broker": True})
    place = (tools.program("terraform"), f"-chdir={tree / 'tests' / 'chart'}")
    env = {"TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
    run(*place, "init", "-input=false", "-no-color", env=env)
    run(*place, "apply", "-auto-approve", "-no-color", f"-var=addresses={given}", env=env)
    values = folder / "values.yaml"
    said = {
        name: subprocess.run(
            [*place, "output", "-raw", name],
            env={**os.environ, **env},
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ).stdout
        for name in ("values", "manifests")
    }
    values.write_text(said["values"], encoding="utf-8")
    return values, list(yaml.safe_load_all(said["manifests"]))


def _write_secrets(
    folder: Path, manifests: list[dict[str, Any]], servers: TlsServers, *, production: bool
) -> None:
    """The files of both Secrets, composed of single secrets as the manifests say."""
    state, passwords = servers.folder, servers.postgres.passwords
    known = {"redis": servers.password, "smtp_username": "mail", "smtp_password": "mail"}
    known["master_keys"] = f"check:{secret(state, 'master_key', settings._master_key)}"  # noqa: SLF001
    for role in ("owner", "app", "operator"):
        known |= {f"{role}_username": f"turnout_{role}"}
        known |= {f"{role}_password": passwords[f"turnout_{role}"]}
    for manifest in manifests:
        if manifest["kind"] == "ExternalSecret":
            for name, text in manifest["spec"]["target"]["template"]["data"].items():
                write_private(folder / name, _composed(text, known))
    if not production:
        mailbox = os.environ["TURNOUT_MAILBOX_SMTP_BIND"]
        write_private(folder / "TURNOUT_SMTP_URL", f"smtp://{mailbox}")
        bucket = json.dumps(s3.settings_for("pods"))
        write_private(folder / "TURNOUT_STORAGE_SETTINGS", bucket)


def _composed(template: str, known: Mapping[str, str]) -> str:
    """A text of External Secrets' engine, of which names and `urlquery` are used."""

    def value(found: re.Match[str]) -> str:
        text = known[found[1]]
        return quote(text, safe="") if found[2] else text

    return re.sub(r"\{\{ \.(\w+)( \| urlquery)? \}\}", value, template)


def _outside() -> list[Fake]:
    """Stand-ins of the companies outside, and of the object store."""
    return [*providers.installed(), s3]


def _for_the_demo(pooler: Mapping[str, Any]) -> dict[str, Any]:
    outside = settings.loopback(providers.address(each) for each in _outside())
    web, live = (choose_port(None) for _ in range(2))
    return {
        "environment": "development",
        "publicUrl": f"http://localhost:{web}",
        "hosts": [],
        "trustedProxies": 0,
        "realtime": {"url": f"http://127.0.0.1:{live}"},
        "storage": {"direct": False},
        "settings": {
            **pooler["settings"],
            **outside,
            "TURNOUT_RATE_LIMITS": json.dumps(settings.DEVELOPMENT_LIMITS),
            "TURNOUT_WEB_BIND": f"127.0.0.1:{web}",
            "TURNOUT_REALTIME_BIND": f"127.0.0.1:{live}",
        },
    }


@contextmanager
def _running(pods: Pods, overlay: Mapping[str, Any], *, demo: bool = False) -> Iterator[list[Role]]:
    """Migrations to their end, then every role of every deployment until it is ready."""
    containers = pods.containers(overlay)
    state = pods.folder / ("demo" if demo else "production")
    state.mkdir()
    migrate = containers.pop("migrate")
    common = {"PATH": os.environ["PATH"], "HOME": str(state)}
    run(PROGRAMS / "turnout", *migrate["args"], env={**common, **migrate["env"]})
    roles = [_role(name, each) for name, each in containers.items()]
    if demo:
        _keep_settings(state, containers["web"]["env"])
        mailbox = (sys.executable, "-m", "turnout_dev.mailbox")
        page = f"http://{os.environ['TURNOUT_MAILBOX_BIND']}/healthz"
        roles += [Role("mailbox", mailbox, pages=(page,))]
        roles += [providers.role(fake, state) for fake in _outside()]
    try:
        ours = {k: v for k, v in os.environ.items() if k[:8] != "TURNOUT_" or k in MAILBOX}
        supervise.start(state, roles, {**ours, settings.ports.OFFSET: str(OFFSET)})
        lifecycle.wait(state, roles, patience_seconds=300)
        yield roles
    except StackError as error:
        raise Failed(str(error)) from error
    finally:
        _end(state)


def _end(state: Path) -> None:
    """Let roles end in order; on a busy machine not for ever."""
    try:
        supervise.stop(state)
    except StackError:
        watcher = supervise.supervisor(state)
        if watcher is not None:
            watcher.kill()
        supervise.clear_leftovers(state)


def _role(name: str, container: Container) -> Role:
    """A pod's process; binds of the image are moved to free ports."""
    kind, own = container["args"][0], dict(container["env"])
    metrics = f"127.0.0.1:{choose_port(None)}"
    own[f"TURNOUT_{kind.upper()}_METRICS_BIND"] = metrics
    if kind in SERVED:
        own.setdefault(SERVED[kind], f"127.0.0.1:{choose_port(None)}")
    pairs = (f"{key}={value}" for key, value in own.items())
    command = ("env", *pairs, str(PROGRAMS / "turnout"), *container["args"])
    return Role(name, command, pages=(f"http://{metrics}/readyz",))


def _keep_settings(state: Path, web: Mapping[str, str]) -> None:
    """What the demo and its command read of a developer's stack."""
    mailbox = {name: os.environ[name] for name in MAILBOX}
    known = {**web, **mailbox, settings.ports.OFFSET: str(OFFSET)}
    settings.write(state, known, {})


def _tenants_and_demo(folder: Path) -> None:
    state = folder / "demo"
    inherited = {k: v for k, v in os.environ.items() if k[:8] != "TURNOUT_"}
    known = settings._written(state)  # noqa: SLF001
    applied = (str(PROGRAMS / "turnout"), "tenants", "apply", "tenants/demo")
    demo = (sys.executable, "-m", "turnout_dev.demo")
    for command, more in ((applied, known), (demo, {"TURNOUT_STATE_DIR": str(state)})):
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**inherited, **more, settings.ports.OFFSET: str(OFFSET)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        (folder / f"{command[-1].replace('/', '-')}.log").write_text(done.stdout)
        if done.returncode:
            raise Failed(f"{' '.join(command)}:\n{done.stdout[-4000:]}")
