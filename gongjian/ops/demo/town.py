"""How large the demo is, and what stands of it while it is being built."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from gongjian.access.models import User
from gongjian.audit.log import Hand
from gongjian.ops.demo import words
from gongjian.ops.demo.pen import Pen
from gongjian.organisations.models import Kind, Organisation

# The ledger was begun so many days ago.
BEGUN = 735


@dataclass(frozen=True)
class Size:
    """Numbers of the whole town; what each community gets follows from its share."""

    streets: int
    communities: int
    companies: int
    traders: int
    societies: int
    platforms: int
    own: int
    joint: int
    attached: int
    backstop: int
    groups: int
    visits: int
    cases: int
    instructors: int
    every: int = 7
    thin: bool = False


DISTRICT = Size(
    streets=4, communities=22, companies=880, traders=66, societies=36, platforms=14, own=97, joint=44,
    attached=60, backstop=170, groups=18, visits=5600, cases=24, instructors=12,
)  # fmt: skip
CITY = Size(
    streets=120, communities=2400, companies=86_000, traders=8_400, societies=4_400, platforms=1_200,
    own=24_000, joint=4_000, attached=3_000, backstop=7_000, groups=40_943, visits=100_000, cases=600,
    instructors=360, every=61, thin=True,
)  # fmt: skip
SIZES = {"district": DISTRICT, "city": CITY}
# Some communities are full of firms and some are not.
WEIGHTS = (13, 8, 11, 7, 12, 9)


@dataclass
class Place:
    """A community with what stands in it."""

    number: int
    unit: Organisation
    street: Organisation
    road: str
    first: int
    worker: Hand
    officer: Hand
    guides: list[User]
    committee: Organisation
    area: Organisation
    building: Organisation | None = None
    grids: list = field(default_factory=list)
    site: object = None
    park: Organisation | None = None
    firms: list = field(default_factory=list)
    branches: list = field(default_factory=list)


@dataclass
class Town:
    size: Size
    pen: Pen
    now: datetime
    today: date
    officer: Hand
    users: dict[str, User]
    top: Organisation
    kinds: dict[str, Kind]
    places: list[Place] = field(default_factory=list)
    leaders: list[User] = field(default_factory=list)
    marks: dict = field(default_factory=dict)
    papers: Iterator[int] = field(default_factory=lambda: count(1))

    def pick(self, *of) -> Random:
        """Chance of its own for every thing, so that one more row here changes nothing there."""
        return Random("/".join(map(str, of)))

    def ago(self, days: int) -> date:
        return self.today - timedelta(days)

    @property
    def begun(self) -> date:
        return self.ago(BEGUN)

    def entered(self, on: date | None, pick: Random) -> date:
        """When something of that day was written down: soon, or late, and not before the ledger began."""
        late = pick.randint(45, 160) if pick.random() < 0.08 else pick.randint(0, 12)
        return min(self.today, max(on or self.begun, self.begun) + timedelta(late))

    def share(self, total: int, number: int) -> int:
        """What a community gets of a number, so that all communities together get exactly all."""
        return upto(total, number + 1, self.size.communities) - upto(total, number, self.size.communities)


def upto(total: int, number: int, communities: int) -> int:
    return total * weight(number) // weight(communities)


def weight(number: int) -> int:
    whole, rest = divmod(number, len(WEIGHTS))
    return whole * sum(WEIGHTS) + sum(WEIGHTS[:rest])


def hand(user: User, source: str = "page") -> Hand:
    return Hand(user.pk, user.name, source)


def road(street: str, number: int) -> tuple[str, int]:
    """The road of the number-th community of a street, and where its stretch of it begins."""
    roads = words.ROADS.get(street) or (
        street.removesuffix("街道") + "路",
        street.removesuffix("街道") + "街",
    )
    return roads[number % 2], number // 2 * 100 + 1
