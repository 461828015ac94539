"""One account for every role, each with a password for one sign-in."""

from datetime import timedelta

from gongjian.access import accounts, beginning, grants, notes, passwords, scope
from gongjian.access.models import Grant, User
from gongjian.audit import log
from gongjian.ops.demo import names
from gongjian.ops.demo.town import Town
from gongjian.ops.demo.words import PEOPLE
from gongjian.organisations.models import Kind, Organisation

SYSTEM = ("xitong", "黄磊", "system_admin")


def begin(now, today):
    """The district and its first system administrator, by the door a new installation uses."""
    kind = next(k for k in beginning.kinds() if k.code == "district_committee")
    user = User(username=SYSTEM[0], name=SYSTEM[1])
    top = beginning.Top(
        "示例区", kind, today.replace(year=today.year - 6, month=1, day=1), "关于设立示例区的决定", "上级党委"
    )
    beginning.begin(user, passwords.one_time(), top, now, today, "")
    return scope.acting(user, now, today, source="command")


def founders(system):
    """The security administrator, who then lets in the auditor and the officer who builds the district."""
    given = {}
    for entry in PEOPLE[:3]:
        given[entry[2]] = open_account(system, entry)
    security = scope.acting(given["security_admin"][0], system.now, system.today, source="command")
    top = Organisation.objects.get(parent=None, tree="territory")
    for role in ("auditor", "district_officer"):
        grants.give(security, given[role][0], role, top)
    return security, given


def open_account(system, entry):
    username, name, role, *_ = entry
    user, password = accounts.add(system, username, name)
    if role in grants.givable(system):
        grants.give(system, user, role, system.grants[0].organisation)
    return user, password


def the_rest(system, security):
    """Everybody else, once their units stand."""
    made = {}
    for entry in PEOPLE[3:]:
        _, _, role, unit, purpose, days = entry
        user, password = open_account(system, entry)
        place = Organisation.objects.get(name=unit or "示例区", tree__in=("territory", "park"))
        until = system.today + timedelta(days) if days else None
        grants.give(security, user, role, place, until=until, purpose=purpose)
        made[role] = user, password
    return made


def reissue(system, user) -> str:
    """The password printed for the first system administrator, who chose none."""
    user.must_change = True
    return passwords.issue(user, system.now)


def kind(code: str) -> Kind:
    return Kind.objects.get(code=code)


def staff(town: Town, posts: list[tuple[str, str, Organisation]]) -> list[User]:
    """People who do the work elsewhere, as (user name, role, unit); their accounts have no password yet."""
    people = []
    for username, _, _ in posts:
        user = User(username=username, name=names.person(town.pick("staff", username)))
        user.set_unusable_password()
        people.append(user)
    User.objects.bulk_create(people)
    given = [
        Grant(
            user=user, role=role, organisation=unit, since=town.begun, given_by=town.users["security_admin"]
        )
        for user, (_, role, unit) in zip(people, posts, strict=True)
    ]
    Grant.objects.bulk_create(given)
    added = [
        notes.account("add", user, after={"用户名": user.username, "姓名": user.name}) for user in people
    ]
    granted = [notes.grant("grant", grant, after=notes.terms(grant)) for grant in given]
    for role, changes in (("system_admin", added), ("security_admin", granted)):
        log.note(log.Hand(town.users[role].pk, town.users[role].name, "page"), changes, town.now)
    return people
