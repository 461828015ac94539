"""A model's constraints as Python, so that a hundred thousand unsaved rows can be held against them.

SQL's three answers are kept: a comparison with nothing is neither true nor false, and a check only
refuses what is false. A contract test holds these answers against the database's own.
"""

import operator
from collections.abc import Callable
from functools import cache

from django.db import models
from django.db.models import F, Q

COMPARE = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda left, right: left in right,
    "startswith": lambda left, right: str(left).startswith(right),
}
Answer = bool | None


class NotSaid(Exception):
    """The condition uses something we do not read; the database is asked instead."""


@cache
def checks(model: type[models.Model]) -> tuple[tuple[models.CheckConstraint, Callable, frozenset[str]], ...]:
    """Each check with its predicate and the fields it speaks of."""
    found = [c for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
    return tuple((c, predicate(model, c.condition), fields_in(c.condition)) for c in found)


@cache
def uniques(model: type[models.Model]) -> tuple[tuple[tuple[str, ...], Callable], ...]:
    """Sets of fields no two rows may share, with the condition under which that holds."""
    found: list[tuple[tuple[str, ...], Callable]] = [
        ((f.name,), filled(model, (f.name,)))
        for f in model._meta.concrete_fields
        if f.unique and not f.primary_key
    ]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            found.append((tuple(constraint.fields), clashing(model, constraint)))
    return tuple(found)


def clashing(model, constraint: models.UniqueConstraint) -> Callable[[models.Model], bool]:
    """Nothing is unlike any other nothing, unless the constraint says otherwise."""
    whole = filled(model, constraint.fields) if constraint.nulls_distinct is not False else always
    if not constraint.condition:
        return whole
    where = predicate(model, constraint.condition)
    return lambda row: where(row) is True and whole(row)


def filled(model, names) -> Callable[[models.Model], bool]:
    held = [model._meta.get_field(name).attname for name in names]
    return lambda row: None not in map(row.__dict__.get, held)


def always(row) -> bool:
    return True


def predicate(model: type[models.Model], condition: Q) -> Callable[[models.Model], Answer]:
    try:
        return whole(model, condition)
    except NotSaid:
        return lambda row: condition.check(
            {f.name: models.Value(getattr(row, f.attname), f) for f in model._meta.concrete_fields}
        )


def whole(model, condition: Q) -> Callable[[models.Model], Answer]:
    parts = [whole(model, c) if isinstance(c, Q) else single(model, *c) for c in condition.children]
    join = every if condition.connector == Q.AND else some
    if condition.connector == Q.XOR:
        raise NotSaid
    negated = condition.negated
    return lambda row: turned(join(part(row) for part in parts), negated)


def every(answers) -> Answer:
    kept = list(answers)
    return False if False in kept else None if None in kept else True


def some(answers) -> Answer:
    kept = list(answers)
    return True if True in kept else None if None in kept else False


def turned(answer: Answer, negated: bool) -> Answer:
    return (not answer) if negated and answer is not None else answer


def single(model, lookup: str, right) -> Callable[[models.Model], Answer]:
    name, _, kind = lookup.partition("__")
    left = operator.attrgetter(model._meta.get_field(name).attname)
    kind = kind or "exact"
    if kind == "isnull" or (kind == "exact" and right is None):
        wanted = True if right is None else right
        return lambda row: (left(row) is None) == wanted
    if kind not in COMPARE or (hasattr(right, "resolve_expression") and not isinstance(right, F)):
        raise NotSaid
    compare = COMPARE[kind]
    other = operator.attrgetter(model._meta.get_field(right.name).attname) if isinstance(right, F) else None

    def answer(row) -> Answer:
        mine, theirs = left(row), other(row) if other else right
        return None if mine is None or theirs is None else compare(mine, theirs)

    return answer


def fields_in(condition: Q) -> frozenset[str]:
    names: set[str] = set()
    for child in condition.children:
        if isinstance(child, Q):
            names |= fields_in(child)
            continue
        names.add(child[0].split("__")[0])
        if isinstance(child[1], F):
            names.add(child[1].name)
    return frozenset(names)
