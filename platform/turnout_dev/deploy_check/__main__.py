"""`make deploy-check`: every rung that this machine has the tools for; exit 1 when one fails."""

import sys
from collections.abc import Callable
from time import perf_counter

from turnout_dev.deploy_check import chart, cluster, pods
from turnout_dev.deploy_check.tools import Failed, Missing, Tools, find_tools

Rung = Callable[[Tools], str]
RUNGS: tuple[tuple[str, Rung], ...] = (
    ("helm lint --strict", chart.lint),
    ("schemas of Kubernetes and of the CRDs", chart.schemas),
    ("helm-unittest", chart.unit_tests),
    ("helm-docs", chart.documented),
    ("promtool: rules, firing and silent", chart.rules),
    ("promtool: queries of dashboards", chart.dashboards),
    ("amtool: who is told of an alert", chart.routing),
    ("checkov", chart.policy),
    ("the environment of pods: every role, and the demo", pods.play),
    ("a real API server: apply", cluster.apply),
    ("a real API server: install, upgrade, roll-back, pods pretended", cluster.pretended_release),
    ("a real cluster: install, upgrade, roll-back by its controllers", cluster.release),
)


def main(wanted: list[str]) -> int:
    """Climb the rungs whose names hold one of the words; all without any."""
    tools, failed = find_tools(), 0
    for name, rung in RUNGS:
        if wanted and not any(word in name for word in wanted):
            continue
        started = perf_counter()
        try:
            print(f"✓ {name}: {rung(tools)} ({perf_counter() - started:.1f} s)", flush=True)
        except Missing as missing:
            print(f"– {name}: skipped, {missing}", flush=True)
        except Failed as found:
            failed += 1
            print(f"✗ {name}:\n{found}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
