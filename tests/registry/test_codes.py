import random

import pytest

from gongjian.registry.matching.codes import SIGNS, Told, coded, compare, is_sound, repairs
from tests.registry.invented import Town

CODE = Town(5).code()


def told(one: str, other: str, checks_count: bool = True) -> Told:
    return compare(coded(one), coded(other), checks_count)


def test_every_stroke_that_went_wrong_is_put_right():
    luck, town = random.Random(3), Town(4)
    for _ in range(50):
        code, at = town.code(), luck.randrange(17)
        for wrong in (
            code[:at] + luck.choice(SIGNS) + code[at + 1 :],
            code[:at] + code[at + 1] + code[at] + code[at + 2 :],
            code[:at] + code[at + 1 :],
            code[:at] + "7" + code[at:],
        ):
            assert wrong == code or code in repairs(wrong)


@pytest.mark.parametrize(
    "typed",
    [f" {CODE.lower()} ", f"{CODE[:4]} {CODE[4:8]}-{CODE[8:]}", CODE.replace("0", "O").replace("1", "I")],
)
def test_one_code_is_one_however_it_is_typed(typed):
    assert told(typed, CODE) is Told.SAME


@pytest.mark.parametrize("said", ["无", "/", "000000000000000000", "暂无代码", "12345678", "", "N/A"])
def test_what_only_fills_the_cell_is_no_code(said):
    assert coded(said) is None


def test_two_sound_codes_are_two_firms_even_one_sign_apart():
    at = next(
        (at, sign)
        for at in range(8, 17)
        for sign in SIGNS
        if is_sound(CODE[:at] + sign + CODE[at + 1 : 17] + CODE[17]) is False
    )
    near = CODE[: at[0]] + at[1] + CODE[at[0] + 1 : 17]
    sound = next(near + sign for sign in SIGNS if is_sound(near + sign))
    assert told(CODE, sound) is Told.OTHER


def test_old_numbers_are_not_held_against_new_codes():
    assert told("330102000012345", CODE) is Told.SILENT
    assert told("330102000012345", "330102000012345") is Told.SAME


def test_the_code_of_the_body_stands_inside_the_unified_code():
    assert told(CODE[8:17], CODE) is Told.PART
    assert told(CODE[2:17], CODE) is Told.PART


def test_without_check_signs_a_wide_difference_still_tells_two_firms():
    assert told("91330102MA2AAAAAA1", "91330102MA2BBBBBB2", checks_count=False) is Told.OTHER
    assert told("91330102MA2AAAAAA1", "91330102MA2AAAAAB1", checks_count=False) is Told.SLIP
