"""Reading a list page as a person would: names, totals, tabs, pills."""

import re

NAME = re.compile(r'<a class="name" href="[^"]*">([^<]*)</a>')
TAB = re.compile(r'<a href="[^"]*"[^>]*>([^<]+) <span class="n">([\d,]+)</span>')
PILL = re.compile(r'<span class="pill">([^<]+)<a href="([^"]*)"')


def names(page) -> list[str]:
    return NAME.findall(page.content.decode())


def tabs(page) -> list[tuple[str, int]]:
    return [(label, int(count.replace(",", ""))) for label, count in TAB.findall(page.content.decode())]


def pills(page) -> list[str]:
    return [label for label, _ in PILL.findall(page.content.decode())]


def foot(page) -> list[str]:
    text = re.search(r"<tfoot>(.*?)</tfoot>", page.content.decode(), re.S)[1]
    return [cell.strip() for cell in re.findall(r">([^<]+)<", text) if cell.strip()]
