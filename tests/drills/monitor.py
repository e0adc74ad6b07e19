"""Prometheus and Alertmanager over the roles of a drill, with the chart's rules in quick time.

Rules wait for minutes and look back for hours; here every duration is a twentieth. What they ask,
and what they compare with, stays; thresholds that are seconds of waiting shrink as well.
"""

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import yaml

from tests.drills.databases import wait_until
from tests.faults.mini_stack import free_address
from turnout_dev.stack.state import ROOT

QUICK = 20
RULES = ROOT / "charts/turnout/files/rules"
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
RANGE = re.compile(r"\[(\d+)([smhd])\]")
WAITED = re.compile(r"(_(?:oldest|lag)_seconds\) > )(\d+)")
MAILED = re.compile(r'(turnout_mail_seconds_bucket\{le=")(\d+)')
"""How long a mail may take; the bucket of a twentieth is there as well."""


class ToolMissing(Exception):
    """A program that only this drill needs."""


@dataclass(slots=True)
class Monitor:
    """`seen` keeps when each alert was first active at Alertmanager."""

    folder: Path
    prometheus: str = field(default_factory=free_address)
    alertmanager: str = field(default_factory=free_address)
    _processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, targets: list[tuple[str, str]]) -> None:
        """Scrape these (role, address) and evaluate every rule of the chart."""
        self.folder.mkdir()
        self._write("targets.json", [_target(role, address) for role, address in targets])
        names = []
        for path in sorted(RULES.glob("*.yaml")):
            rules = yaml.safe_load(path.read_text(encoding="utf-8"))
            self._write(path.name, quick(rules))
            names.append(path.name)
        self._write(
            "alertmanager.yml",
            {"route": {"receiver": "none", "group_wait": "0s"}, "receivers": [{"name": "none"}]},
        )
        self._write("prometheus.yml", self._configuration(names))
        storage = f"--storage.path={self.folder / 'alerts'}"
        self._launch(
            "alertmanager",
            *(f"--config.file={self.folder / 'alertmanager.yml'}", storage),
            *(f"--web.listen-address={self.alertmanager}", "--cluster.listen-address="),
        )
        self._launch(
            "prometheus",
            f"--config.file={self.folder / 'prometheus.yml'}",
            f"--storage.tsdb.path={self.folder / 'data'}",
            f"--web.listen-address={self.prometheus}",
            "--log.level=error",
        )
        for address in (self.prometheus, self.alertmanager):
            wait_until(lambda address=address: self._is_ready(address), f"{address} is ready")

    def stop(self) -> None:
        for each in self._processes:
            each.terminate()
            each.wait(20)

    def active(self) -> set[str]:
        """Names of the alerts that Alertmanager would tell of now."""
        answer = httpx.get(f"http://{self.alertmanager}/api/v2/alerts?active=true", timeout=10)
        return {each["labels"]["alertname"] for each in answer.json()}

    def names(self) -> set[str]:
        """Every series that was ever scraped."""
        answer = httpx.get(f"http://{self.prometheus}/api/v1/label/__name__/values", timeout=30)
        return set(answer.json()["data"])

    def wait_for(self, names: set[str], *, active: bool, seconds: float) -> dict[str, float]:
        """Wait until each of these came (or went); after how many seconds each did."""
        began, found = time.monotonic(), {}
        while len(found) < len(names) and time.monotonic() - began < seconds:
            now = self.active()
            for name in names - found.keys():
                if (name in now) is active:
                    found[name] = time.monotonic() - began
            time.sleep(0.5)
        return found

    def _is_ready(self, address: str) -> bool:
        for each in self._processes:
            if each.poll() is not None:
                said = [log.read_text(errors="replace")[-800:] for log in self.folder.glob("*.log")]
                raise RuntimeError("a program of the monitor ended: " + "\n".join(said))
        try:
            return httpx.get(f"http://{address}/-/ready", timeout=2).is_success
        except httpx.TransportError:
            return False

    def _configuration(self, names: list[str]) -> dict[str, Any]:
        return {
            "global": {
                "scrape_interval": "1s",
                "scrape_timeout": "1s",
                "evaluation_interval": "1s",
            },
            "rule_files": names,
            "alerting": {"alertmanagers": [{"static_configs": [{"targets": [self.alertmanager]}]}]},
            "scrape_configs": [
                {
                    "job_name": "turnout",
                    "file_sd_configs": [{"files": ["targets.json"], "refresh_interval": "1s"}],
                }
            ],
        }

    def _write(self, name: str, what: object) -> None:
        text = json.dumps(what) if name.endswith("json") else yaml.safe_dump(what)
        (self.folder / name).write_text(text, encoding="utf-8")

    def _launch(self, program: str, *arguments: str) -> None:
        with (self.folder / f"{program}.log").open("wb") as log:
            self._processes.append(
                subprocess.Popen([tool(program), *arguments], stdout=log, stderr=log)
            )


def tool(name: str) -> str:
    """A program of TURNOUT_TOOLS or of the path."""
    folder = os.environ.get("TURNOUT_TOOLS")
    places = (f"{folder}/bin", None) if folder else (None,)
    names = (name, f"prometheus-{name}")  # Debian's name of what others call alertmanager
    found = next((at for p in places for n in names if (at := shutil.which(n, path=p))), None)
    if found is None:
        raise ToolMissing(f"{name} is not here (docs/how-to/drills.md)")
    return found


def quick(rules: Mapping[str, Any]) -> dict[str, Any]:
    """The same rules with every duration a twentieth."""
    groups = []
    for group in rules["groups"]:
        made = []
        for rule in group["rules"]:
            text = RANGE.sub(lambda m: f"[{_twentieth(m[1], m[2])}s]", str(rule["expr"]))
            for waited in (WAITED, MAILED):
                text = waited.sub(lambda m: f"{m[1]}{max(int(m[2]) // QUICK, 1)}", text)
            changed = {**rule, "expr": text}
            if "for" in rule:
                changed["for"] = f"{_twentieth(rule['for'][:-1], rule['for'][-1])}s"
            made.append(changed)
        groups.append({"name": group["name"], "interval": "1s", "rules": made})
    return {"groups": groups}


def _twentieth(number: str, unit: str) -> int:
    return max(int(number) * SECONDS[unit] // QUICK, 1)


def _target(role: str, address: str) -> dict[str, Any]:
    labels = {"turnout_role": role, "namespace": "turnout", "pod": f"turnout-{role}"}
    return {"targets": [address], "labels": labels}
