"""A small district's rows, written through the doors people use, so that every one has its log."""

from datetime import date, datetime, timedelta
from random import Random

from gongjian.access import scope
from gongjian.ledger import referring, writing
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.forms import form_for
from gongjian.ops.demo import words
from gongjian.organisations import moves
from gongjian.organisations.models import Organisation, Tree

CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
FIRMS = 130


class Builder:
    """Everything follows from one seed: the demo is the same on every machine."""

    def __init__(self, user, now: datetime, today: date):
        self.random, self.user, self.now, self.today = Random(7), user, now, today
        self.units: dict[str, Organisation] = {}

    def actor(self, days_ago: int = 0, user=None, source: str = "page"):
        """Somebody as of an earlier day: what was entered then is noted then."""
        user = user or self.user
        grants = scope.acting(user, self.now, self.today).grants
        then = self.now - timedelta(days_ago)
        return scope.Actor(user, grants, then, self.today, source)

    def form(self, name: str, values: dict, actor):
        texts = {n: str(getattr(v, "pk", v)) for n, v in values.items() if v is not None}
        return form_for(ledger_named(name), actor, texts)

    def write(self, name: str, values: dict, days_ago: int = 0, user=None):
        # The officer brought the ledgers along as sheets, everybody else types.
        actor = self.actor(days_ago, user, "page" if user else "sheet")
        form = self.form(name, values, actor)
        if not form.is_valid():
            raise ValueError(f"demo {name}: {form.sentences()}")
        return writing.save(form, actor)

    def found(self, tree: str, kind: str, name: str, parent=None, years: int = 5):
        from gongjian.ops.demo.people import kind as kind_of  # noqa: PLC0415 - people build on units

        on = self.today.replace(year=self.today.year - years, month=3, day=1)
        paper = moves.Paper(number=f"示委〔{on.year}〕{len(self.units) + 1}号", title=f"关于设立{name}的批复")
        plan = moves.found(tree, kind_of(kind), name, parent, on=on, paper=paper, today=self.today)
        writing.perform(self.actor(), plan)
        self.units[name] = plan.founded[0]
        return plan.founded[0]

    def organisations(self):
        top = Organisation.objects.get(tree=Tree.TERRITORY, parent=None)
        for street, communities in words.STREETS.items():
            body = self.found(Tree.TERRITORY, "street", street, top)
            for community in communities:
                self.found(Tree.TERRITORY, "community", community, body)
        parks = self.found(Tree.PARK, "park", "示例区园区")
        for park in words.PARKS:
            self.found(Tree.PARK, "park", park, parks, 3)
        alliances = self.found(Tree.ALLIANCE, "alliance", "示例区党建联盟")
        for name in words.ALLIANCE:
            self.found(Tree.ALLIANCE, "alliance_chapter", name, alliances, 2)

    def changes(self):
        """A community that changed street and one that changed its name: earlier days still show the old."""
        paper = moves.Paper(number="示委办〔2026〕9号", title="关于调整社区管辖的通知", decided_by="示例区委")
        on = self.today - timedelta(95)
        moved, street = self.units["青枝社区"], self.units["望江街道"]
        moved.refresh_from_db()
        writing.perform(self.actor(), moves.move(moved, street, on=on, paper=paper, today=self.today))
        named = self.units["磨坊社区"]
        named.refresh_from_db()
        plan = moves.rename(named, "新磨坊社区", on=on, paper=paper, today=self.today)
        writing.perform(self.actor(), plan)

    def grids(self, keeper):
        self.grid_of = {}
        for unit in self.communities():
            for number, name in enumerate(("第一网格", "第二网格")):
                mine = keeper if unit.name == "云锦里社区" and number == 0 else None
                since = self.today.replace(year=self.today.year - 2)
                values = {"organisation": unit, "name": name, "since": since, "keeper": mine}
                self.grid_of.setdefault(unit.pk, []).append(self.write("grid", values, 400))

    def communities(self) -> list[Organisation]:
        return [self.units[name] for names in words.STREETS.values() for name in names]

    def enterprises(self, instructor):
        self.firms = [self.enterprise(number, instructor) for number in range(FIRMS)]

    def enterprise(self, number: int, instructor):
        pick = self.random
        unit = self.communities()[number % 20]
        trade, industry = words.TRADES[number % len(words.TRADES)]
        registered = self.today - timedelta(pick.randint(200, 5000))
        gone = number % 29 == 28
        values = {
            "name": words.FIRST[number % 28] + words.SECOND[(number * 7 + number // 28) % 26] + trade,
            "credit_code": "" if number % 17 == 16 else code(number),
            "organisation": unit,
            "grid": pick.choice(self.grid_of[unit.pk]) if number % 5 else None,
            "park": self.units["织造文创园"] if unit.name == "织造社区" else None,
            "kind": "trader" if number % 13 == 12 else "company",
            "status": "cancelled" if gone else "operating",
            "industry": industry,
            "address": f"{pick.choice(words.ROADS)} {pick.randint(1, 300)} 号",
            "building": pick.choice(words.BUILDINGS),
            "registered_on": registered if number % 11 else None,
            "capital": pick.choice((50, 100, 200, 500, 1000)),
            "staff": pick.choice((3, 8, 12, 20, 35, 64, 128, 260)) if number % 7 else None,
            "above_scale": ("yes", "no", "")[number % 3],
            "instructor": instructor if unit.name in words.STREETS["云锦街道"] and number % 2 else None,
            "since": self.today - timedelta(pick.randint(120, 190)) if number % 4 else registered,
            "until": self.today - timedelta(pick.randint(5, 100)) if gone else None,
        }
        return self.write("enterprise", values, pick.randint(60, 120))

    def visits(self, given: dict):
        """Everybody calls where they work; a third of the calls are made where most accounts look."""
        pick = self.random
        near = [firm for firm in self.firms if firm.organisation.name in words.STREETS["云锦街道"]]
        days_ago = sorted((pick.randint(0, 180) for _ in range(FIRMS * 2)), reverse=True)
        for number, ago in enumerate(days_ago):
            firm = pick.choice(self.firms if number % 3 else near)
            who = pick.choice(callers(firm, given))
            day = self.today - timedelta(ago)
            matter = pick.choice(words.MATTERS) if number % 4 == 0 else ""
            settled = number % 8 == 0 and ago > 10
            values = {
                "enterprise": firm,
                "visitor": who,
                "visited_on": day,
                "way": pick.choice(("visit", "visit", "phone", "look")),
                "purpose": "problem" if matter else pick.choice(("routine", "policy", "greeting")),
                "matter": matter,
                "answer_by": day + timedelta(15) if matter else None,
                "settled_on": min(self.today, day + timedelta(9)) if settled else None,
                "outcome": pick.choice(words.OUTCOMES) if settled else "",
            }
            self.write("visit", values, ago, who)

    def doubles(self, worker):
        """A worker enters firms that stand elsewhere: the street and the district each get one to look at."""
        for other in (self.firms[1], self.firms[5]):
            actor = self.actor(user=worker)
            values = {"name": other.name, "credit_code": other.credit_code, "since": self.today}
            form = self.form("enterprise", values | {"organisation": self.units["云锦里社区"]}, actor)
            form.is_valid()
            referring.refer(form, actor)

    def contacts(self):
        for number, firm in enumerate(self.firms[::3]):
            name = words.SURNAMES[number % 20] + words.GIVEN[number % 15]
            values = {
                "enterprise": firm,
                "name": name,
                "post": "办公室主任",
                "phone": f"000-{number:04}",
                "since": self.today,
            }
            self.write("contact", values, 30)


def callers(firm, given: dict) -> list:
    """Who calls on a firm, by the roles given."""
    community, roles = firm.organisation.name, []
    if community == "云锦里社区":
        roles.append("community_worker")
    if community in words.STREETS["云锦街道"]:
        roles.append("street_officer")
    if firm.instructor:
        roles.append("instructor")
    return [given[role][0] for role in roles or ["district_officer"]]


def code(number: int) -> str:
    body = f"91350100M{number:08d}"
    return body + CODE[-sum(w * CODE.index(c) for w, c in zip(WEIGHTS, body, strict=True)) % 31]
