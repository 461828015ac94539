"""What a cell of somebody's sheet can hold."""

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class LostDigits:
    """A long number kept as a number: Excel holds fifteen digits, the rest of it is gone."""

    shown: str

    @property
    def sentence(self) -> str:
        return f"“{self.shown}”存成了数字，后几位已经丢失。把这一列设为“文本”，重新填写这一格。"


@dataclass(frozen=True, slots=True)
class CellError:
    """A formula that went wrong, or (`code` "=") one whose result the file does not hold."""

    code: str

    @property
    def sentence(self) -> str:
        if self.code == "=":
            return "这一格是公式，文件里没有存下结果。用 Excel 或 WPS 打开，保存一次再传。"
        return f"这一格是错误值 {self.code}。改好公式，或直接填写结果。"


Spoiled = LostDigits | CellError
Cell = str | int | float | bool | date | datetime | time | LostDigits | CellError | None

# top, left, bottom, right; counted from 0, all inside the range
Merge = tuple[int, int, int, int]


class Unreadable(Exception):
    """The file cannot be read; `sentence` says what is wrong and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def column_letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The name Excel gives the cell: (4, 2) is C5."""
    return f"{column_letters(column)}{row + 1}"
