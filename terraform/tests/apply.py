"""Apply an environment to an AWS on this machine, plan it again, and take dev down.

`python terraform/tests/apply.py dev --python <one with moto> --plugins <mirror of providers>`.
Bootstrap comes first, as in an account; the state lies in its bucket, with its lock.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import boto3

ROOT = Path(__file__).parents[1]
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
EMULATOR = {"MOTO_IAM_LOAD_MANAGED_POLICIES": "true"}
PROTECTED = ("staging", "prod")
"""Environments whose database and buckets refuse to be deleted."""
PROVIDER = """
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = false
  s3_use_path_style           = true
  max_retries                 = 2
"""


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="turnout-terraform-") as folder:
        place = Path(folder)
        tree = place / "terraform"
        shutil.copytree(
            ROOT, tree, ignore=shutil.ignore_patterns(".terraform", "*.tfstate*", "__pycache__")
        )
        env = _environment(place, options)
        with (place / "emulator.log").open("w") as log:
            emulator = subprocess.Popen(
                [options.python, str(ROOT / "tests/aws_emulator.py"), str(options.port)],
                env=os.environ | EMULATOR,
                stdout=log,
                stderr=log,
            )
            try:
                _wait(options.port)
                return _play(tree, env, options)
            finally:
                emulator.terminate()
                emulator.wait()
                if options.log:
                    shutil.copy(place / "emulator.log", options.log)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("environment", choices=["dev", "staging", "prod"])
    parser.add_argument("--python", default=sys.executable, help="a Python with moto[server]")
    parser.add_argument("--plugins", help="a mirror of providers; none asks the registry")
    parser.add_argument("--port", type=int, default=5566)
    parser.add_argument("--outputs", type=Path, help="folder for values.yaml and cluster.yaml")
    parser.add_argument("--log", help="where to keep the emulator's log")
    parser.add_argument("--var", action="append", default=[], help="as Terraform's -var")
    parser.add_argument("--keep", action="store_true", help="do not take dev down at the end")
    return parser.parse_args()


def _environment(place: Path, options: argparse.Namespace) -> dict[str, str]:
    given = {
        name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))
    }
    given |= KEYS | {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{options.port}",
        "AWS_EC2_METADATA_DISABLED": "true",
        "TF_IN_AUTOMATION": "1",
        "NO_PROXY": "127.0.0.1",
    }
    if options.plugins:
        rc = place / "offline.terraformrc"
        template = (ROOT / "offline.terraformrc.tmpl").read_text(encoding="utf-8")
        rc.write_text(template.replace("@TF_PLUGINS@", options.plugins), encoding="utf-8")
        given["TF_CLI_CONFIG_FILE"] = str(rc)
    return given


def _wait(port: int) -> None:
    began = time.monotonic()
    while time.monotonic() - began < 180:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/moto-api/", timeout=2).read()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the emulator did not start")


def _play(tree: Path, env: dict[str, str], options: argparse.Namespace) -> int:
    backend = _bootstrap(tree, env, options)
    root = tree / "environments" / options.environment
    _override(root, ("aws", "aws.us_east_1"))
    terraform = _Terraform(root, env, [f"-var={each}" for each in options.var])
    terraform("init", "-input=false", *backend)
    terraform("apply", "-auto-approve", "-input=false", var=True)
    second = terraform(
        "plan", "-detailed-exitcode", "-input=false", "-lock=true", var=True, may_fail=True
    )
    _say(f"second plan: {'no changes' if second == 0 else f'exit {second}'}")
    _say(f"in the state as well: {', '.join(_told_by_the_state(terraform, options)) or 'nothing'}")
    if options.outputs:
        options.outputs.mkdir(parents=True, exist_ok=True)
        for name, file in (("chart_values", "values.yaml"), ("cluster_manifests", "cluster.yaml")):
            (options.outputs / file).write_text(terraform.output(name), encoding="utf-8")
    if not options.keep and options.environment not in PROTECTED:
        terraform("apply", "-destroy", "-auto-approve", "-input=false", var=True)
    return second


def _bootstrap(tree: Path, env: dict[str, str], options: argparse.Namespace) -> list[str]:
    """What a person does once: bucket and key of the state, zone, roles. Return the backend's options."""
    root = tree / "bootstrap"
    _override(root, ("aws", "aws.elsewhere"))
    name = f"turnout-{options.environment}"
    zone = {
        "dev": "dev.turnout.example",
        "staging": "staging.turnout.example",
        "prod": "turnout.example",
    }
    said = {
        "name": name,
        "region": "eu-central-1",
        "backup_region": "eu-west-1",
        "zone_name": zone[options.environment],
        "github_repository": "turnout/turnout",
        "github_environment": options.environment,
    }
    terraform = _Terraform(root, env, [f"-var={key}={value}" for key, value in said.items()])
    terraform("init", "-input=false")
    terraform("apply", "-auto-approve", "-input=false", var=True)
    if terraform("plan", "-detailed-exitcode", "-input=false", var=True, may_fail=True):
        raise SystemExit("bootstrap: the second plan would change something")
    (tree / "backend.hcl").write_text(terraform.output("backend"), encoding="utf-8")
    flags = (
        "use_path_style=true",
        "skip_credentials_validation=true",
        "skip_metadata_api_check=true",
    )
    return [
        f"-backend-config={tree / 'backend.hcl'}",
        *(f"-backend-config={flag}" for flag in flags),
    ]


def _told_by_the_state(terraform: "_Terraform", options: argparse.Namespace) -> list[str]:
    """Names of the secrets whose values stand in the state; that of Redis and of SMTP do."""
    keeper = boto3.client(
        "secretsmanager",
        region_name="eu-central-1",
        endpoint_url=f"http://127.0.0.1:{options.port}",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    state = terraform.read("state", "pull")
    told = []
    ours = [{"Key": "name", "Values": [f"turnout-{options.environment}/"]}]
    for secret in keeper.list_secrets(Filters=ours)["SecretList"]:
        value = keeper.get_secret_value(SecretId=secret["ARN"])["SecretString"]
        parts = json.loads(value) if value.startswith("{") else {"password": value}
        if str(parts.get("password")) in state:
            told.append(str(secret["Name"]))
    return sorted(told)


def _override(root: Path, providers: tuple[str, ...]) -> None:
    blocks = []
    for each in providers:
        alias = f'  alias = "{each.partition(".")[2]}"\n' if "." in each else ""
        blocks.append(f'provider "aws" {{\n{alias}{PROVIDER}}}\n')
    (root / "emulator_override.tf").write_text("\n".join(blocks), encoding="utf-8")


def _say(line: str) -> None:
    sys.stdout.write(f"== {line}\n")
    sys.stdout.flush()


class _Terraform:
    def __init__(self, root: Path, env: dict[str, str], variables: list[str]) -> None:
        self._root, self._env, self._variables = root, env, variables

    def __call__(self, command: str, *args: str, var: bool = False, may_fail: bool = False) -> int:
        began = time.monotonic()
        given = [*args, *(self._variables if var else [])]
        done = subprocess.run(
            ["terraform", command, "-no-color", *given], cwd=self._root, env=self._env, check=False
        )
        took = time.monotonic() - began
        _say(f"{self._root.name}: {command} {args[0]}: exit {done.returncode}, {took:.0f} s")
        if done.returncode and not may_fail:
            raise SystemExit(done.returncode)
        return done.returncode

    def output(self, name: str) -> str:
        return self.read("output", "-no-color", "-raw", name)

    def read(self, *args: str) -> str:
        command = ["terraform", *args]
        done = subprocess.run(
            command, cwd=self._root, env=self._env, check=True, capture_output=True
        )
        return done.stdout.decode()


if __name__ == "__main__":
    sys.exit(main())
