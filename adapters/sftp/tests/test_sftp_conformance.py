from turnout_sftp_fake import start_provider

from turnout_sdk.testing import conformance
from turnout_sftp import adapter

TestConformance = conformance(adapter, start_provider=start_provider, speaks_http=False)
