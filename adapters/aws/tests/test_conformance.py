from turnout_aws_fake.server import start_provider

from turnout_aws import bucket, storage
from turnout_sdk.testing import conformance

TestConformance = conformance(storage, start_provider=start_provider)
TestBucketConformance = conformance(bucket, start_provider=start_provider)
