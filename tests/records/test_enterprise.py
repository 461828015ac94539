"""What an enterprise may be: its code, its end, what is only doubted."""

from random import Random

import pytest
from stdnum.cn import uscc

from gongjian.records.enterprise import SHAPE, VALUES, sound

SIGNS = "".join(VALUES)
VECTORS = {
    "91350100M000100Y43": True,
    "91350100M000100Y4Z": False,
    "914403001922038216": True,
    "9144030071526726XG": True,
    "91110000600037341L": True,
}


@pytest.mark.parametrize(("code", "right"), VECTORS.items())
def test_the_check_digit_of_known_codes(code, right):
    """R-DATA-74's own examples; the second has a letter no code holds."""
    assert (bool(SHAPE.fullmatch(code)) and sound(code)) == right


def test_our_arithmetic_answers_as_the_library_does():
    pick = Random(1)
    bodies = ["91" + f"{pick.randrange(10**6):06}" + "".join(pick.choices(SIGNS, k=9)) for _ in range(400)]
    codes = [body + digit for body in bodies for digit in (uscc.calc_check_digit(body), "0", "X")]
    assert [code for code in codes if sound(code) != uscc.is_valid(code)] == []
