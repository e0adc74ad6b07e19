"""The checks of the source tree by name: `check(root)` returns its breaches."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from turnout_dev.contracts import adapters, docs_names, facts, grain, sql, tree, use_cases
from turnout_dev.contracts.sources import Breach

Check = Callable[[Path], list[Breach]]

CHECKS: Final[Mapping[str, Check]] = {
    "platform/ is no package": tree.stray_packages,
    "folders of code are packages": tree.folders_without_init,
    "files stay short": tree.long_files,
    "functions stay short": tree.long_functions,
    "names say what is held": tree.magnets,
    "doors hold no code": tree.code_in_doors,
    "every file says what it is for": tree.modules_without_sentence,
    "SQL stands in queries": sql.sql_outside_queries,
    "a module asks its own tables": sql.foreign_tables,
    "vendors stay in adapters": adapters.vendor_names,
    "adapters see the SDK only": adapters.foreign_imports,
    "facts are well formed": facts.malformed_facts,
    "handlers are short": facts.long_reactions,
    "use cases declare their policy": use_cases.undeclared_policies,
    "no network and no second transaction inside one": use_cases.nested_transactions,
    "time comes from the clock": tree.wall_clocks,
    "old words name no file": grain.old_words,
    "pages stand on few floors": grain.high_floors,
    "front doors share no name": grain.names_at_two_doors,
    "the list of modules names the folders": grain.modules_not_listed,
    "documents name code that is there": docs_names.unknown_names,
    "docstrings name classes that are there": docs_names.unknown_classes,
    "links between documents lead somewhere": docs_names.dead_links,
}

SHRINKING: Final[Mapping[str, Check]] = {
    "files are not crumbs": grain.crumbs,
    "folders hold three files or more": grain.small_folders,
    "modules are one noun": grain.large_modules,
    "few names off the fixed list": grain.odd_names,
}
"""Checks that some places still break: each is listed in tests/architecture/still_to_mend.txt."""
