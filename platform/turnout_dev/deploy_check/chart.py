"""What can be said of the chart without a cluster."""

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from turnout_dev.deploy_check.tools import (
    CHART,
    KUBERNETES,
    Failed,
    Tools,
    render,
    run,
    values_files,
)

EXCEPTIONS = CHART / "tests" / "checkov.yaml"
"""Findings that stay, each with its reason."""
ROUTING = CHART / "files" / "routing" / "alertmanager.yaml"
RECEIVERS = {"page": "pages", "ticket": "tickets"}
"""Who is told of alerts of each severity."""
VARIABLES = {"$__rate_interval": "5m", "$namespace": "turnout", "$datasource": "prometheus"}


def lint(tools: Tools) -> str:
    """`helm lint --strict` with every scenario; the schema of values is asked with it."""
    for values in values_files():
        run(
            *(tools.program("helm"), "lint", "--strict", ".", "--values", values),
            *("--kube-version", KUBERNETES),
        )
    return f"{len(values_files())} scenarios"


def schemas(tools: Tools) -> str:
    """Every object of every scenario against Kubernetes' own schemas and those of the CRDs."""
    folder = tools.place(f"schemas/v{KUBERNETES.rpartition('.')[0]}")
    location = f"{folder}/{{{{ .ResourceKind }}}}{{{{ .KindSuffix }}}}.json"
    found = 0
    for values in values_files():
        said = run(
            *(tools.program("kubeconform"), "-strict", "-summary", "-output", "json"),
            *("-schema-location", location),
            given=render(tools, values),
        )
        summary = json.loads(said)["summary"]
        if summary["skipped"]:
            raise Failed(f"{values.name}: {summary['skipped']} objects have no schema")
        found += int(summary["valid"])
    return f"{found} objects"


def unit_tests(tools: Tools) -> str:
    """The chart's own tests (helm-unittest)."""
    said = run(tools.program("helm-unittest"), "-f", "tests/unit/*_test.yaml", ".")
    passed = re.search(r"Tests:\s+(\d+) passed", said)
    return f"{passed.group(1) if passed else '?'} tests"


def documented(tools: Tools) -> str:
    """The chart's README is as its values are (helm-docs)."""
    written = (CHART / "README.md").read_text(encoding="utf-8")
    made = run(tools.program("helm-docs"), "--dry-run", "--log-level", "error")
    if made.strip() != written.strip():
        raise Failed("charts/turnout/README.md is old: run helm-docs there")
    return "README.md"


def rules(tools: Tools) -> str:
    """Alert rules are well formed; each fires when it should and is silent when it should."""
    promtool = tools.program("promtool")
    run(promtool, "check", "rules", *sorted((CHART / "files/rules").glob("*.yaml")))
    tests = sorted((CHART / "tests/rules").glob("*.yaml"))
    run(promtool, "test", "rules", *tests)
    return f"{sum(each.read_text().count('alertname:') for each in tests)} expectations"


def dashboards(tools: Tools) -> str:
    """Prometheus can read every query of every panel."""
    queries = list(dashboard_queries())
    rules = [{"record": f"query:{number}", "expr": each} for number, each in enumerate(queries)]
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        yaml.safe_dump({"groups": [{"name": "dashboards", "rules": rules}]}, file)
        file.flush()
        run(tools.program("promtool"), "check", "rules", file.name)
    return f"{len(queries)} queries"


def dashboard_queries() -> Iterator[str]:
    """What every panel and annotation asks, with Grafana's variables filled in."""
    for path in sorted((CHART / "files/dashboards").glob("*.json")):
        board: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        asked = [target["expr"] for panel in board["panels"] for target in panel.get("targets", ())]
        asked += [each["expr"] for each in board["annotations"]["list"]]
        for query in asked:
            for name, value in VARIABLES.items():
                query = query.replace(name, value)  # noqa: PLW2901  the filled one is wanted
            yield query


def routing(tools: Tools) -> str:
    """Alertmanager takes the example, and tells whom it should of each kind of alert."""
    amtool = tools.program("amtool")
    run(amtool, "check-config", ROUTING)
    for severity, receiver in RECEIVERS.items():
        labels = f"severity={severity}", "namespace=turnout", "alertname=Any"
        told = run(amtool, "config", "routes", "test", f"--config.file={ROUTING}", *labels)
        if told.split()[-1:] != [receiver]:  # a version warns of its own option first
            raise Failed(f"of {severity} alerts {told.strip()} is told, not {receiver}")
    return ", ".join(f"{severity} to {receiver}" for severity, receiver in RECEIVERS.items())


def policy(tools: Tools) -> str:
    """No finding of checkov that is not excepted with a reason, in any scenario of production."""
    exceptions: dict[str, str] = yaml.safe_load(EXCEPTIONS.read_text(encoding="utf-8"))
    checkov = tools.program("checkov")
    with tempfile.TemporaryDirectory() as folder:
        for values in values_files():
            if values.name != "dev-values.yaml":
                Path(folder, values.name).write_text(render(tools, values), encoding="utf-8")
        said = run(
            *(checkov, "-d", folder, "--framework", "kubernetes", "--skip-download"),
            *("--compact", "--quiet", "--output", "json", "--soft-fail"),
            *("--skip-check", ",".join(exceptions)),
        )
    report = json.loads(said[said.index("{") :])
    wrong = [
        f"{each['check_id']} {each['check_name']}: {each['resource']} in {each['file_path']}"
        for each in report["results"]["failed_checks"]
    ]
    if wrong:
        raise Failed("\n".join(wrong))
    return f"{report['summary']['passed']} passed, {len(exceptions)} exceptions with reasons"
