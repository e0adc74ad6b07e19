"""The adapter keeps what every search adapter promises, against the fake of OpenSearch."""

from turnout_opensearch_fake import fake

from turnout_opensearch import adapter
from turnout_sdk.testing import conformance

TestConformance = conformance(adapter, fake=fake)
