from turnout_aws_fake.stage import stage

from turnout_aws import storage
from turnout_sdk.testing import conformance

TestConformance = conformance(storage, stage=stage)
