"""Tags every page uses (a builtin, no {% load %}): icons, lights, bars, fields, days."""

from copy import copy
from datetime import date, datetime
from functools import cache

from django import template
from django.forms import BoundField, Textarea
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from gongjian.web.icons import ICONS, LIGHTS, MARK

register = template.Library()


@register.simple_tag
@cache
def icon(name: str, cls: str = "") -> SafeString:
    svg = '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>'
    return format_html(svg, f"i {cls}".strip(), ICONS[name])


@register.simple_tag
def logo() -> SafeString:
    return mark_safe(MARK)


@register.simple_tag
def light(state: str, text: str = "", alone: bool = False) -> SafeString:
    """A state by shape and word; `alone` shows the shape and reads the word aloud."""
    word, shape = LIGHTS[state]
    svg = format_html('<svg viewBox="0 0 16 16" aria-hidden="true">{}</svg>', mark_safe(shape))
    if alone:
        pattern = '<span class="lt {}" role="img" aria-label="{}" title="{}">{}</span>'
        return format_html(pattern, state, text or word, text or word, svg)
    return format_html('<span class="lt {}">{}{}</span>', state, svg, text or word)


@register.simple_tag
def bar(part: float, whole: float, label: str, aim: float | None = None, state: str = "") -> SafeString:
    """A share as a bar, with the aim as a gold line; its number stands beside it in words."""
    width = min(100.0, part * 100 / whole) if whole else 0.0
    line = ""
    if aim and whole:
        line = format_html('<rect class="aim" x="{}" width="1" height="8"/>', f"{aim * 100 / whole:.1f}")
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="ground" width="100" height="8"/><rect class="part {}" width="{}" height="8"/>{}</svg>',
        label,
        state,
        f"{width:.1f}",
        line,
    )


# Everything else is a box of full width.
SMALL = {"checkbox": "ck", "radio": "ck", "checkboxselectmultiple": "ck", "radioselect": "ck", "hidden": ""}


@register.simple_tag
def control(field: BoundField, cls: str = "", label: str = "") -> SafeString:
    """The widget of a field with our classes; `label` names it where no <label> stands beside it."""
    widget = field.field.widget
    kind = getattr(widget, "input_type", None) or type(widget).__name__.lower()
    words = (widget.attrs.get("class", ""), SMALL.get(kind, "in"), cls)
    attrs = {"class": " ".join(word for word in words if word)}
    if kind == "number":
        widget = as_text(widget)
        attrs["inputmode"] = "decimal"
    if label:
        attrs["aria-label"] = label
    return field.as_widget(widget, attrs)


def as_text(widget):
    """A number box throws away what it cannot read; the words typed must stay to be put right."""
    text = copy(widget)
    text.input_type = "text"
    text.attrs = {name: value for name, value in widget.attrs.items() if name not in ("min", "max", "step")}
    return text


@register.filter
def kind_of(field: BoundField) -> str:
    """Which markup a field takes: "one" box, "many" boxes, a "line" or a "wide" text."""
    if field.use_fieldset:
        return "many"
    widget = field.field.widget
    if isinstance(widget, Textarea):
        return "wide"
    return "one" if getattr(widget, "input_type", "") == "checkbox" else "line"


@register.simple_tag
def pages(page) -> list[int | None]:
    """Page numbers to offer, None where some are left out."""
    last, here = page.paginator.num_pages, page.number
    shown = sorted({1, 2, last, *range(max(1, here - 1), min(last, here + 1) + 1)} & set(range(1, last + 1)))
    numbers: list[int | None] = []
    for number in shown:
        if numbers and number - (numbers[-1] or 0) > 1:
            numbers.append(None)
        numbers.append(number)
    return numbers


def day_of(moment) -> date | None:
    if isinstance(moment, datetime):
        return (timezone.localtime(moment) if timezone.is_aware(moment) else moment).date()
    return moment


@register.filter
def spell(minutes: int) -> str:
    """How long work takes, as one would say it."""
    return f"{minutes} 分钟" if minutes < 90 else f"{round(minutes / 60)} 小时"


@register.filter
def ymd(day) -> str:
    return f"{day_of(day):%Y-%m-%d}" if day else "—"


@register.filter
def md(day) -> str:
    return f"{day_of(day).month}月{day_of(day).day}日" if day else "—"


@register.filter
def near(day, today: date) -> str:
    """Month and day this year, the whole date otherwise."""
    return md(day) if day and day_of(day).year == today.year else ymd(day)


@register.filter
def stamp(moment: datetime | None) -> str:
    if not moment:
        return "—"
    return f"{timezone.localtime(moment) if timezone.is_aware(moment) else moment:%Y-%m-%d %H:%M}"


@register.filter
def ago(day, today: date) -> str:
    """How far a day lies from the day given: nothing here asks the clock."""
    if not day:
        return "—"
    days = (today - day_of(day)).days
    near_words = {0: "今天", 1: "昨天", -1: "明天"}
    return near_words.get(days) or (f"{days} 天前" if days > 0 else f"{-days} 天后")


@register.filter
def comma(number) -> str:
    return "—" if number is None else f"{number:,}"
