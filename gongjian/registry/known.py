"""The firms of the ledger within somebody's reach, as the matcher wants them."""

from collections import defaultdict
from collections.abc import Iterable

from gongjian.access.roles import VIEW
from gongjian.ledger.declaration import ledger_named
from gongjian.organisations.models import Organisation
from gongjian.records.change import Kind
from gongjian.records.models import AddressWord, Change
from gongjian.records.words import GONE
from gongjian.registry.allotting import Allotter, Word
from gongjian.registry.matching.firm import Firm

_NAMES = (
    "pk", "name", "credit_code", "former_name", "address", "status", "registered_on", "until", "successor",
)  # fmt: skip


def firms(actor) -> list[Firm]:
    older = former_names()
    rows = ledger_named("enterprise").rows(actor, VIEW).order_by("pk")
    return [firm(row, older) for row in rows.values_list(*_NAMES).iterator(chunk_size=5000)]


def firm(row: tuple, older: dict[int, list[str]]) -> Firm:
    pk, name, code, former, address, status, registered_on, until, successor = row
    return Firm(
        pk,
        name,
        (code,) if code else (),
        (address,) if address else (),
        tuple(dict.fromkeys(filter(None, [former, *older.get(pk, ())]))),
        status in GONE or until is not None,
        str(successor or ""),
        registered_on,
        until,
    )


def former_names() -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    renames = Change.objects.filter(kind=Kind.RENAME).exclude(name_was="")
    for pk, name in renames.values_list("enterprise", "name_was"):
        found[pk].append(name)
    return found


def allotter(actor) -> Allotter:
    """The words stewards keep, and the names of the communities themselves."""
    paths = actor.reach("change", "everyday")
    rows = AddressWord.objects.filter(organisation__in=within(paths))
    words = [Word(*values) for values in rows.values_list("word", "organisation", "first", "last", "side")]
    return Allotter([*words, *own_names(paths)])


def within(paths: Iterable[str]):
    units = Organisation.objects.filter(until=None, tree="territory")
    numbers = [pk for pk, path in units.values_list("pk", "path") if path.startswith(tuple(paths) or ("\0",))]
    return units.filter(pk__in=numbers)


def own_names(paths: Iterable[str]) -> list[Word]:
    leaves = within(paths).filter(name__endswith="社区") | within(paths).filter(name__endswith="村")
    return [Word(name, pk, kept=False) for pk, name in leaves.values_list("pk", "name")]


def only_unit(actor) -> int | None:
    """Somebody with one community and nothing below it has no choice to make."""
    units = list(within(actor.reach("change", "everyday")).values_list("pk", flat=True)[:2])
    return units[0] if len(units) == 1 else None
