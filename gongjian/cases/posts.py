"""Secretaries by the classes of R-STA-23, posts left empty, and who of the pool could fill one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from gongjian.access import scope
from gongjian.access.roles import ADD, VIEW
from gongjian.cases.deeds import deed
from gongjian.ledger import dated
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.writing import Refused
from gongjian.organisations.models import Organisation
from gongjian.organisations.stretches import standing_on
from gongjian.records.models import Post, Talent
from gongjian.records.post import Chosen, Education, Kind, Standing
from gongjian.records.talent import Fit
from gongjian.rulebook.clause import clause

SPAN = ("since", "until")
LED = ("branch", "joint_branch", "general_branch", "committee")
YES_NO = (("yes", True), ("no", False))
UNSAID = "unsaid"


@dataclass(frozen=True)
class Class:
    """One class: `by` and `key` are what its link carries."""

    by: str
    key: str
    label: str
    number: int


@dataclass(frozen=True)
class Group:
    by: str
    label: str
    classes: tuple[Class, ...]


CHOICES = {
    "chosen": ("来源", Chosen.choices),
    "standing": ("身份", Standing.choices),
    "education": ("学历", Education.choices),
}
FLAGS = {
    "full_time": ("专职兼职", ("专职", "兼职")),
    "both_able": ("双通", ("是", "否")),
    "both_strong": ("双强", ("是", "否")),
}


def bands(day: date) -> list[tuple[str, str, Q]]:
    """Ages by year of birth, in the bands of the yearly statistics (R-STA-41)."""
    found, low = [], 0
    for high in clause("R-STA-41").value("upper"):
        label = f"{low}—{high} 岁" if low else f"{high} 岁及以下"
        born = Q(born_in__gte=day.year - high)
        found.append((f"to{high}", label, born & Q(born_in__lte=day.year - low) if low else born))
        low = high + 1
    return [*found, (f"from{low}", f"{low} 岁及以上", Q(born_in__lt=day.year - low + 1))]


def conditions(day: date) -> Iterator[tuple[str, str, list[tuple[str, str, Q]]]]:
    for by, (label, choices) in CHOICES.items():
        yield (
            by,
            label,
            [(key, str(word), Q(**{by: key})) for key, word in choices] + [(UNSAID, "没填", Q(**{by: ""}))],
        )
    for by, (label, words) in FLAGS.items():
        known = [(key, word, Q(**{by: value})) for (key, value), word in zip(YES_NO, words, strict=True)]
        yield by, label, [*known, (UNSAID, "没填", Q(**{by: None}))]
    yield "age", "年龄", [*bands(day), (UNSAID, "没填", Q(born_in=None))]
    valid = ~Q(certificate="") & (Q(certified_until=None) | Q(certified_until__gt=day))
    yield "certificate", "资质证书", [("yes", "有效", valid), ("no", "没有或过期", ~valid)]


def secretaries(actor, day: date) -> QuerySet[Post]:
    return ledger_named("post").rows(actor, VIEW, day).filter(kind=Kind.SECRETARY)


def groups(actor, day: date) -> list[Group]:
    """Every class with its number: one query for all of them."""
    asked = list(conditions(day))
    sums = {f"{by}_{key}": Count("pk", filter=test) for by, _, classes in asked for key, _, test in classes}
    counted = secretaries(actor, day).aggregate(all=Count("pk"), **sums)
    return [
        Group(by, label, tuple(Class(by, key, word, counted[f"{by}_{key}"]) for key, word, _ in classes))
        for by, label, classes in asked
    ]


def of_class(actor, day: date, by: str, key: str) -> QuerySet[Post]:
    """The secretaries of one class; of an unknown class all of them."""
    tests = {(each, name): test for each, _, classes in conditions(day) for name, _, test in classes}
    rows = secretaries(actor, day).filter(tests.get((by, key), Q()))
    return rows.select_related("organisation").order_by("organisation__path", "pk")


def vacant(actor, day: date) -> QuerySet[Organisation]:
    """Branches, general branches and committees without a secretary (R-ORG-50)."""
    held = dated.on(Post.objects.filter(organisation=OuterRef("pk"), kind=Kind.SECRETARY), SPAN, day)
    there = standing_on(day).filter(kind__code__in=LED).values("organisation")
    mine = scope.organisations(actor, VIEW, "personal").filter(pk__in=there)
    return mine.filter(~Exists(held)).select_related("parent").order_by("path")


def candidates(actor, day: date, body: Organisation) -> list[Talent]:
    """Those of the pool who are meant for it, the ones proposed nearest first."""
    rows = ledger_named("talent").rows(actor, VIEW, day).filter(fit__in=(Fit.SECRETARY, Fit.DEPUTY))
    near = {number: place for place, number in enumerate(reversed(above(body)))}
    found = rows.select_related("organisation").order_by(F("fit").desc(), "name", "pk")
    return sorted(found, key=lambda each: near.get(each.organisation_id, len(near)))


def above(body: Organisation) -> list[int]:
    return [int(word, 36) for word in body.path.split(".")[1:-1]]


def fill(actor, body: Organisation, talent: int, on: date, chosen: str, elected: bool, reason="") -> UUID:
    """The post is filled from the pool, and the pool has one less from that day."""
    one = ledger_named("talent").rows(actor, VIEW, on).filter(pk=talent).first()
    if one is None:
        raise Refused("这个人不在您可用的人才库里。")
    if not actor.reaches(body.path, ADD, "personal"):
        raise Refused(f"{body.name}不在您的范围内，请那里的上级来办。")
    if on > actor.today:
        raise Refused(f"{on} 还没到，到那天再登记。")
    with deed(actor, f"补任书记：{body.name}", reason) as made:
        made.add(
            "post",
            organisation=body, name=one.name, kind=Kind.SECRETARY, chosen=chosen, since=on,
            elected_on=on if elected else "", certificate=one.certificate,
            certified_until=one.certified_until or "",
        )  # fmt: skip
        if one.since < on:
            made.change(one, until=on)
    return made.batch.pk
