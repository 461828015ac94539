"""Pools of characters and words that invented firms are named from."""

import re
from pathlib import Path

# Each pool of whole words stands in pools.txt under its own heading.
POOLS = {
    name: words.split()
    for name, words in re.findall(
        r"^\[(\w+)\]\n([^\[]+)", Path(__file__).with_name("pools.txt").read_text(encoding="utf-8"), re.M
    )
}

LUCKY = (
    "嘉瑞泽恒诚鑫源宏盛祥丰泰兴达博铭阳宇凯伟腾骏康福德永裕顺茂隆昌荣庆亿安和美华辉微锦晟润佳启航卓越"
    "智优乐沃禾科创捷迅通达朗晨曦昊睿彦峻逸尚雅韵品瀚澜沐溪林森岚枫桐梓柏楚川岳岭岩磊钰铂铠钧锐锋硕"
    "颂邦信义仁孝礼敬谦勤朴实丹青墨翰文章书颖慧敏聪灵妙圣元亨利贞乾坤日月辰星云霖霏雨雪露霜冰清澄湛洁"
)
THIRD = "来发升达成兴旺顺和源美康通丰泰隆邦德佳盛"
SOUNDS = "艾贝克诺曼特欧西亚维斯尔德洛菲莱柯迪森普塔卡拉姆奥伊蒙布雷"
COLOURS = "青白碧翠云松竹兰石柳桃梅荷玉银雁鹤鹿燕鱼"
LANDS = "溪岭湖桥谷湾泉塘林舍坊园洲渡屿坡"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "桂芳志强秀英建国丽娟明华小红伟东春梅海燕永生玉兰国平晓峰金花德胜爱琴文斌雪莲"

FOURS, CODED, NICK = POOLS["FOURS"], POOLS["CODED"], POOLS["NICK"]
SHOPS, WORKS, FARMS = POOLS["SHOPS"], POOLS["WORKS"], POOLS["FARMS"]
CHAINS, CHAIN_SHOPS = POOLS["CHAINS"], POOLS["CHAIN_SHOPS"]
# Pairs of characters that would name somebody well known: never put into a name.
FAMOUS = POOLS["FAMOUS"]

# What a company does: the word in its name, and what people shorten it to.
TRADES = [tuple(pair.split("/")) for pair in POOLS["TRADES"]]
SHORT = {full: short for full, short in TRADES if full != short}

# Characters that hands and ears take for one another.
CONFUSED = POOLS["CONFUSED"]
CONFUSABLE = {
    letter: "".join(row for row in CONFUSED if letter in row).replace(letter, "")
    for row in CONFUSED
    for letter in row
}
TRADITIONAL = str.maketrans("华东国龙丰达馆饭园丽", "華東國龍豐達館飯園麗")
