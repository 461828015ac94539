"""How much of a file is read before it is turned away."""

from dataclasses import asdict, dataclass
from typing import Any

from gongjian.reading.values import Unreadable

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    file: int = 32 * MEGABYTE
    inflated: int = 512 * MEGABYTE
    memory: int = 1024 * MEGABYTE
    seconds: int = 60
    columns: int = 2_000

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    def check_file(self, size: int) -> None:
        if size > self.file:
            raise Unreadable(
                f"文件有 {size / MEGABYTE:.0f} MB，超过 {self.file // MEGABYTE} MB。"
                "删去图片和不用的工作表，或分成几个文件再传。"
            )

    def check_inflated(self, size: int) -> None:
        if size > self.inflated:
            raise Unreadable(
                f"文件展开后超过 {self.inflated // MEGABYTE} MB。"
                "把要导入的行复制到一个新表，或分成几个文件再传。"
            )

    def check_columns(self, width: int) -> None:
        if width > self.columns:
            raise Unreadable(
                f"这个表有 {width:,} 列，超过 {self.columns:,} 列。把要导入的列复制到一个新表再传。"
            )


TOO_LARGE = "这个表展开后太大，或有格子落在很远的行、列。把要导入的部分复制到一个新表再传。"
TOO_SLOW = "读这个文件用时太久，已停下。把要导入的部分复制到一个新表再传。"
