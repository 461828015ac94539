"""A row's fields in groups, for its page and its forms alike: the weighty first, days and added last."""

from gongjian.ledger.declaration import Ledger

MAIN, REST, DAYS, ADDED = "基本", "详情", "起止", "补充栏"


def sections(ledger: Ledger, extras=()) -> list[tuple[str, list[str]]]:
    days = ledger.when if isinstance(ledger.when, tuple) else ()
    main = [name for name in ledger.form if name not in days and is_main(ledger, name)]
    rest = [name for name in ledger.form if name not in days and name not in main]
    parts = [
        (MAIN, main),
        (REST, rest),
        (DAYS, [name for name in ledger.form if name in days]),
        (ADDED, [extra.name for extra in extras]),
    ]
    return [(label, names) for label, names in parts if names]


def is_main(ledger: Ledger, name: str) -> bool:
    """Listed, keyed or without which no row can be: what a person looks for first."""
    field = ledger.field(name)
    return name in ledger.columns or name in ledger.key or not (field.blank or field.null)
