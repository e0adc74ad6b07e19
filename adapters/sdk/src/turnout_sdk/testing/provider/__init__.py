"""The base of every provider's fake: store, webhook sender, payment page, control client, test bed.

A fake keeps only what its provider publishes: routes, objects, errors, signatures.
"""
