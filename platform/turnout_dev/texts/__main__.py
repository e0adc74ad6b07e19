"""Brings the catalogues up to date with the pages: `python -m turnout_dev.texts [--check]`."""

import sys

from turnout_dev.texts.catalogues import TRANSLATED, forms_of, read, updated
from turnout_dev.texts.sources import DOMAINS, Domain


def main(*, check: bool) -> int:
    """Write every catalogue that changed and say what each still lacks; 1: out of date."""
    stale = [name for domain in DOMAINS for name in _brought_up(domain, check=check)]
    if check and stale:
        print(f"Out of date: {', '.join(stale)}; run `make texts`")
    return 1 if check and stale else 0


def _brought_up(domain: Domain, *, check: bool) -> list[str]:
    wanted = domain.keys()
    stale = []
    domain.catalogues.mkdir(exist_ok=True)
    for tag in TRANSLATED:
        path = domain.catalogues / f"{tag}.po"
        text = updated(read(path, tag), wanted, tag=tag)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(f"{domain.name}/{tag}.po")
            if not check:
                path.write_text(text, encoding="utf-8")
        known = [each for each in read(path, tag) if each.id]
        missing = sum(1 for each in known if not all(forms_of(each)) or each.fuzzy)
        print(f"{domain.name} {tag}: {len(known)} texts, {missing} to translate")
    return stale


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
