"""What the product never keeps (docs/decisions/0018); the walkers are shown failing, too."""

import ast
import re
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver, path

from gongjian.access.roles import ACTIONS, GUARDS, ROLES
from gongjian.ledger.declaration import ledger_of
from tests.test_house import PRODUCT, PYTHON, files, here

# English words as they stand in identifiers and addresses, whole words only.
NEVER = {
    "positions": "latitude longitude lat lng lon gps geolocation coordinate coordinates geofence checkin",
    "forced photos": "selfie faceid liveness biometric",
    "places in a ranking": "rank ranks ranking rankings leaderboard",
    "outside lists": "crawl crawler scrape scraper blacklist",
    "belief and descent": "ethnic ethnicity religion religious faith",
    "pictures of cards": "idcard",
    "clicks": "click clicks dwell beacon",
}
NEVER_TOGETHER = {
    *("place number", "check in", "id card", "card photo", "face photo", "study hours"),
    *("view count", "read count", "open count", "login count", "member lookup", "external list"),
}
# 联系点 is a firm or a body somebody answers for: nobody gains any by it.
NOT_GAINED = re.compile(r"contact ?point", re.IGNORECASE)
ABOUT_PERSONS = {"point", "points", "score", "scores", "credits", "star", "stars", "hours"}
NEVER_SAID = re.compile(
    "定位|经纬度|轨迹|打卡|签到|人脸|自拍|刷脸|拍照|排名|名次|排行|积分|得分|打分|学时|学分|"
    "外部名单|党员核验|民族|宗教|信仰|身份证照|身份证扫描|身份证正反面|点击量|点击次数|浏览量|阅读量|停留时长"
)
# A clause that begins with 不 says that the product does not do it.
REFUSAL = re.compile("不[^，。；\n]*")
BY_BROWSER = re.compile(
    r"\bgeolocation\b|getCurrentPosition|watchPosition|getUserMedia|sendBeacon|\bcapture[=\s>]|\bping="
)
# Units people write after a number in their sheets; read, and not kept.
READ_NOT_KEPT = {"gongjian/reading/amounts.py"}


def words(identifier: str) -> list[str]:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", NOT_GAINED.sub("", identifier))
    return [word.lower() for word in re.findall(r"[A-Za-z]+", apart)]


def named(identifier: str, about_person: bool = False) -> set[str]:
    """The forbidden words an identifier is made of."""
    found = words(identifier)
    never = {word for kind in NEVER.values() for word in kind.split()}
    pairs = {f"{one} {two}" for one, two in zip(found, found[1:], strict=False)}
    return set(found) & (never | (ABOUT_PERSONS if about_person else set())) | pairs & NEVER_TOGETHER


def said(text: str) -> set[str]:
    return set(NEVER_SAID.findall(REFUSAL.sub("", text)))


def wrong_models(walked) -> set[str]:
    return {
        f"{model.__name__}.{field}: {word}"
        for model in walked
        for field, name, label in parts(model)
        for word in named(name, is_about_a_person(model)) | said(label)
    } | {f"{model.__name__}.{field.name}: required picture" for model in walked for field in forced(model)}


def parts(model):
    yield "", model.__name__, str(model._meta.verbose_name)
    for field in model._meta.get_fields():
        own = isinstance(field, models.Field)
        labels = [str(label) for _, label in field.flatchoices] if own else []
        label = f"{field.verbose_name} {field.help_text} {' '.join(labels)}" if own else ""
        yield field.name, field.name, label


def is_about_a_person(model) -> bool:
    """Accounts, guarded records, and whatever hangs on an account."""
    ledger = ledger_of(model)
    personal = ledger is not None and ledger.guard == "personal"
    user = settings.AUTH_USER_MODEL
    targets = [field.related_model for field in model._meta.fields if field.is_relation]
    return personal or model._meta.label == user or any(target._meta.label == user for target in targets)


def forced(model) -> list[models.Field]:
    return [f for f in model._meta.fields if isinstance(f, models.ImageField) and not f.blank]


def wrong_addresses(patterns, before: str = "") -> set[str]:
    found: set[str] = set()
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            found |= wrong_addresses(each.url_patterns, route)
        elif isinstance(each, URLPattern):
            names = [route, each.name or "", getattr(each.callback, "__name__", "")]
            found |= {f"{route}: {word}" for name in names for word in named(name)}
    return found


def wrong_rights(roles, guards, actions) -> set[str]:
    pairs = [*((name, f"{role.label} {role.sentence}") for name, role in roles.items())]
    pairs += [*guards.items(), *actions.items()]
    return {f"{name}: {word}" for name, text in pairs for word in named(name) | said(text)}


def wrong_pages(pages: dict[str, str]) -> set[str]:
    return {
        f"{name}: {word}"
        for name, text in pages.items()
        for word in said(text) | set(BY_BROWSER.findall(text))
    }


def spoken(code: str) -> str:
    """Every text a Python file holds, its docstrings too."""
    constants = (node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant))
    return "\n".join(each for each in constants if isinstance(each, str))


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("gongjian.")]


def test_no_model_keeps_it():
    assert {model.__name__ for model in ours()} >= {"User", "Enterprise", "Contact", "Entry", "Organisation"}
    assert wrong_models(ours()) == set()


def test_no_address_leads_to_it():
    patterns = get_resolver().url_patterns
    assert len(str(patterns)) > 0
    assert wrong_addresses(patterns) == set()


def test_no_role_guard_or_action_is_about_it():
    assert wrong_rights(ROLES, GUARDS, ACTIONS) == set()


def test_no_page_or_script_speaks_of_it():
    pages = files("*.html", "*.js", under=PRODUCT / "web")
    assert pages
    assert wrong_pages({here(f): f.read_text(encoding="utf-8") for f in pages}) == set()


def test_no_sentence_in_the_code_speaks_of_it():
    among = [f for f in PYTHON if here(f) not in READ_NOT_KEPT]
    told = {here(f): spoken(f.read_text(encoding="utf-8")) for f in among}
    assert {f"{name}: {word}" for name, text in told.items() for word in said(text)} == set()


def bad_model(name: str, **fields) -> type[models.Model]:
    """A model of no app's: it is walked like any other and never gets a table."""
    meta = type("Meta", (), {"app_label": "never", "apps": type(apps)()})
    return type(name, (models.Model,), {"__module__": "never", "Meta": meta, **fields})


BAD_FIELDS = {
    "latitude": models.FloatField(),
    "id_card_photo": models.FileField(blank=True),
    "nation": models.CharField("民族", max_length=10),
    "status": models.CharField("状态", max_length=9, choices=[("a", "打卡"), ("b", "其他")]),
    "portrait": models.ImageField(),
    "place_number": models.IntegerField(),
}


@pytest.mark.parametrize("name", BAD_FIELDS)
def test_a_model_that_kept_it_would_be_found(name):
    assert wrong_models([bad_model(f"Bad{name.title()}", **{name: BAD_FIELDS[name].clone()})]) != set()


def test_points_are_found_where_they_are_about_a_person_alone():
    account = models.ForeignKey(apps.get_model(settings.AUTH_USER_MODEL), models.PROTECT, related_name="+")
    person = bad_model("Deed", user=account, points=models.IntegerField())
    body = bad_model("Standard", points=models.IntegerField())
    assert wrong_models([person, body]) == {"Deed.points: points"}


@pytest.mark.parametrize(
    "route", ["people/<int:pk>/points-ranking/", "api/checkin/geolocation/", "member-lookup/"]
)
def test_an_address_that_led_to_it_would_be_found(route):
    assert wrong_addresses([path(route, lambda request: None)]) != set()


def test_a_role_that_was_about_it_would_be_found():
    role = SimpleNamespace(label="考核员", sentence="给党员打分。")
    assert wrong_rights({"judge": role}, {"ranking": "排行"}, {}) == {
        "judge: 打分",
        "ranking: ranking",
        "ranking: 排行",
    }


def test_a_page_that_asked_for_it_would_be_found_and_one_that_refuses_it_is_not():
    pages = {
        "bad": "<p>本月积分 12</p>",
        "camera": '<input type="file" capture="user">',
        "good": "<p>不定位，不给个人打分排名。</p>",
    }
    assert wrong_pages(pages) == {"bad: 积分", "camera: capture="}
