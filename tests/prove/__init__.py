"""Proofs of what is promised about money: long versions by `make prove`, short ones in every run.

`TURNOUT_PROVE=1` takes the long version, `TURNOUT_SEED` repeats one.
"""
