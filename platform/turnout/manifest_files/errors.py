"""Refusals of files."""

from turnout.kernel.errors import FieldError, Invalid


class BadManifest(Invalid):
    """A file that cannot be applied; every fault names the file and the place in it."""

    code = "manifests.bad"
    title = "Some manifests need attention"

    def __init__(self, *faults: FieldError) -> None:
        super().__init__(*faults, message="\n".join(f"{e.pointer}: {e.detail}" for e in faults))
