"""A Kubernetes control plane on loopback with pretended nodes, and the chart upon it.

What it proves: the API server takes every object with PodSecurity `restricted` enforced, and helm
installs, upgrades and rolls back with its hooks. What it does not: images, probes, the network.
"""

import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from turnout_dev.deploy_check.pretended import Pretended
from turnout_dev.deploy_check.tools import CHART, Failed, Tools, render, run, values_files
from turnout_dev.stack.state import choose_port

PATIENCE_SECONDS = 120.0
NAMESPACE = "turnout"
TOKEN = "for-this-run-only"  # noqa: S105  of a server on loopback that lives for a minute
INSTALLED = "minimal-values.yaml"
"""The scenario that is installed, upgraded and rolled back; the others are applied dry."""
SERVER = ("helm", "kubectl", "openssl", "etcd", "kube-apiserver")
CONTROLLERS = ("kube-controller-manager", "kube-scheduler", "kwok")


def apply(tools: Tools) -> str:
    """Every object of every scenario, applied server-side without effect."""
    with _started(tools) as cluster:
        counts = [cluster.apply_dry(values) for values in values_files()]
        cluster.refuse_a_root_pod()
    return f"{sum(counts)} objects of {len(counts)} scenarios"


def release(tools: Tools) -> str:
    """Install, upgrade and roll back, with pods that are made ready."""
    for program in CONTROLLERS:
        tools.program(program)
    with _started(tools) as cluster:
        cluster.start_controllers()
        return cluster.install_upgrade_and_roll_back()


def pretended_release(tools: Tools) -> str:
    """Install, upgrade and roll back with pods that this program itself makes ready."""
    with _started(tools) as cluster, cluster.pretended() as pretended:
        return cluster.release_beside(pretended)


@contextmanager
def _started(tools: Tools) -> Generator["Cluster"]:
    for program in SERVER:
        tools.program(program)
    tools.place("crds")
    with tempfile.TemporaryDirectory(prefix="turnout-cluster-") as folder:
        cluster = Cluster(tools, Path(folder))
        try:
            cluster.start()
            cluster.prepare()
            yield cluster
        finally:
            cluster.stop()


class Cluster:
    """etcd, the API server, its controllers and kwok, which makes pods ready that never run."""

    def __init__(self, tools: Tools, folder: Path) -> None:
        self._tools = tools
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        self._key = folder / "sa.key"
        self._kubeconfig = folder / "kubeconfig"
        self._address = f"https://127.0.0.1:{choose_port(None)}"

    def start(self) -> None:
        """Start the control plane and wait until the API server is ready."""
        client, peer = (f"http://127.0.0.1:{choose_port(None)}" for _ in range(2))
        key, public = self._key, self._folder / "sa.pub"
        run("openssl", "genrsa", "-out", key, "2048")
        run("openssl", "rsa", "-in", key, "-pubout", "-out", public)
        tokens = self._folder / "tokens.csv"
        tokens.write_text(f'{TOKEN},admin,1,"system:masters"\n', encoding="utf-8")
        self._kubeconfig.write_text(self._access(), encoding="utf-8")
        self._kubeconfig.chmod(0o600)
        self._launch(
            "etcd",
            *(f"--data-dir={self._folder}/etcd", f"--listen-client-urls={client}"),
            *(f"--advertise-client-urls={client}", f"--listen-peer-urls={peer}"),
            *(f"--initial-advertise-peer-urls={peer}", f"--initial-cluster=default={peer}"),
        )
        self._launch(
            "kube-apiserver",
            *(f"--etcd-servers={client}", f"--cert-dir={self._folder}/certs"),
            *("--bind-address=127.0.0.1", "--advertise-address=127.0.0.1"),
            *(f"--secure-port={self._address.rpartition(':')[2]}",),
            *("--endpoint-reconciler-type=none", "--authorization-mode=RBAC"),
            *("--service-account-issuer=https://kubernetes.default.svc",),
            *(f"--service-account-key-file={public}", f"--service-account-signing-key-file={key}"),
            *("--service-cluster-ip-range=10.0.0.0/24", f"--token-auth-file={tokens}"),
        )
        self._wait(self._is_ready, "the API server is ready")

    def start_controllers(self) -> None:
        """Start what makes pods of deployments, gives them nodes and pretends that they run."""
        stages, key = self._tools.place("k8s/stages.yaml"), self._key
        access = f"--kubeconfig={self._kubeconfig}"
        self._launch(
            "kube-controller-manager",
            *(access, f"--service-account-private-key-file={key}"),
            *("--use-service-account-credentials=true", "--leader-elect=false"),
            *("--bind-address=127.0.0.1", "--secure-port=0", "--node-monitor-grace-period=1h"),
        )
        self._launch(
            "kube-scheduler",
            *(access, "--leader-elect=false", "--bind-address=127.0.0.1", "--secure-port=0"),
        )
        self._launch(
            "kwok",
            *(access, f"--config={stages}"),
            *("--manage-all-nodes=true", "--node-lease-duration-seconds=40"),
        )
        self._kubectl("apply", "-f", "-", given=_nodes())

    def prepare(self) -> None:
        """Bring the CRDs and a namespace that enforces `restricted`."""
        for crd in sorted(self._tools.place("crds").glob("*.yaml")):
            self._kubectl("apply", "--server-side", "-f", str(crd))
        self._kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd", "--all")
        self._kubectl("create", "namespace", NAMESPACE)
        levels = (f"pod-security.kubernetes.io/{mode}=restricted" for mode in ("enforce", "warn"))
        self._kubectl("label", "namespace", NAMESPACE, *levels)
        self._kubectl("create", "priorityclass", "turnout", "--value=1000")
        self._kubectl("apply", "-f", "-", given=_account())
        for name in ("turnout-secrets", "turnout-owner"):
            self._kubectl(
                *("-n", NAMESPACE, "create", "secret", "generic", name, "--from-literal=A=b")
            )

    def apply_dry(self, values: Path) -> int:
        """Server-side apply without effect; PodSecurity speaks in warnings about templates."""
        text = render(self._tools, values)
        said = self._kubectl(
            *("apply", "--server-side", "--dry-run=server", "--validate=strict", "-f", "-"),
            given=text,
        )
        if "would violate" in said or "deprecated" in said:
            raise Failed(f"{values.name}: {said}")
        return said.count("serverside-applied")

    def install_upgrade_and_roll_back(self) -> str:
        """Seconds that each took, with every pod ready at its end and the migration before them."""
        helm, values = self._tools.program("helm"), CHART / "ci" / INSTALLED
        access = ("--kubeconfig", self._kubeconfig, "--namespace", NAMESPACE)
        wait = ("--wait", "--timeout", "4m")
        watched = _Watched(self._kubectl)

        install = ("upgrade", "--install", "t", ".", *access, "--values", values, *wait)
        took = [watched.step("install", lambda: run(helm, *install))]
        upgrade = (*install, "--set", "image.tag=9.9.9")
        took.append(watched.step("upgrade", lambda: run(helm, *upgrade)))
        images = self._images()
        if images != {"ghcr.io/turnout/turnout:9.9.9"}:
            raise Failed(f"after the upgrade pods run {images}")
        back = ("rollback", "t", "1", *access, *wait)
        took.append(watched.step("roll-back", lambda: run(helm, *back)))
        images = self._images()
        if images != {"ghcr.io/turnout/turnout:0.1.0"}:
            raise Failed(f"after the roll-back pods run {images}")
        return ", ".join(took)

    def pretended(self) -> Pretended:
        return Pretended(self._address, TOKEN, NAMESPACE)

    def release_beside(self, pretended: Pretended) -> str:
        """Seconds of each step; migrations end before the first pod of their release is made."""
        helm, values = self._tools.program("helm"), CHART / "ci" / INSTALLED
        access = ("--kubeconfig", self._kubeconfig, "--namespace", NAMESPACE)
        wait = ("--wait", "--timeout", "3m")
        install = (helm, "upgrade", "--install", "t", ".", *access, "--values", values, *wait)
        steps = {
            "install": (install, "0.1.0", 1),
            "upgrade": ((*install, "--set", "image.tag=9.9.9"), "9.9.9", 1),
            "roll-back": ((helm, "rollback", "t", "1", *access, *wait), "0.1.0", 0),
        }
        took = []
        for name, (command, tag, migrations) in steps.items():
            pretended.done.clear()
            started = time.monotonic()
            try:
                run(*command)
            except Failed as failed:
                raise Failed(f"{name}: {failed}\n{pretended.failures}") from failed
            took.append(f"{name} {time.monotonic() - started:.1f} s")
            first = pretended.done[:migrations]
            if not all(each.endswith("-migrate ended") for each in first):
                raise Failed(f"{name}: migrations were not first: {pretended.done}")
            if pretended.images() != {f"ghcr.io/turnout/turnout:{tag}"}:
                raise Failed(f"{name}: pods run {pretended.images()}")
        return ", ".join(took)

    def stop(self) -> None:
        for process in reversed(self._processes):
            process.send_signal(signal.SIGTERM)
        for process in reversed(self._processes):
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _images(self) -> set[str]:
        found = json.loads(self._kubectl("-n", NAMESPACE, "get", "pods", "-o", "json"))
        return {
            container["image"]
            for pod in found["items"]
            if "deletionTimestamp" not in pod["metadata"]
            and pod["metadata"]["labels"].get("turnout/role") != "migrate"
            for container in pod["spec"]["containers"]
        }

    def refuse_a_root_pod(self) -> None:
        """The namespace would have refused pods of another kind: the check was none of nothing."""
        try:
            self._kubectl("-n", NAMESPACE, "run", "root", "--image=root", "--dry-run=server")
        except Failed as refused:
            if "violates PodSecurity" in str(refused):
                return
            raise
        raise Failed("the namespace takes pods that are not restricted")

    def _kubectl(self, *arguments: str, given: str | None = None) -> str:
        kubectl = self._tools.program("kubectl")
        return run(kubectl, "--kubeconfig", self._kubeconfig, *arguments, given=given)

    def _launch(self, program: str, *arguments: str) -> None:
        with (self._folder / f"{program}.log").open("wb") as log:
            self._processes.append(
                subprocess.Popen(
                    [self._tools.program(program), *arguments],
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env={**os.environ, "GOMAXPROCS": "2"},
                )
            )

    def _is_ready(self) -> bool:
        try:
            answer = httpx.get(
                f"{self._address}/readyz",
                headers={"Authorization": f"Bearer {TOKEN}"},
                verify=False,  # noqa: S501  its certificate was made by itself a moment ago
                timeout=2,
            )
        except httpx.TransportError:
            return False
        return answer.text == "ok"

    def _wait(self, so: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not so():
            dead = [process.args for process in self._processes if process.poll() is not None]
            if dead or time.monotonic() > until:
                logs = (path.read_text()[-1500:] for path in self._folder.glob("*.log"))
                raise Failed(f"never came: {what}\n" + "\n".join(logs))
            time.sleep(0.2)

    def _access(self) -> str:
        return json.dumps(
            {
                "apiVersion": "v1",
                "kind": "Config",
                "clusters": [
                    {
                        "name": "t",
                        "cluster": {"server": self._address, "insecure-skip-tls-verify": True},
                    }
                ],
                "users": [{"name": "t", "user": {"token": TOKEN}}],
                "contexts": [{"name": "t", "context": {"cluster": "t", "user": "t"}}],
                "current-context": "t",
            }
        )


class _Watched:
    """Steps of a release: each has migrated before its pods, and every pod is ready at its end."""

    def __init__(self, kubectl: Callable[..., str]) -> None:
        self._kubectl = kubectl

    def step(self, name: str, take: Callable[[], str]) -> str:
        started = time.monotonic()
        take()
        seconds = time.monotonic() - started
        events = json.loads(self._get("events"))["items"]
        migrated = [
            event
            for event in events
            if event["involvedObject"]["kind"] == "Job" and event["reason"] == "Completed"
        ]
        expected = {"install": 1, "upgrade": 2, "roll-back": 2}[name]  # going back migrates nothing
        if len(migrated) != expected:
            raise Failed(f"{name}: {len(migrated)} migrations ran by now, not {expected}")
        # helm waits for the new pods and not until the former ones have gone.
        for each in json.loads(self._get("deployments"))["items"]:
            deployment = f"deployment/{each['metadata']['name']}"
            self._kubectl("-n", NAMESPACE, "rollout", "status", deployment, "--timeout=60s")
        return f"{name} {seconds:.1f} s"

    def _get(self, kind: str) -> str:
        return self._kubectl("-n", NAMESPACE, "get", kind, "-o", "json")


def _account() -> str:
    """The account that every namespace gets from a controller, which may not run here."""
    metadata = {"name": "default", "namespace": NAMESPACE}
    return json.dumps({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": metadata})


def _nodes() -> str:
    """Three pretended nodes, one in each zone."""
    size = {"cpu": "16", "memory": "64Gi", "pods": "110"}
    nodes: list[dict[str, Any]] = [
        {
            "apiVersion": "v1",
            "kind": "Node",
            "metadata": {
                "name": f"node-{zone}",
                "annotations": {"kwok.x-k8s.io/node": "fake"},
                "labels": {
                    "kubernetes.io/hostname": f"node-{zone}",
                    "kubernetes.io/os": "linux",
                    "topology.kubernetes.io/zone": f"zone-{zone}",
                },
            },
            "status": {"allocatable": size, "capacity": size},
        }
        for zone in "abc"
    ]
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": nodes})
