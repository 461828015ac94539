"""A list of 3,000 rows from market regulation: from the file to the ledgers and back, presses counted."""

import csv
import json

from tests.browser.looks import NARROW, NONE, OFFICE, faults
from tests.browser.stops import DISTRICT
from tests.registry.invented import Town as Invented

ROWS, MOST = 3000, 12
KNOWN = """
from gongjian.records.models import AddressWord, Enterprise
from gongjian.organisations.models import Organisation
unit = Organisation.objects.get(name="云锦里社区")
AddressWord.objects.get_or_create(word="试验大道", organisation=unit)
firms = Enterprise.objects.filter(until=None)
say([list(row) for row in firms.values_list("name", "credit_code", "address")])
"""


def listed(town, path) -> None:
    """The ledger's own firms, two of them a sign off and without code, and new ones on one road."""
    known = town.ask(KNOWN)
    for row in known[:2]:
        row[0], row[1] = row[0].replace(row[0][3], "镕", 1), ""
    invented = Invented(5)
    new = [[invented.name(), invented.code(), f"试验大道{at}号"] for at in range(ROWS - len(known))]
    with path.open("w", encoding="gb18030", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["市场主体名称", "统一社会信用代码", "住所（经营场所）"])
        rows.writerows([*known, *new])


class Counted:
    """A person's presses; choosing a file is two."""

    def __init__(self, page):
        self.page, self.presses, self.seen = page, 0, {}

    def press(self, words: str, until: str, patience: int = 240_000) -> None:
        self.presses += 1
        self.page.locator(f"main :is(.sums a, button):has-text('{words}')").first.click()
        self.page.wait_for_selector(until, timeout=patience)
        self.page.wait_for_load_state("networkidle")
        self.page.set_viewport_size(NARROW)
        narrow = faults(self.page)
        self.page.set_viewport_size(OFFICE)
        self.seen[words] = narrow if narrow != NONE else faults(self.page)


def test_three_thousand_rows_take_a_dozen_presses(town, tmp_path):
    listed(town, tmp_path / "名单.csv")
    page = town.page(DISTRICT)
    page.goto(town.address + "/registry/", wait_until="networkidle")
    hand = Counted(page)
    page.set_input_files("[name=file]", tmp_path / "名单.csv")
    hand.presses += 2
    hand.press("下一步", "select[name=c0]")
    hand.press("比对", "#write")
    counts = {a.split("\n")[0]: a.split("\n")[1] for a in page.locator("#sums a").all_inner_texts()}
    hand.press("新企业", "text=云锦里社区")
    if counts.get("没分到社区", "0") != "0":
        hand.press("没分到社区", "text=分到哪里")
    hand.press("写入 ", "text=撤回这一批")
    hand.press("撤回这一批", "text=已撤回")
    told = (hand.seen, hand.presses <= MOST, page.strangers)
    assert told == (dict.fromkeys(hand.seen, NONE), True, []), json.dumps(counts, ensure_ascii=False)
