"""Jobs: long work on many things, item by item, that goes on where a killed worker left it.

The one place for such work: a module above registers a kind with `api.register` and starts jobs of
it. What is to do, what was done and what came of it are rows; the broker knows nothing of it.
"""
