"""Roles as a cluster runs them: several processes of each, balanced, replaced one after another.

A pod is a process of the real command. The balancer sends to those that are ready; one that is to
end leaves the balancer first, is told to end a moment later, and must end by itself with 0.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.drills.databases import wait_until
from tests.drills.forwarder import Forwarder
from tests.faults.mini_stack import MiniStack, free_address
from turnout_dev.stack import lifecycle, supervise
from turnout_dev.stack.settings import role_environment

REPLICAS = {"web": 2, "realtime": 2, "worker": 1, "relay": 1, "scheduler": 1}
BALANCED = {"web": "TURNOUT_WEB_BIND", "realtime": "TURNOUT_REALTIME_BIND"}
LEAVE_SECONDS = 1.5
"""How long the balancer needs until it sends nobody any more; `preStop` gives 12 in a cluster."""
END_SECONDS = 125.0
TURNOUT = str(Path(sys.prefix) / "bin" / "turnout")


@dataclass(slots=True)
class Pod:
    role: str
    process: subprocess.Popen[bytes]
    metrics: str
    bind: str

    def is_ready(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.role} ended by itself with {self.process.returncode}")
        try:
            return httpx.get(f"http://{self.metrics}/readyz", timeout=10).status_code == 200
        except httpx.TransportError:
            return False

    def end(self) -> int:
        """Tell it to end; its exit code."""
        self.process.terminate()
        return self.process.wait(END_SECONDS)


@dataclass(slots=True)
class Pods:
    """Every role's pods; `exits` keeps what those said that were replaced."""

    stack: MiniStack
    web: Forwarder = field(default_factory=Forwarder)
    realtime: Forwarder = field(default_factory=Forwarder)
    running: dict[str, list[Pod]] = field(default_factory=dict)
    exits: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        settings = self.stack.settings
        settings["TURNOUT_PUBLIC_URL"] = f"http://{self.web.address}"
        settings["TURNOUT_REALTIME_URL"] = f"http://{self.realtime.address}"
        settings |= {"TURNOUT_WEB_WORKERS": "1", "TURNOUT_WORKER_PROCESSES": "1"}
        others = [each for each in self.stack.roles if each.name in ("mailbox", "provider")]
        supervise.start(self.stack.state, others, role_environment(settings))
        lifecycle.wait(self.stack.state, others)

    def roll(self, code: Mapping[str, str]) -> float:
        """Replace every pod of every role by one of this code; how many seconds it took."""
        began = time.monotonic()
        for role, replicas in REPLICAS.items():
            old = self.running.get(role, [])
            if role == "scheduler" and old:  # exactly one: the new one after the old one
                self._end(old.pop())
            new: list[Pod] = []
            for _ in range(replicas):
                new.append(self._start(role, code))
                gone = old.pop() if old else None
                self.running[role] = [*new, *old]
                self._balance(role)
                if gone is not None:
                    time.sleep(LEAVE_SECONDS if role in BALANCED else 0)
                    self._end(gone)
        return time.monotonic() - began

    def close(self) -> None:
        for pods in self.running.values():
            for pod in pods:
                with suppress(ProcessLookupError):
                    os.killpg(pod.process.pid, signal.SIGKILL)  # its own children go with it
                pod.process.wait()
        self.running.clear()
        self.web.close()
        self.realtime.close()

    def _start(self, role: str, code: Mapping[str, str]) -> Pod:
        own = {f"TURNOUT_{role.upper()}_METRICS_BIND": free_address()}
        if role in BALANCED:
            own[BALANCED[role]] = free_address()
        environment = role_environment({**self.stack.settings, **own, **code})
        logs = self.stack.state / "logs"
        logs.mkdir(exist_ok=True)
        with (logs / f"{role}.pods.log").open("ab") as log:
            process = subprocess.Popen(
                [TURNOUT, role], env=environment, stdout=log, stderr=log, start_new_session=True
            )
        pod = Pod(role, process, own[f"TURNOUT_{role.upper()}_METRICS_BIND"], "")
        pod.bind = own.get(BALANCED.get(role, ""), "")
        wait_until(pod.is_ready, f"{role} is ready")
        return pod

    def _balance(self, role: str) -> None:
        if role in BALANCED:
            forwarder = self.web if role == "web" else self.realtime
            forwarder.point_at([pod.bind for pod in self.running[role]])

    def _end(self, pod: Pod) -> None:
        self.exits.append((pod.role, pod.end()))
