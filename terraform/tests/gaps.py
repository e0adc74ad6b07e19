"""Actions of services that moto has, which it lacks or answers differently from Amazon."""

import inspect
import json
import secrets
from copy import copy
from typing import Any

from moto.budgets.responses import BudgetsResponse
from moto.cloudfront.models import DefaultCacheBehaviour, ViewerCertificate
from moto.core.responses import ActionResult, EmptyResult
from moto.ec2.models import EC2Backend, ec2_backends
from moto.ec2.models.instances import Instance
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ec2.responses.monitoring import Monitoring
from moto.eks.models import EKSBackend
from moto.elasticache.models import CacheCluster, ElastiCacheBackend
from moto.elasticache.responses import ElastiCacheResponse
from moto.iam.access_control import PermissionResult
from moto.kms.responses import KmsResponse
from moto.rds.models import RDSBackend
from moto.rds.responses import RDSResponse
from moto.route53.responses import Route53
from moto.s3.models import FakeBucket
from moto.secretsmanager.models import SecretsManagerBackend

_TAGS: dict[str, list[Any]] = {}
_GROUPS: dict[str, dict[str, Any]] = {}
_PARAMETERS: dict[str, dict[str, str]] = {}


def fill() -> None:
    """Put everything below into moto."""
    _budgets()
    _cache_parameter_groups()
    _cache_members()
    _databases()
    _cluster_security_groups()
    _rules_of_groups()
    _key_rotation()
    _launch_templates()
    _bucket_policies()
    _distributions()
    _managed_secrets()
    _monitoring()
    _kept_interfaces()
    _private_zones()


def _monitoring() -> None:
    """Machines are measured each minute, or not."""

    def answer(self: Any, state: str) -> ActionResult:
        machines = self.ec2_backend.get_multi_instances_by_id(self._get_param("InstanceIds", []))
        for machine in machines:
            machine.monitoring_state = state
        said = [{"InstanceId": each.id, "Monitoring": {"State": state}} for each in machines]
        return ActionResult({"InstanceMonitorings": said})

    Monitoring.monitor_instances = lambda self: answer(self, "enabled")
    Monitoring.unmonitor_instances = lambda self: answer(self, "disabled")


def _kept_interfaces() -> None:
    """An interface that was there before its machine is free again when that has ended."""
    end = Instance.terminate

    def ended(self: Any) -> Any:
        kept = [each for each in self.nics.values() if not each.delete_on_termination]
        shown = {each.device_index: copy(each) for each in kept}
        before = end(self)
        for each in kept:
            self.detach_eni(each)
        self.nics |= shown  # a machine that has ended is still told of for a while
        return before

    Instance.terminate = ended


def _private_zones() -> None:
    """A zone that is made for a network is private, without a word of it."""
    create = Route53.create_hosted_zone

    def created(self: Any) -> Any:
        if self._get_param("VPC.VPCId"):
            self._get_bool_param = lambda name, default=None: True
        return create(self)

    Route53.create_hosted_zone = created


def _managed_secrets() -> None:
    """A secret that a service writes is rotated without a function of ours."""

    def cancelled(self: Any, secret_id: str) -> str:
        secret = self.secrets[secret_id]
        secret.rotation_enabled = False
        return json.dumps({"ARN": secret.arn, "Name": secret.name})

    SecretsManagerBackend.cancel_rotate_secret = cancelled


def _distributions() -> None:
    """A behaviour with a cache policy forwards nothing by itself; a certificate of ours is no default."""
    behave, certify = DefaultCacheBehaviour.__init__, ViewerCertificate.__init__

    def behaves(self: Any, config: dict[str, Any]) -> None:
        behave(self, config)
        if self.cache_policy_id:
            self.forwarded_values = None

    def certified(self: Any, config: dict[str, Any]) -> None:
        certify(self, config)
        if self.acm_certificate_arn:
            self.cloud_front_default_certificate = False

    DefaultCacheBehaviour.__init__ = behaves
    ViewerCertificate.__init__ = certified


def _bucket_policies() -> None:
    """Conditions are not judged: a refusal of plain HTTP would refuse everything."""

    def allowed(self: Any, action: str, resource: str) -> PermissionResult:
        return PermissionResult.NEUTRAL

    FakeBucket.get_permission = allowed


def _launch_templates() -> None:
    """Tags of a template itself are no tags of what is launched by it."""
    create = EC2Backend.create_launch_template

    def created(self: Any, name: str, description: str, data: dict[str, Any], tags: Any) -> Any:
        launched = data.get("TagSpecifications", [])
        kept = [each for each in launched if each["ResourceType"] != "launch-template"]
        return create(self, name, description, {**data, "TagSpecifications": kept}, tags)

    EC2Backend.create_launch_template = created


def _rules_of_groups() -> None:
    """A rule that names another group, or a list of addresses, has its description there."""
    make = SecurityGroupRule.__init__

    def made(self: Any, *args: Any, **given: Any) -> None:
        make(self, *args, **given)
        listed = given.get("prefix_list_id") or (args[7] if len(args) > 7 else None)
        self.said_of_list = (listed or {}).get("Description")

    def description(self: Any) -> str | None:
        said: str | None = (self.source_group or {}).get("Description")
        return self.ip_range.get("Description") or said or self.said_of_list

    SecurityGroupRule.__init__ = made
    SecurityGroupRule.description = property(description)


def _key_rotation() -> None:
    """How often a key turns is remembered."""
    enable = KmsResponse.enable_key_rotation
    periods: dict[str, int] = {}

    def enabled(self: Any) -> str:
        periods[self._get_param("KeyId")] = self._get_param("RotationPeriodInDays") or 365
        return enable(self)

    def status(self: Any) -> str:
        key = self._get_param("KeyId")
        turns = self.kms_backend.get_key_rotation_status(key)
        period = {"RotationPeriodInDays": periods.get(key.rpartition("/")[2], 365)} if turns else {}
        return json.dumps({"KeyRotationEnabled": turns, **period})

    KmsResponse.enable_key_rotation = enabled
    KmsResponse.get_key_rotation_status = status


def _cluster_security_groups() -> None:
    """Amazon makes a security group for the nodes and pods of a cluster."""
    create = EKSBackend.create_cluster

    def created(self: Any, *args: Any, **given: Any) -> Any:
        cluster = create(self, *args, **given)
        ec2 = ec2_backends[self.account_id][self.region_name]
        subnet = ec2.get_subnet(cluster.resources_vpc_config["subnetIds"][0])
        name = f"eks-cluster-sg-{cluster.name}"
        group = ec2.create_security_group(name, "Nodes and pods", vpc_id=subnet.vpc_id)
        cluster.resources_vpc_config["clusterSecurityGroupId"] = group.id
        cluster.resources_vpc_config["vpcId"] = subnet.vpc_id
        return cluster

    EKSBackend.create_cluster = created


def _budgets() -> None:
    def read(self: Any) -> str:
        return json.dumps({"ResourceTags": _TAGS.get(self._get_param("ResourceARN"), [])})

    def write(self: Any) -> str:
        _TAGS[self._get_param("ResourceARN")] = self._get_param("ResourceTags", [])
        return json.dumps({})

    def subscribers(self: Any) -> str:
        budgets = self.backend.budgets[self._get_param("AccountId")]
        asked = self._get_param("Notification")
        for notification in budgets[self._get_param("BudgetName")].notifications:
            said = notification.details
            if all(said.get(key) == asked.get(key) for key in ("NotificationType", "Threshold")):
                return json.dumps({"Subscribers": notification.subscribers})
        return json.dumps({"Subscribers": []})

    create = BudgetsResponse.create_budget

    def created(self: Any) -> str:
        name = self._get_param("Budget")["BudgetName"]
        arn = f"arn:aws:budgets::{self._get_param('AccountId')}:budget/{name}"
        _TAGS[arn] = self._get_param("ResourceTags", [])
        return create(self)

    BudgetsResponse.create_budget = created
    BudgetsResponse.describe_subscribers_for_notification = subscribers
    BudgetsResponse.list_tags_for_resource = read
    BudgetsResponse.tag_resource = write


def _cache_parameter_groups() -> None:
    def create_cache_parameter_group(self: Any) -> ActionResult:
        name = self._get_param("CacheParameterGroupName")
        _PARAMETERS[name] = {}
        _GROUPS[name] = {
            "CacheParameterGroupName": name,
            "CacheParameterGroupFamily": self._get_param("CacheParameterGroupFamily"),
            "Description": self._get_param("Description"),
            "IsGlobal": False,
            "ARN": f"arn:aws:elasticache:{self.region}:{self.current_account}:parametergroup:{name}",
        }
        _TAGS[_GROUPS[name]["ARN"]] = self._get_param("Tags", []) or []
        return ActionResult({"CacheParameterGroup": _GROUPS[name]})

    def describe_cache_parameter_groups(self: Any) -> ActionResult:
        name = self._get_param("CacheParameterGroupName")
        found = [group for key, group in _GROUPS.items() if not name or key == name]
        return ActionResult({"CacheParameterGroups": found})

    def describe_cache_parameters(self: Any) -> ActionResult:
        parameters = _PARAMETERS[self._get_param("CacheParameterGroupName")]
        said = [
            {
                "ParameterName": key,
                "ParameterValue": value,
                "Source": "user",
                "DataType": "string",
                "IsModifiable": True,
                "ChangeType": "immediate",
            }
            for key, value in parameters.items()
        ]
        return ActionResult({"Parameters": said})

    def modify_cache_parameter_group(self: Any) -> ActionResult:
        name = self._get_param("CacheParameterGroupName")
        for each in self._get_param("ParameterNameValues", []):
            _PARAMETERS[name][each["ParameterName"]] = each["ParameterValue"]
        return ActionResult({"CacheParameterGroupName": name})

    def delete_cache_parameter_group(self: Any) -> EmptyResult:
        _GROUPS.pop(self._get_param("CacheParameterGroupName"), None)
        return EmptyResult()

    def delete_cache_subnet_group(self: Any) -> EmptyResult:
        groups = self.elasticache_backend.cache_subnet_groups
        groups.pop(self._get_param("CacheSubnetGroupName"), None)
        return EmptyResult()

    for action in (
        create_cache_parameter_group,
        describe_cache_parameter_groups,
        describe_cache_parameters,
        modify_cache_parameter_group,
        delete_cache_parameter_group,
        delete_cache_subnet_group,
    ):
        setattr(ElastiCacheResponse, action.__name__, action)
    known = ElastiCacheBackend.list_tags_for_resource

    def list_tags(self: Any, arn: str) -> Any:
        said = known(self, arn) if ":parametergroup:" not in arn else None
        return {"Tags": _TAGS[arn]} if arn in _TAGS else said

    ElastiCacheBackend.list_tags_for_resource = list_tags


def _cache_members() -> None:
    """Members of a replication group are clusters of their own to Amazon."""
    create, delete = (
        ElastiCacheBackend.create_replication_group,
        ElastiCacheBackend.delete_replication_group,
    )
    wanted = [
        name for name in inspect.signature(CacheCluster.__init__).parameters if name != "self"
    ]

    def created(self: Any, *args: Any, **given: Any) -> Any:
        if given.get("num_cache_clusters"):
            given["replicas_per_node_group"] = given["num_cache_clusters"] - 1
        group = create(self, *args, **given)
        for member in group.member_clusters:
            said = {
                **dict.fromkeys(wanted),
                **{name: given[name] for name in wanted if name in given},
                "account_id": self.account_id,
                "region_name": self.region_name,
                "cache_cluster_id": member,
                "replication_group_id": group.replication_group_id,
                "num_cache_nodes": 1,
                "log_delivery_configurations": [],
                "tags": [],
            }
            cluster = CacheCluster(**said)
            cluster.cache_cluster_status = "available"
            cluster.at_rest_encryption_enabled = given.get("at_rest_encryption_enabled")
            cluster.transit_encryption_enabled = given.get("transit_encryption_enabled")
            cluster.transit_encryption_mode = given.get("transit_encryption_mode")
            cluster.security_groups = [
                {"SecurityGroupId": each, "Status": "active"}
                for each in given.get("security_group_ids") or []
            ]
            self.cache_clusters[member] = cluster
        group.at_rest_encryption_enabled = given.get("at_rest_encryption_enabled")
        group.transit_encryption_mode = given.get("transit_encryption_mode")
        _TAGS[group.arn] = given.get("tags") or []
        return group

    def deleted(self: Any, replication_group_id: str, *args: Any, **given: Any) -> Any:
        said = delete(self, replication_group_id, *args, **given)
        for name in [
            each for each in self.cache_clusters if each.startswith(f"{replication_group_id}-")
        ]:
            self.cache_clusters.pop(name)
        self.replication_groups.pop(replication_group_id, None)
        return said

    ElastiCacheBackend.create_replication_group = created
    ElastiCacheBackend.delete_replication_group = deleted


def _databases() -> None:
    """Every instance has an id of its own; what it is measured by, and parameters, are given back."""
    for action in ("create_db_instance", "create_db_instance_read_replica"):
        known = getattr(RDSBackend, action)

        def made(self: Any, said: dict[str, Any], _known: Any = known) -> Any:
            instance = _known(self, said)
            instance.dbi_resource_id = "db-" + secrets.token_hex(13).upper()
            instance.performance_insights_enabled = said.get("enable_performance_insights")
            instance.performance_insights_kms_key_id = said.get("performance_insights_kms_key_id")
            return instance

        setattr(RDSBackend, action, made)

    def parameters(self: Any) -> ActionResult:
        name = self.params.get("DBParameterGroupName")
        found = self.backend.describe_db_parameter_groups({"db_parameter_group_name": name})[0]
        return ActionResult(
            {"Parameters": [{**each, "Source": "user"} for each in found.parameters.values()]}
        )

    RDSResponse.describe_db_parameters = parameters
