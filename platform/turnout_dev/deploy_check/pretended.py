"""The controllers of a cluster, pretended: jobs end, deployments roll, pods are made and are ready.

For machines with an API server and without its controllers. Pods go through the admission of the
real server, PodSecurity among it; nothing of them runs. What they prove beyond a dry run: helm's
own waiting, its hooks, and which pods stand after an upgrade and after going back.
"""

import hashlib
import json
import threading
import time
from collections.abc import Mapping
from typing import Any, Self

import httpx

PAUSE_SECONDS = 0.3
NOW = "2026-01-01T00:00:00Z"
READY = {"type": "Ready", "status": "True", "lastTransitionTime": NOW}
ENDED = tuple(
    {"type": each, "status": "True", "lastTransitionTime": NOW, "lastProbeTime": NOW}
    for each in ("SuccessCriteriaMet", "Complete")
)
Thing = dict[str, Any]


class Pretended:
    """Looks at a namespace again and again; `done` says in which order what came to an end."""

    def __init__(self, address: str, token: str, namespace: str) -> None:
        self._http = httpx.Client(
            base_url=address,
            headers={"Authorization": f"Bearer {token}"},
            verify=False,  # noqa: S501  a server on loopback that made its certificate itself
            timeout=30,
        )
        self._namespace = namespace
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self.done: list[str] = []
        self.failures: list[str] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(30)
        self._http.close()

    def images(self) -> set[str]:
        """Images of the pods that stand."""
        return {
            container["image"]
            for pod in self._list("/api/v1", "pods")
            for container in pod["spec"]["containers"]
        }

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                for job in self._list("/apis/batch/v1", "jobs"):
                    self._end_job(job)
                for deployment in self._list("/apis/apps/v1", "deployments"):
                    self._roll(deployment)
            except httpx.HTTPStatusError as error:
                if error.response.status_code not in (404, 409):  # gone or changed meanwhile
                    self.failures.append(error.response.text)
                    return
            time.sleep(PAUSE_SECONDS)

    def _end_job(self, job: Thing) -> None:
        """A pod of the job is admitted, then the job has succeeded."""
        if job.get("status", {}).get("succeeded"):
            return
        name = job["metadata"]["name"]
        template = job["spec"]["template"]
        pod = self._make_pod(f"{name}-{job['metadata']['uid'][:5]}", template, job, "batch/v1")
        self._delete("/api/v1", "pods", pod)
        status = {"succeeded": 1, "startTime": NOW, "completionTime": NOW, "conditions": ENDED}
        self._patch_status("/apis/batch/v1", "jobs", name, status)
        self.done.append(f"{name} ended")

    def _roll(self, deployment: Thing) -> None:
        """A replica set for the template as it is now, with ready pods; those before go."""
        meta, spec = deployment["metadata"], deployment["spec"]
        if meta["generation"] == deployment.get("status", {}).get("observedGeneration"):
            return
        count, template = spec.get("replicas", 1), spec["template"]
        digest = hashlib.sha256(json.dumps(template, sort_keys=True).encode()).hexdigest()[:9]
        name = f"{meta['name']}-{digest}"
        own = {"pod-template-hash": digest}
        labelled = {**template, "metadata": _labelled(template["metadata"], own)}
        sets = "replicasets"
        for each in self._list("/apis/apps/v1", sets):
            owner = each["metadata"]["ownerReferences"][0]["uid"]
            if owner == meta["uid"] and each["metadata"]["name"] != name:
                self._delete("/apis/apps/v1", sets, each["metadata"]["name"])
                self._delete_pods(each["metadata"]["name"])
        made = {
            "kind": "ReplicaSet",
            "apiVersion": "apps/v1",
            "metadata": {
                "name": name,
                "labels": labelled["metadata"]["labels"],
                "ownerReferences": [_owner(deployment, "apps/v1")],
            },
            "spec": {
                "replicas": count,
                "template": labelled,
                "selector": {"matchLabels": {**spec["selector"]["matchLabels"], **own}},
            },
        }
        replica_set = self._make(
            "/apis/apps/v1", sets, {"kind": "ReplicaSet", "apiVersion": "apps/v1", **made}
        )
        for number in range(count):
            self._make_pod(f"{name}-{number}", labelled, replica_set, "apps/v1")
        counts = dict.fromkeys(("replicas", "readyReplicas", "availableReplicas"), count)
        seen = {"observedGeneration": replica_set["metadata"]["generation"]}
        self._patch_status("/apis/apps/v1", sets, name, {**counts, **seen})
        status = {**counts, "updatedReplicas": count, "observedGeneration": meta["generation"]}
        self._patch_status("/apis/apps/v1", "deployments", meta["name"], status)
        self.done.append(f"{meta['name']} ready")

    def _make_pod(self, name: str, template: Thing, owner: Thing, version: str) -> str:
        pod = {
            "kind": "Pod",
            "apiVersion": "v1",
            "metadata": {
                **template.get("metadata", {}),
                "name": name,
                "ownerReferences": [_owner(owner, version)],
            },
            "spec": template["spec"],
        }
        self._make("/api/v1", "pods", pod)
        self._patch_status("/api/v1", "pods", name, {"phase": "Running", "conditions": [READY]})
        return name

    def _delete_pods(self, replica_set: str) -> None:
        for pod in self._list("/api/v1", "pods"):
            if pod["metadata"]["name"].startswith(f"{replica_set}-"):
                self._delete("/api/v1", "pods", pod["metadata"]["name"])

    def _list(self, group: str, kind: str) -> list[Thing]:
        answer = self._http.get(self._path(group, kind)).raise_for_status()
        return list(answer.json()["items"])

    def _make(self, group: str, kind: str, what: Thing) -> Thing:
        """Make it, or find it as it is."""
        answer = self._http.post(self._path(group, kind), json=what)
        if answer.status_code == httpx.codes.CONFLICT:
            name = what["metadata"]["name"]
            answer = self._http.get(f"{self._path(group, kind)}/{name}")
        made: Thing = answer.raise_for_status().json()
        return made

    def _delete(self, group: str, kind: str, name: str) -> None:
        query = {"gracePeriodSeconds": "0", "propagationPolicy": "Background"}
        self._http.delete(f"{self._path(group, kind)}/{name}", params=query)

    def _patch_status(self, group: str, kind: str, name: str, status: Mapping[str, Any]) -> None:
        self._http.patch(
            f"{self._path(group, kind)}/{name}/status",
            content=json.dumps({"status": status}),
            headers={"Content-Type": "application/merge-patch+json"},
        ).raise_for_status()

    def _path(self, group: str, kind: str) -> str:
        return f"{group}/namespaces/{self._namespace}/{kind}"


def _labelled(metadata: Thing, more: Mapping[str, str]) -> Thing:
    return {**metadata, "labels": {**metadata.get("labels", {}), **more}}


def _owner(of: Thing, version: str) -> Thing:
    kinds = {"Deployment": "Deployment", "ReplicaSet": "ReplicaSet", "Job": "Job"}
    kind = kinds.get(of.get("kind", ""), "Deployment" if "strategy" in of["spec"] else "Job")
    return {
        "apiVersion": version,
        "kind": kind,
        "name": of["metadata"]["name"],
        "uid": of["metadata"]["uid"],
        "controller": True,
    }
