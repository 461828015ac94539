"""Fonts by the names official papers use. They are licensed: none comes along, each has others after it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Font:
    name: str
    otherwise: tuple[str, ...]


BODY = Font("仿宋_GB2312", ("仿宋", "FangSong", "FandolFang", "Noto Serif CJK SC"))
TITLE = Font("方正小标宋简体", ("方正小标宋_GBK", "小标宋", "FandolSong", "Noto Serif CJK SC"))
FIRST = Font("黑体", ("SimHei", "FandolHei", "Noto Sans CJK SC"))
SECOND = Font("楷体_GB2312", ("楷体", "KaiTi", "FandolKai", "AR PL UKai CN"))
PAGE = Font("宋体", ("SimSun", "FandolSong", "Noto Serif CJK SC"))
ALL = (BODY, TITLE, FIRST, SECOND, PAGE)

# Points of the Chinese sizes: 2号, 3号, 4号, 小四.
SIZE_2, SIZE_3, SIZE_4, SIZE_4_SMALL = 22, 16, 14, 12
