"""The adapter keeps what every search adapter promises, against the fake of OpenSearch."""

from dataclasses import replace

from turnout_opensearch_fake import fake

from turnout_opensearch import adapter
from turnout_sdk.testing import conformance

TestConformance = conformance(adapter, fake=fake)
TestConformanceOfParts = conformance(
    adapter,
    fake=replace(fake, settings=lambda url, account: {**fake.settings(url, account), "shards": 2}),
)
