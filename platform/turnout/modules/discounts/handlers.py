"""What discounts have jobs do."""

from turnout.modules.discounts import codes
from turnout.modules.jobs import api as jobs

jobs.register(codes.KIND, codes.make_batch)
