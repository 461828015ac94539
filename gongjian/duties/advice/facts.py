"""What set-up advice looks at and what it answers: a firm on a day, who is near it, what is said."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, IntEnum, StrEnum


class Near(IntEnum):
    """Nearest first; beyond the street or park nothing is sought."""

    BUILDING = 1
    PARK = 2
    COMMUNITY = 3
    TRADE = 4
    STREET = 5
    FAR = 6

    @property
    def label(self) -> str:
        return ("同楼宇", "同园区", "同社区", "同街道同行业", "同街道", "外街道")[self - 1]


class Mode(StrEnum):
    """How a firm is covered, in the words of the ledger of placements."""

    NONE = ""
    OWN = "own"
    JOINT = "joint"
    ATTACHED = "attached"
    BACKSTOP = "backstop"


class Sort(Enum):
    """What kind of organisation stands nearby; passing ones cover nobody and take nobody in."""

    JOINT = "联合"
    AREA = "区域"
    FIRM = "企业"
    GENERAL = "总支"
    COMMITTEE = "党委"
    PASSING = "临时"


class Form(StrEnum):
    """What is advised."""

    OWN = "own"
    JOINT = "joint"
    ATTACH = "attached"
    BACKSTOP = "backstop"
    TRANSFER = "transfer"
    VERIFY = "verify"
    WATCH = "watch"
    NOT_NOW = "not_now"
    ADJUST = "adjust"
    KEEP = "keep"

    @property
    def label(self) -> str:
        return FORMS[self]


FORMS = {
    Form.OWN: "单独组建",
    Form.JOINT: "联合组建",
    Form.ATTACH: "挂靠",
    Form.BACKSTOP: "兜底",
    Form.TRANSFER: "先转关系",
    Form.VERIFY: "先核实",
    Form.WATCH: "先观察",
    Form.NOT_NOW: "暂不建",
    Form.ADJUST: "调整",
    Form.KEEP: "保持",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """`formal` is None where nobody ever declared it; `elsewhere` are those whose relations are not here."""

    number: int
    name: str = ""
    formal: int | None = None
    probationary: int = 0
    elsewhere: int = 0
    status: str = "在营"
    operating: bool = True
    closing: bool = False
    registered_on: date | None = None
    mode: Mode = Mode.NONE
    in_hand: bool = False

    @property
    def members(self) -> int:
        return (self.formal or 0) + self.probationary


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A firm nearby; `within` is whether whoever asks may see it."""

    firm: Firm
    near: Near
    same_trade: bool = False
    within: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A Party organisation nearby, or the one that covers; `by_trade` ones do not go by place."""

    number: int
    name: str
    sort: Sort
    near: Near = Near.COMMUNITY
    same_trade: bool = False
    by_trade: bool = False
    units: int = 0
    formal: int = 0
    members: int = 0
    guests: int = 0
    short_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """`bodies` are the names of what carries work already: 工会, 共青团."""

    firm: Firm
    day: date
    cover: Branch | None = None
    neighbours: tuple[Neighbour, ...] = ()
    branches: tuple[Branch, ...] = ()
    instructor: bool = False
    bodies: tuple[str, ...] = ()

    @property
    def covered(self) -> bool:
        return bool(self.firm.mode and self.cover and self.cover.sort is not Sort.PASSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    form: Form
    clauses: tuple[str, ...]
    because: tuple[str, ...]
    step: str = ""
    partners: tuple[Firm, ...] = ()
    outside: int = 0
    branch: Branch | None = None
    again_on: date | None = None
    towards: Form | None = None
    alternatives: tuple["Advice", ...] = ()

    @property
    def aim(self) -> Form:
        """What it comes to in the end, of an adjustment too."""
        return self.towards or self.form
