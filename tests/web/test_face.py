"""Tags, templates and vendored files: what can be known without a browser."""

import hashlib
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import get_template

import gongjian.web
from gongjian.web.icons import ICONS
from gongjian.web.templatetags import face

WEB = Path(gongjian.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
STYLES = sorted((WEB / "static/web/css").glob("*.css"))
SCRIPTS = sorted((WEB / "static/web/js").glob("*.js"))
TODAY = date(2026, 7, 3)


def rendered(text: str, **content) -> str:
    return engines["django"].from_string(text).render(content)


def found(files, pattern: str) -> dict:
    # Two corners may name a page alike.
    hits = {f"{file.parent.name}/{file.name}": re.findall(pattern, file.read_text()) for file in files}
    return {name: hit for name, hit in hits.items() if hit}


def test_every_template_compiles():
    for file in TEMPLATES:
        get_template(str(file.relative_to(WEB / "templates")))


def test_no_template_holds_a_style_a_handler_or_a_script_of_its_own():
    assert found(TEMPLATES, r"\sstyle=|<style|\son[a-z]+=|<script(?! defer src=)|javascript:") == {}


def test_nothing_is_fetched_from_outside():
    outside = r"(?:src|href|url\()=?[\"'(]?(?:https?:)?//[^\"' )]+"
    assert found([*TEMPLATES, *STYLES, *SCRIPTS], outside) == {}


def test_every_icon_named_in_a_template_exists():
    used = {name for names in found(TEMPLATES, r"{% icon \"(\w+)\"").values() for name in names}
    assert used - set(ICONS) == set()


def test_styles_keep_to_what_the_oldest_browser_knows():
    assert found(STYLES, r":has\(|:is\(|:where\(|color-mix|@container|@layer|\binset:|aspect-ratio") == {}


def test_every_style_and_script_is_loaded_by_some_page():
    loaded = {name for names in found(TEMPLATES, r"web/(?:css|js)/([\w.]+)").values() for name in names}
    assert loaded == {file.name for file in (*STYLES, *SCRIPTS)}


def test_vendored_files_are_the_ones_the_manifest_names():
    folder = WEB / "static/web/vendor"
    manifest = json.loads((folder / "manifest.json").read_text())
    hashes = {
        each["file"]: hashlib.sha256((folder / each["file"]).read_bytes()).hexdigest() for each in manifest
    }
    assert {each["file"]: each["sha256"] for each in manifest} == hashes
    licences = {each["licence_file"] for each in manifest}
    assert {file.name for file in folder.iterdir()} == {*hashes, *licences, "manifest.json"}


def test_days_are_said_the_way_people_say_them():
    days = (TODAY, date(2026, 7, 2), date(2026, 6, 9), date(2025, 12, 3), date(2026, 7, 5), None)
    assert [(face.near(day, TODAY), face.ago(day, TODAY)) for day in days] == [
        ("7月3日", "今天"),
        ("7月2日", "昨天"),
        ("6月9日", "24 天前"),
        ("2025-12-03", "212 天前"),
        ("7月5日", "2 天后"),
        ("—", "—"),
    ]


def test_a_moment_is_shown_by_the_clock_on_the_wall():
    moment = datetime(2026, 7, 2, 23, 30, tzinfo=UTC)
    assert (face.ymd(moment), face.md(moment), face.stamp(moment)) == (
        "2026-07-03",
        "7月3日",
        "2026-07-03 07:30",
    )


def test_a_light_says_its_state_in_words_or_aloud():
    assert "</svg>达标</span>" in face.light("ok")
    assert 'role="img" aria-label="应建未建"' in face.light("bad", "应建未建", alone=True)


def test_words_given_to_a_tag_are_escaped():
    drawn = rendered('{% light "ok" words %}{% bar 1 2 words %}', words="<b>")
    assert "<b>" not in drawn


def test_a_bar_is_as_long_as_its_share_and_never_longer():
    widths = [
        re.search(r'part " width="([\d.]+)"', face.bar(part, 200, "")).group(1) for part in (0, 63, 400)
    ]
    assert widths == ["0.0", "31.5", "100.0"]


@pytest.mark.parametrize(
    ("here", "last", "offered"),
    [
        (1, 1, [1]),
        (1, 4, [1, 2, None, 4]),
        (3, 11, [1, 2, 3, 4, None, 11]),
        (7, 11, [1, 2, None, 6, 7, 8, None, 11]),
    ],
)
def test_the_pager_offers_the_ends_and_the_neighbours(here, last, offered):
    assert face.pages(Paginator(range(last), 1).page(here)) == offered


class Sample(forms.Form):
    staff = forms.IntegerField(label="职工数", min_value=0, help_text="签合同的。")
    kept = forms.BooleanField(label="留着", required=False)


def test_a_field_keeps_the_words_typed_beside_what_is_wrong():
    field = Sample({"staff": "三百"})["staff"]
    drawn = field.as_field_group()
    assert 'type="text"' in drawn
    assert 'value="三百"' in drawn
    assert 'aria-describedby="id_staff_helptext id_staff_error"' in drawn
    assert set(re.findall(r' id="(\w+)"', drawn)) == {"id_staff", "id_staff_helptext", "id_staff_error"}
    assert "min=" not in drawn


def test_a_tick_box_stands_before_its_label():
    drawn = Sample()["kept"].as_field_group()
    assert drawn.index("<input") < drawn.index("留着")
    assert 'class="ck"' in drawn


def test_the_error_summary_leads_to_each_field():
    drawn = rendered('{% include "web/parts/errors.html" %}', form=Sample({"staff": "三百"}))
    assert re.findall(r'href="(#\w+)"', drawn) == ["#id_staff"]
    assert "有 1 处要改" in drawn
