import time, tests.faults.test_kills as t, tests.faults.smallstack as s
def wrap(obj, name):
    f=getattr(obj,name)
    def g(*a,**k):
        b=time.monotonic(); r=f(*a,**k); print(f"{name}: {time.monotonic()-b:.1f}", flush=True); return r
    setattr(obj,name,g)
wrap(t,'buy_among_kills'); 
for n in ('start','power_failure','wait_idle','prepare','stop'): wrap(s.SmallStack,n)
wrap(t,'wait_until'); wrap(t,'broken_promises')
from tests.faults.test_kills import *
from tests.faults.conftest import *
