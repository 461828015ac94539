"""Merged cells: Excel keeps the value in the top left cell only."""

from collections.abc import Iterable, Iterator, Sequence

from gongjian.reading.values import Cell, Merge, address

_SHOWN = 3


def spread(rows: Iterable[list[Cell]], merges: Sequence[Merge], first: int = 0) -> Iterator[list[Cell]]:
    """The rows with each merged value in every cell of its range; `first` is the number of the first row."""
    waiting = sorted(merges, reverse=True)
    open_ranges: list[tuple[Merge, Cell]] = []
    for at, row in enumerate(rows, first):
        while waiting and waiting[-1][0] <= at:
            merge = waiting.pop()
            if merge[0] == at and merge[1] < len(row):
                open_ranges.append((merge, row[merge[1]]))
        open_ranges = [pair for pair in open_ranges if pair[0][2] >= at]
        yield _filled(row, open_ranges) if open_ranges else row


def _filled(row: list[Cell], ranges: list[tuple[Merge, Cell]]) -> list[Cell]:
    row = list(row)
    for (_, left, _, right), value in ranges:
        for column in range(left, min(right + 1, len(row))):
            row[column] = value
    return row


def remark(merges: Iterable[Merge], first: int) -> str | None:
    """What to tell about cells merged among the data (row `first` on); None when there are none."""
    among = [merge for merge in merges if merge[0] >= first]
    if not among:
        return None
    names = [f"{address(top, left)}:{address(bottom, right)}" for top, left, bottom, right in among[:_SHOWN]]
    more = "等" if len(among) > _SHOWN else ""
    return (
        f"数据里有 {len(among):,} 处合并单元格（{'、'.join(names)}{more}），只有左上角的格有值，其余是空的。"
        "可以选“把合并的值填到每一格”，或取消合并、填好再传。"
    )
