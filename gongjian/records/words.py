"""Words that several ledgers share: each list stands once."""

from django.db import models


class Status(models.TextChoices):
    """R-STA-05: only those operating are counted."""

    OPERATING = "operating", "在营"
    SUSPENDED = "suspended", "停业"
    SHELL = "shell", "空壳"
    MOVED = "moved", "迁出"
    CANCELLED = "cancelled", "注销"
    REVOKED = "revoked", "吊销"


GONE = (Status.MOVED, Status.CANCELLED, Status.REVOKED)


class Mode(models.TextChoices):
    """R-ORG-22: how a Party organisation covers a firm, one way at a time."""

    OWN = "own", "单独组建"
    JOINT = "joint", "联合组建"
    ATTACHED = "attached", "挂靠"
    BACKSTOP = "backstop", "兜底联合"


class Block(models.TextChoices):
    """R-STA-01: the five that are to be clear."""

    BUSINESS = "business", "经营运行"
    STAFF = "staff", "职工队伍"
    MEMBERS = "members", "党员队伍"
    OWNER = "owner", "出资人"
    REASON = "why", "未建原因"


class Size(models.TextChoices):
    """R-DATA-81."""

    LARGE = "large", "大型"
    MEDIUM = "medium", "中型"
    SMALL = "small", "小型"
    MICRO = "micro", "微型"
