"""Folding of what hands type for the same: widths, old forms, numerals; and signs taken for one another.

words/sounds.txt keeps the order of GB 2312, whose first 3,755 signs go by sound."""

import re
import unicodedata
from functools import cache
from pathlib import Path

_OLD = (
    "東華國興業廣發電車門時開關長馬鳥魚龍鳳麗豐億萬與專嚴個麼義烏樂習鄉書買亂爭虧雲亞產親從倉儀們價眾優會傘偉傳傷倫偽體餘儲兒黨蘭養獸內"
    "岡冊寫軍農衝決況凍淨準涼減幾憑擊劃劉則剛創刪別劇勸辦務動勵勁勞勢區醫協單賣盧衛卻廠廳歷厲壓縣參雙變葉號嘆聽啟吳員聯響問團園圍圖圓聖場壞塊堅壇墳墜"
    "壘墊處備複夠頭夾奪奮奧婦媽嬰學孫寧寶實寵審憲宮寬賓對尋導壽將爾塵嘗堯屆屬歲豈島嶺峽幣帥師帳帶幫幹莊慶廬庫應廟龐廢異棄張彌彎彈強歸當錄徹徑憶懷態總戀"
    "惡慮戶撲執擴掃揚撫護報擔擬擁擇掛揮損換據擺搖攜攝攤數齋鬥斷無舊曆曉曠術機殺雜權條來楊極構樞標棟欄樹樣檔橋檢樓歡歐殘殼氣漢湯溝沒滬淚潔漲濤潤澤濟渾濃"
    "測漁滬滿濱灘灣燈靈爐點煉爛燭煙煩燒熱愛爺牆獎獨獅豬貓獻環現瑪琺畫暢疊療癒皺鹽監蓋盤礦碼磚確礎禮禍種積稱穩窮竊窩競筆節範築簡簽籃糧糾紀約紅紋納紐純紗"
    "紙級細終組綁經結繞繪給絡絕統絲綜綠綢維綱網綿緊緒線緣編緯練縮績織繩繼續纖羅罰職聰肅腸膚腎脈腦臉騰藝節蘆蘇範榮藥獲蓮營蕭薩藍虛蟲蝦蠶補襯見觀規視覺計"
    "訂認討讓訓議記講許論設訪證評識訴診詞譯試詩話詢該詳語誠說請諸讀課調談謝謙譚貝負財責賢敗貨質販貪貧購貫貼貴貸貿費賀資賴賽贊贏趙趕躍軌軒轉輪軟輕載輔輛輸"
    "轄辭邊達遷過運還這進遠違連遲適選遜遺遼鄧鄭鄰釀釋針釘鈣鈞鋼鐘鈴鉆鉑鉛鐵銀銅銘鋁鋒銷鎖鍋鋪鏈錦錄鍵鎮鏡鑽鑫鑒閃閉間聞閣閱闊陽陰陣階陸陳險隨隱難電霧靜韓"
    "頁頂項順須顧頓頒預領頻題額顏風飛飯飲飾飽餅館餐駐駛駕驗騎驕魯鮮鯨鴻鵬鷹鶴麥黃齊齒龜製裡裏鍾鬆麵髮後誌週佈併綫舖啓産為衆録"
    "勝匯彙鑄銳錢燦煒瑋瑩穎禎緻騏驊驤鷺鸞曄暉燁煥淵滄潛灝瀾瀟澗澆涇溫祿裝賬遙釣鈦鉅銓鋅鋰錫鍛鎢鏵鐳閩閘隴雋頌頤颯飄馳駿騁鮑鯉鴿鵝"
)
_NEW = (
    "东华国兴业广发电车门时开关长马鸟鱼龙凤丽丰亿万与专严个么义乌乐习乡书买乱争亏云亚产亲从仓仪们价众优会伞伟传伤伦伪体余储儿党兰养兽内"
    "冈册写军农冲决况冻净准凉减几凭击划刘则刚创删别剧劝办务动励劲劳势区医协单卖卢卫却厂厅历厉压县参双变叶号叹听启吴员联响问团园围图圆圣场坏块坚坛坟坠"
    "垒垫处备复够头夹夺奋奥妇妈婴学孙宁宝实宠审宪宫宽宾对寻导寿将尔尘尝尧届属岁岂岛岭峡币帅师帐带帮干庄庆庐库应庙庞废异弃张弥弯弹强归当录彻径忆怀态总恋"
    "恶虑户扑执扩扫扬抚护报担拟拥择挂挥损换据摆摇携摄摊数斋斗断无旧历晓旷术机杀杂权条来杨极构枢标栋栏树样档桥检楼欢欧残壳气汉汤沟没沪泪洁涨涛润泽济浑浓"
    "测渔沪满滨滩湾灯灵炉点炼烂烛烟烦烧热爱爷墙奖独狮猪猫献环现玛珐画畅叠疗愈皱盐监盖盘矿码砖确础礼祸种积称稳穷窃窝竞笔节范筑简签篮粮纠纪约红纹纳纽纯纱"
    "纸级细终组绑经结绕绘给络绝统丝综绿绸维纲网绵紧绪线缘编纬练缩绩织绳继续纤罗罚职聪肃肠肤肾脉脑脸腾艺节芦苏范荣药获莲营萧萨蓝虚虫虾蚕补衬见观规视觉计"
    "订认讨让训议记讲许论设访证评识诉诊词译试诗话询该详语诚说请诸读课调谈谢谦谭贝负财责贤败货质贩贪贫购贯贴贵贷贸费贺资赖赛赞赢赵赶跃轨轩转轮软轻载辅辆输"
    "辖辞边达迁过运还这进远违连迟适选逊遗辽邓郑邻酿释针钉钙钧钢钟铃钻铂铅铁银铜铭铝锋销锁锅铺链锦录键镇镜钻鑫鉴闪闭间闻阁阅阔阳阴阵阶陆陈险随隐难电雾静韩"
    "页顶项顺须顾顿颁预领频题额颜风飞饭饮饰饱饼馆餐驻驶驾验骑骄鲁鲜鲸鸿鹏鹰鹤麦黄齐齿龟制里里钟松面发后志周布并线铺启产为众录"
    "胜汇汇铸锐钱灿炜玮莹颖祯致骐骅骧鹭鸾晔晖烨焕渊沧潜灏澜潇涧浇泾温禄装账遥钓钛巨铨锌锂锡锻钨铧镭闽闸陇隽颂颐飒飘驰骏骋鲍鲤鸽鹅"
)
_FOLD = str.maketrans(dict(zip(_OLD, _NEW, strict=True)) | {"【": "(", "】": ")", "[": "(", "]": ")"})
_FOLD |= str.maketrans({"〔": "(", "〕": ")", "「": "", "」": "", "“": "", "”": "", "〇": "零", "○": "零"})
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060\ufeff]")

_DIGITS = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_STEPS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "零一二三四五六七八九十百千两"
_COUNTED = re.compile(f"[{NUMERAL}]+")


def folded(text: str) -> str:
    """Half-width, capitals, today's characters, round brackets, no space."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_FOLD)
    return _UNSEEN.sub("", text).upper()


def counted(text: str, where: "re.Pattern[str]" = _COUNTED) -> str:
    """With the Chinese numerals that `where` finds written in digits: 一百二十号 is 120号."""
    return where.sub(lambda found: digits(found[0]), text)


def digits(numeral: str) -> str:
    """二十一 is 21, 二〇三 is 203."""
    if not set(numeral) & set(_STEPS):
        return "".join(str(_DIGITS[sign]) for sign in numeral)
    total = held = 0
    for sign in numeral:
        if sign in _STEPS:
            total += (held or (1 if not total else 0)) * _STEPS[sign]
            held = 0
        else:
            held = _DIGITS[sign]
    return str(total + held)


_WORDS = Path(__file__).parent / "words"
_NEAR = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))  # one sound to half the country


@cache
def _sounds() -> dict[str, str]:
    lines = (line.split() for line in (_WORDS / "sounds.txt").read_text(encoding="utf-8").splitlines())
    return {sign: _plain(sound) for sound, signs in lines for sign in signs}


def _plain(sound: str) -> str:
    for fine, plain in _NEAR:
        sound = sound.replace(fine, plain)
    return sound


@cache
def _shapes() -> dict[str, set[str]]:
    shapes: dict[str, set[str]] = {}
    for group in (_WORDS / "lookalikes.txt").read_text(encoding="utf-8").split():
        for sign in group:
            shapes.setdefault(sign, set()).update(group)
    return shapes


def taken_for(mine: str, its: str) -> bool:
    """Whether the one sign is easily typed for the other."""
    sound = _sounds().get(mine)
    return (sound is not None and sound == _sounds().get(its)) or its in _shapes().get(mine, ())


def exchanged(one: str, other: str) -> bool:
    """Two neighbours have changed places: 中联贸易 and 中贸联易."""
    return len(one) == len(other) and sorted(one) == sorted(other)


def doubled(one: str, other: str) -> bool:
    """One sign struck twice."""
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return any(long[at] == long[at - 1] and long[:at] + long[at + 1 :] == short for at in range(1, len(long)))
