"""An AWS on this machine for `terraform apply`: moto's server, and what moto lacks of what we use.

Nothing here is installed or used by Turnout. Run by `apply.py` with a Python that has `moto[server]`.
"""

import io
import json
import re
import secrets
import sys
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, unquote

from gaps import fill
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

ACCOUNT = "123456789012"
CREDENTIAL = re.compile(r"Credential=[^/]+/\d+/(?P<region>[\w-]+)/(?P<service>[\w-]+)/")

Answer = dict[str, Any] | None
"""None answers 404."""


class Collection:
    """Things that are made, read and removed by REST, which moto knows nothing of."""

    def __init__(self) -> None:
        self.things: dict[str, dict[str, Any]] = {}

    def put(self, key: str, thing: dict[str, Any]) -> dict[str, Any]:
        self.things[key] = {**self.things.get(key, {}), **thing}
        return self.things[key]


STORE = Collection()


def arn(service: str, region: str, name: str) -> str:
    return f"arn:aws:{service}:{region}:{ACCOUNT}:{name}"


def addon(method: str, match: re.Match[str], body: dict[str, Any], region: str) -> Answer:
    cluster, name = match["cluster"], match["name"] or body.get("addonName")
    key = f"addon/{cluster}/{name}"
    if method == "POST":
        made = STORE.put(
            key,
            {
                "addonName": name,
                "clusterName": cluster,
                "status": "ACTIVE",
                "addonVersion": "v1.0.0-eksbuild.1",
                "addonArn": arn("eks", region, f"addon/{cluster}/{name}/{secrets.token_hex(8)}"),
                "createdAt": 1800000000,
                "modifiedAt": 1800000000,
                "health": {"issues": []},
                "tags": body.get("tags", {}),
                **(
                    {"configurationValues": body["configurationValues"]}
                    if body.get("configurationValues")
                    else {}
                ),
            },
        )
        return {"addon": made}
    return _read_or_remove(method, key, "addon")


def access_entry(method: str, match: re.Match[str], body: dict[str, Any], region: str) -> Answer:
    cluster, principal = match["cluster"], match["principal"] or body.get("principalArn")
    key = f"entry/{cluster}/{principal}"
    if method == "POST":
        made = STORE.put(
            key,
            {
                "clusterName": cluster,
                "principalArn": principal,
                "type": body.get("type", "STANDARD"),
                "kubernetesGroups": body.get("kubernetesGroups", []),
                "username": principal,
                "accessEntryArn": arn(
                    "eks", region, f"access-entry/{cluster}/{secrets.token_hex(4)}"
                ),
                "createdAt": 1800000000,
                "modifiedAt": 1800000000,
                "tags": body.get("tags", {}),
            },
        )
        return {"accessEntry": made}
    return _read_or_remove(method, key, "accessEntry")


def access_policy(method: str, match: re.Match[str], body: dict[str, Any], region: str) -> Answer:
    prefix = f"policy/{match['cluster']}/{match['principal']}/"
    if method == "POST":
        made = STORE.put(
            prefix + body["policyArn"],
            {
                "policyArn": body["policyArn"],
                "accessScope": body["accessScope"],
                "associatedAt": 1800000000,
                "modifiedAt": 1800000000,
            },
        )
        return {
            "clusterName": match["cluster"],
            "principalArn": match["principal"],
            "associatedAccessPolicy": made,
        }
    if method == "DELETE":
        STORE.things.pop(prefix + str(match["policy"]), None)
        return {}
    found = [thing for key, thing in STORE.things.items() if key.startswith(prefix)]
    return {
        "clusterName": match["cluster"],
        "principalArn": match["principal"],
        "associatedAccessPolicies": found,
    }


def pod_identity(method: str, match: re.Match[str], body: dict[str, Any], region: str) -> Answer:
    cluster = match["cluster"]
    if method == "POST" and not match["id"]:
        id_ = f"a-{secrets.token_hex(8)}"
        made = STORE.put(
            f"identity/{cluster}/{id_}",
            {
                "clusterName": cluster,
                "namespace": body["namespace"],
                "serviceAccount": body["serviceAccount"],
                "roleArn": body["roleArn"],
                "associationArn": arn("eks", region, f"podidentityassociation/{cluster}/{id_}"),
                "associationId": id_,
                "createdAt": 1800000000,
                "modifiedAt": 1800000000,
                "tags": body.get("tags", {}),
            },
        )
        return {"association": made}
    if not match["id"]:
        prefix = f"identity/{cluster}/"
        found = [thing for key, thing in STORE.things.items() if key.startswith(prefix)]
        return {"associations": found}
    return _read_or_remove(method, f"identity/{cluster}/{match['id']}", "association")


def backup_selection(
    method: str, match: re.Match[str], body: dict[str, Any], region: str
) -> Answer:
    plan, id_ = match["plan"], match["id"] or secrets.token_hex(8)
    key = f"selection/{plan}/{id_}"
    if method == "PUT":
        STORE.put(
            key,
            {
                "BackupPlanId": plan,
                "SelectionId": id_,
                "CreationDate": 1800000000,
                "BackupSelection": body["BackupSelection"],
            },
        )
        return {"SelectionId": id_, "BackupPlanId": plan, "CreationDate": 1800000000}
    if method == "DELETE":
        return STORE.things.pop(key, None) and {}
    return STORE.things.get(key)


def vault_part(method: str, match: re.Match[str], body: dict[str, Any], region: str) -> Answer:
    key = f"vault/{match['vault']}/{match['part']}"
    if method == "PUT":
        STORE.put(key, {"BackupVaultName": match["vault"], **body})
        return {}
    if method == "DELETE":
        return STORE.things.pop(key, None) and {}
    return STORE.things.get(key)


def mail_set(method: str, match: re.Match[str], body: dict[str, Any], region: str) -> Answer:
    """A configuration set as SES gives it back: moto forgets most of it."""
    name = body.get("ConfigurationSetName") or match["name"]
    key = f"mail-set/{name}"
    if method == "POST":
        options = {part: value for part, value in body.items() if part != "Tags"}
        STORE.put(
            key,
            {"SendingOptions": {"SendingEnabled": True}, **options, "Tags": body.get("Tags", [])},
        )
        return {}
    return _read_or_remove(method, key, "")


def mail_set_event(method: str, match: re.Match[str], body: dict[str, Any], region: str) -> Answer:
    prefix = f"mail-event/{match['name']}/"
    if method == "POST":
        STORE.put(
            prefix + body["EventDestinationName"],
            {"Name": body["EventDestinationName"], **body["EventDestination"]},
        )
        return {}
    if method == "DELETE":
        STORE.things.pop(prefix + str(match["event"]), None)
        return {}
    found = [thing for key, thing in STORE.things.items() if key.startswith(prefix)]
    return {"EventDestinations": found}


def mail_identity(method: str, match: re.Match[str], body: dict[str, Any], region: str) -> Answer:
    name = body.get("EmailIdentity") or match["name"]
    key = f"mail-identity/{unquote(str(name))}"
    if method == "POST":
        STORE.put(
            key,
            {
                "IdentityType": "DOMAIN",
                "FeedbackForwardingStatus": True,
                "VerifiedForSendingStatus": True,
                "VerificationStatus": "SUCCESS",
                "ConfigurationSetName": body.get("ConfigurationSetName"),
                "DkimAttributes": {
                    "SigningEnabled": True,
                    "Status": "SUCCESS",
                    "Tokens": ["one", "two", "three"],
                    "SigningAttributesOrigin": "AWS_SES",
                    "NextSigningKeyLength": "RSA_2048_BIT",
                    "CurrentSigningKeyLength": "RSA_2048_BIT",
                },
                "Policies": {},
                "Tags": body.get("Tags", []),
            },
        )
    if method == "PUT" and match["part"] == "mail-from":
        behavior = body.get("BehaviorOnMxFailure", "USE_DEFAULT_VALUE")
        domain = body.get("MailFromDomain", "")
        attributes = {
            "MailFromDomain": domain,
            "BehaviorOnMxFailure": behavior,
            "MailFromDomainStatus": "SUCCESS",
        }
        if key in STORE.things:
            STORE.put(key, {"MailFromAttributes": attributes})
        return {}
    return _read_or_remove("GET" if method == "POST" else method, key, "")


def _read_or_remove(method: str, key: str, wrapper: str) -> Answer:
    found = STORE.things.pop(key, None) if method == "DELETE" else STORE.things.get(key)
    if found is None:
        return None
    return {wrapper: found} if wrapper else found


ROUTES: list[tuple[str, str, Callable[..., Answer]]] = [
    ("eks", r"/clusters/(?P<cluster>[^/]+)/addons(?:/(?P<name>[^/]+))?(?:/update)?", addon),
    (
        "eks",
        r"/clusters/(?P<cluster>[^/]+)/access-entries/(?P<principal>.+)/access-policies(?:/(?P<policy>.+))?",
        access_policy,
    ),
    ("eks", r"/clusters/(?P<cluster>[^/]+)/access-entries(?:/(?P<principal>.+))?", access_entry),
    (
        "eks",
        r"/clusters/(?P<cluster>[^/]+)/pod-identity-associations(?:/(?P<id>[^/]+))?",
        pod_identity,
    ),
    ("backup", r"/backup/plans/(?P<plan>[^/]+)/selections/?(?P<id>[^/]+)?/?", backup_selection),
    ("backup", r"/backup-vaults/(?P<vault>[^/]+)/(?P<part>notification-configuration)", vault_part),
    ("ses", r"/v2/email/configuration-sets(?:/(?P<name>[^/]+))?", mail_set),
    (
        "ses",
        r"/v2/email/configuration-sets/(?P<name>[^/]+)/event-destinations(?:/(?P<event>[^/]+))?",
        mail_set_event,
    ),
    ("ses", r"/v2/email/identities(?:/(?P<name>[^/]+))?(?:/(?P<part>.+))?", mail_identity),
]


CLUSTER = re.compile(r"/clusters(?:/[^/]+)?(?:/node-groups(?:/[^/]+)?)?$")
FORGOTTEN = {
    "cluster": ("accessConfig", "upgradePolicy"),
    "nodegroup": ("updateConfig", "nodeRepairConfig", "launchTemplate"),
}


class Emulator:
    """Answers what is in `ROUTES`, and hands the rest to moto."""

    def __init__(self) -> None:
        self._moto = DomainDispatcherApplication(create_backend_app)

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        signed = CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
        path = unquote(environ["PATH_INFO"])
        for service, pattern, answer in ROUTES:
            found = re.fullmatch(pattern, path)
            if signed and signed["service"] == service and found:
                length = int(environ.get("CONTENT_LENGTH") or 0)
                body = json.loads(environ["wsgi.input"].read(length) or b"{}")
                said = answer(environ["REQUEST_METHOD"], found, body, signed["region"])
                return _respond(start_response, said)
        if signed and signed["service"] == "ses" and path == "/v2/email/tags":
            asked = parse_qs(environ["QUERY_STRING"]).get("ResourceArn", [""])[0]
            name = asked.rpartition("/")[2]
            found = STORE.things.get(f"mail-set/{name}") if ":configuration-set/" in asked else None
            found = found or STORE.things.get(f"mail-identity/{name}") or {}
            return _respond(start_response, {"Tags": found.get("Tags", [])})
        if signed and signed["service"] == "backup" and path.startswith("/tags/"):
            for part in ("PATH_INFO", "REQUEST_URI", "RAW_URI"):
                environ[part] = path.rstrip("/") + "/"
        if signed and signed["service"] == "eks" and CLUSTER.match(path):
            return self._remembered(environ, start_response, path)
        answered: Iterable[bytes] = self._moto(environ, start_response)
        return answered

    def _remembered(
        self, environ: dict[str, Any], start_response: Callable[..., Any], path: str
    ) -> Iterable[bytes]:
        """Give back what was asked for a cluster or group of nodes and moto forgets."""
        length = int(environ.get("CONTENT_LENGTH") or 0)
        content = environ["wsgi.input"].read(length)
        environ["wsgi.input"] = io.BytesIO(content)
        asked = json.loads(content or b"{}")
        kept: list[Any] = []
        body = b"".join(self._moto(environ, lambda *said: kept.extend(said)))
        status, headers = kept[:2]
        answer = json.loads(body) if status.startswith("200") and body else {}
        for kind, fields in FORGOTTEN.items():
            if kind in answer:
                key = f"{kind}/{answer[kind].get('clusterName', '')}/{answer[kind].get('nodegroupName') or answer[kind]['name']}"
                if environ["REQUEST_METHOD"] == "POST" and path.endswith(
                    ("/clusters", "/node-groups")
                ):
                    STORE.put(key, {field: asked[field] for field in fields if field in asked})
                answer[kind] |= STORE.things.get(key, {})
                answer[kind].pop("remoteAccess", None)
                body = json.dumps(answer).encode()
        headers = [each for each in headers if each[0].lower() != "content-length"]
        start_response(status, [*headers, ("Content-Length", str(len(body)))])
        return [body]


def _respond(start_response: Callable[..., Any], said: Answer) -> list[bytes]:
    missing = {"message": "not found", "__type": "ResourceNotFoundException"}
    content = json.dumps(missing if said is None else said).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(content)))]
    if said is None:
        headers.append(("x-amzn-ErrorType", "ResourceNotFoundException"))
    start_response("404 Not Found" if said is None else "200 OK", headers)
    return [content]


if __name__ == "__main__":
    fill()
    run_simple("127.0.0.1", int(sys.argv[1]), Emulator(), threaded=True)
