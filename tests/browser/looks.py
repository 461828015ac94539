"""What every page must show at every size: no axe violation, no sideways scrolling, no complaint."""

from axe_playwright_python.sync_playwright import Axe

NARROW = {"width": 360, "height": 740}
OFFICE = {"width": 1366, "height": 768}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # What is in order need not be named node by node: half the time on a long list.
    "resultTypes": ["violations"],
}

UNSTUCK = """() => {
    window.scrollTo(0, 0);
    document.querySelectorAll('.form-foot').forEach(foot => { foot.style.position = 'static' });
}"""


def faults(page) -> dict:
    # Half a link under what sticks to the head or the foot of the window is no fault of the link.
    page.evaluate(UNSTUCK)
    found = Axe().run(page, options=RULES).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return {
        "axe": [(each["id"], each["nodes"][0]["target"]) for each in found],
        "too wide by": max(0, wide),
        "complaints": page.complaints,
    }


NONE = {"axe": [], "too wide by": 0, "complaints": []}
