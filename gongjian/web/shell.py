"""What every page shows around its own content: the places one may go, who is acting, what waits."""

from dataclasses import dataclass, field
from functools import cached_property

from django.urls import NoReverseMatch, reverse

from gongjian.access.roles import CHANGE, ROLES, VIEW
from gongjian.ledger.declaration import ledger_named, ledgers
from gongjian.tasks import messages
from gongjian.web.helping import TOPICS, topic_of
from gongjian.web.middleware import signed_in

# Label, icon, name of the address, key after G. What has no address yet stays out of the menu.
FIRST = ("工作台", "home", "home", "KeyH")
LAST = (
    ("组织", "tree", "tree", "KeyO"),
    ("任务", "clock", "tasks", "KeyT"),
    ("设置", "settings", "settings", "KeyS"),
)
SHELVES = {
    "企业": ("firm", "KeyE"),
    "覆盖": ("cover", "KeyC"),
    "走访": ("route", "KeyV"),
    "五清": ("layers", ""),
    "排查": ("flag", ""),
    "班子": ("users", ""),
    "联系": ("link", ""),
}
# A page that a shelf opens with, before its ledgers.
OPENS = {"覆盖": ("企业覆盖", "coverage")}
# Ledgers met on a page of their own; the table is one press further.
PAGES = {"setup": "set_ups", "campaign": "campaigns", "contactpoint": "contact_points", "post": "secretaries"}
# Rows met on the page of what they belong to; in the menu only while one is among them.
WITHIN = {"addressword", "campaignshare", "setupfirm", "sitecount"}
# A page after the ledgers of a shelf, for those who may change the ledger named.
ENDS = {"企业": ("部门名单", "registry", "enterprise")}
SETTINGS = "设置"
SIZES = ("std", "large")


@dataclass
class Place:
    label: str
    icon: str
    href: str
    go: str = ""
    kids: list["Place"] = field(default_factory=list)
    current: bool = False
    count: int = 0


@dataclass
class Shell:
    """Evaluated piece by piece, as the template asks: a fragment or an error costs nothing."""

    request: object

    @property
    def actor(self):
        """Nobody, to the pages, unless signed in."""
        return self.request.actor if signed_in(self.request) else None

    @property
    def today(self):
        return self.actor and self.actor.today

    @property
    def name(self) -> str:
        return self.actor.user.name if self.actor else ""

    @cached_property
    def grant(self):
        return self.actor.grants[0] if self.actor and self.actor.grants else None

    @property
    def unit(self) -> str:
        return (self.grant.organisation.short_name or self.grant.organisation.name) if self.grant else ""

    @property
    def role(self) -> str:
        return ROLES[self.grant.role].label if self.grant else ""

    @property
    def size(self) -> str:
        """Kept per device; a device that never chose takes the account's wish."""
        chosen = self.request.COOKIES.get("size")
        if chosen in SIZES:
            return chosen
        return "large" if self.actor and self.actor.user.large_text else "std"

    @cached_property
    def waiting(self) -> int:
        return messages.waiting(self.actor).count() if self.actor else 0

    @property
    def help(self) -> tuple[str, str]:
        """The topic that speaks of this page, and its label."""
        topic = topic_of(self.request)
        return (topic, TOPICS[topic]) if topic else ("", "")

    @cached_property
    def nav(self) -> list[Place]:
        if not self.actor:
            return []
        places = [place(*FIRST), *shelves(self.actor, self.request.path), *(place(*entry) for entry in LAST)]
        shown = [each for each in places if each]
        if shown and shown[0].icon == "home":
            shown[0].count = self.waiting
        mark_current(shown, self.request.path)
        return shown


def shell(request) -> dict:
    return {"shell": Shell(request)}


def address(name: str, *args) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def place(label: str, icon: str, name: str, go: str) -> Place | None:
    href = address(name)
    return Place(label, icon, href, go) if href else None


def shelves(actor, path: str) -> list[Place]:
    """One entry a shelf; its ledgers below it when there are several."""
    found: dict[str, Place] = {}
    for ledger in ledgers():
        href = address(PAGES.get(ledger.name, "")) or address("ledger_list", ledger.name)
        # What is set lies among the settings, one press below their page.
        if not href or not ledger.may(actor, VIEW) or ledger.shelf == SETTINGS:
            continue
        if ledger.name in WITHIN and not path.startswith(href):
            continue
        icon, go = SHELVES.get(ledger.shelf, ("table", ""))
        shelf = found.setdefault(ledger.shelf, Place(ledger.shelf, icon, href, go))
        shelf.kids.append(Place(ledger.label, "", href))
    for shelf in found.values():
        # The ledger a shelf is named after comes first and opens with it.
        shelf.kids.sort(key=lambda kid, name=shelf.label: kid.label != name)
        label, name = OPENS.get(shelf.label, ("", ""))
        if href := name and address(name):
            shelf.kids.insert(0, Place(label, "", href))
        shelf.href = shelf.kids[0].href
        label, name, named = ENDS.get(shelf.label, ("", "", ""))
        if name and ledger_named(named).may(actor, CHANGE):
            shelf.kids.append(Place(label, "", address(name)))
    order = {label: number for number, label in enumerate(SHELVES)}
    return sorted(found.values(), key=lambda shelf: order.get(shelf.label, len(order)))


def mark_current(places: list[Place], path: str) -> None:
    """The longest address that the page's own begins with; home begins them all, so it must match whole."""
    every = [kid for each in places for kid in each.kids] + places
    fitting = [
        each for each in every if path == each.href or (each.href != "/" and path.startswith(each.href))
    ]
    if not fitting:
        return
    best = max(fitting, key=lambda each: len(each.href))
    best.current = True
    for shelf in places:
        shelf.current = shelf.current or best in shelf.kids
