"""Every family of evasion: what is hidden is found where it stands, and what only resembles it is not.

Dishes stand for what is forbidden, so that nobody meets such words here.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guiju.checks import Lexicon, Words
from guiju.checks.lexicon import entry
from tests.checks.laws import assert_chunks_agree, assert_cut_is_lawful, findings

DISHES = ["红烧肉", "清蒸鱼", "北京烤鸭", "冰糖葫芦", "羊肉泡馍", "烤鸭", "法轮车", "佛跳墙皇帝蟹"]
LETTERS = ["noodles", "make soup", "hotpot", "biscuit"]
CHECK = Words(Lexicon(tuple(entry(phrase, "abuse.spam") for phrase in DISHES + LETTERS), "dishes"))

FOUND: dict[str, list[str]] = {
    "traditional and variants": [
        "紅燒肉", "红燒肉", "紅烧肉", "清蒸魚", "清蒸鱼", "北京烤鴨", "冰糖葫蘆", "氷糖葫芦", "羊肉泡饃",
        "烤鴨", "法輪車", "法輪车", "灋轮车", "佛跳牆皇帝蟹", "⽺⾁泡馍", "紅燒⾁",
    ],
    "width and other alphabets": [
        "ｎｏｏｄｌｅｓ", "ＮＯＯＤＬＥＳ", "ｍａｋｅ　ｓｏｕｐ", "ⓗⓞⓣⓟⓞⓣ", "🅗🅞🅣🅟🅞🅣", "🅷🅾🆃🅿🅾🆃", "𝐡𝐨𝐭𝐩𝐨𝐭",
        "𝓷𝓸𝓸𝓭𝓵𝓮𝓼", "nооdlеs", "hοtpοt", "ʜᴏᴛᴘᴏᴛ", "bıscuıt", "bíscüit", "ḥøtpøt", "ℋ𝑜𝓉𝓅𝑜𝓉", "ᵐᵃᵏᵉ ˢᵒᵘᵖ",
    ],
    "invisible characters": [
        "红\u200b烧\u200b肉", "红\u200d烧肉", "红\ufe0f烧\ufe0f肉", "红\u2060烧肉", "红烧\u00ad肉",
        "红\u202e烧肉", "红\u0301烧肉", "n\u200boodles", "no\u200c\u200codles", "noodl\ufeffes",
        "make\u200b soup", "hot\u2063pot", "烤\u034f鸭", "法\U000e0061轮\U000e0062车", "北\u2066京\u2069烤鸭",
        "b\u0336i\u0336s\u0336c\u0336u\u0336i\u0336t",
    ],
    "separators and emoji": [
        "红 烧 肉", "红/烧/肉", "红*烧*肉", "红.烧.肉", "红-烧-肉", "红，烧，肉", "红😀烧😀肉", "红🔥烧🔥肉",
        "红【烧】肉", "北~京~烤~鸭", "烤_鸭", "法|轮|车", "n o o d l e s", "n.o.o.d.l.e.s", "n-o-o-dles",
        "make...soup", "红\n烧\n肉",
    ],
    "pinyin": [
        "hongshaorou", "hong shao rou", "HongShaoRou", "hóng shāo ròu", "hóngshāoròu", "hong2shao1rou4",
        "hong2 shao1 rou4", "hong-shao-rou", "hong.shao.rou", "hong烧肉", "红shao肉", "红烧rou", "hong shao肉",
        "红shaorou", "红 shao rou", "bei jing kao ya", "北京kaoya", "bing tang hu lu", "fa lun che", "kao鸭",
        "ｈｏｎｇ烧肉", "h o n g烧肉", "hong烧rou", "bei京kao鸭", "bei京烤ya", "北jing烤ya", "yang肉pao馍",
    ],
    "initials": [
        "ftqhdx", "FTQHDX", "f.t.q.h.d.x", "f t q h d x", "ｆｔｑｈｄｘ", "f-t-q-h-d-x", "f,t,q,h,d,x",
        "f*t*q*h*d*x", "ⓕⓣⓠⓗⓓⓧ", "f/t/q/h/d/x", "F_T_Q_H_D_X", "f\u200btqhdx", "𝐟𝐭𝐪𝐡𝐝𝐱", "FtQhDx",
        "f·t·q·h·d·x", "红s肉", "北j烤鸭", "佛跳墙h帝蟹", "红 S 肉", "羊肉p馍",
    ],
    "homophones": [
        "红烧柔", "宏烧肉", "洪勺肉", "红捎揉", "鸿烧肉", "弘梢柔", "青蒸鱼", "清征娱", "轻蒸愉", "卿争鱼",
        "被京烤鸭", "北惊烤鸭", "冰塘葫芦", "兵糖狐芦", "饼糖葫芦", "扬肉泡馍", "罚轮车", "发沦车", "法仑扯",
        "佛跳墙皇帝谢",
    ],
    "parts": [
        "红火尧肉", "糸工烧肉", "纟工烧肉", "氵青蒸鱼", "水青蒸鱼", "北京火考鸭", "北京烤甲鸟", "火考甲鸟",
        "冰糖葫艹户", "冰米唐葫芦", "水去轮车", "氵去轮车", "北京火考甲鸟", "氵去车仑车", "法车仑车",
        "羊肉氵包馍", "氵 去 车 仑 车", "氵/去车/仑车",
    ],
    "alike": [
        "法沦车", "法抡车", "法轮军", "砝轮车", "请蒸鱼", "请 蒸 鱼", "请蒸魚", "法 沦 车", "法*抡*车",
        "法轮軍", "法淪車", "情蒸鱼", "法\u200b沦车", "砝 輪 車", "法😀沦😀车", "砝轮車",
    ],
    "turned": [
        "ʇodʇoɥ", "ʇᴉnɔsᴉq", "sǝlpoou", "ʇᴉnɔsᴉq", "dnos ǝʞɐɯ", "ɥoʇpoʇ", "uoopꞁǝs", "ɯɐʞǝ sond", "ʇodʇoh",
        "ʇ o d ʇ o ɥ", "ʇ.o.d.ʇ.o.ɥ", "sǝꞁpoou", "ɥoʇdoʇ", "dnos  ǝʞɐɯ", "qᴉsɔnᴉʇ", "s.ǝ.l.p.o.o.u", "toptoh",
        "tᴉnɔsᴉq", "ʇınɔsıq", "ʇodʇo​ɥ",
    ],
    "leet": [
        "n00dles", "noodl3s", "n00dl3s", "noodle5", "h0tp0t", "h07p07", "ho7po7", "8iscuit", "b1scu1t",
        "bi5cuit", "m4ke soup", "mak3 soup", "m4k3 50up", "b!scu!t", "m@ke soup", "bi$cuit", "N00DLES",
        "8iscui7", "n*oodle5", "no0dles", "n0odl3s", "mak3 s0up", "m@k3 s0up", "noodle$", "b1$cuit", "b!scui7",
        "h@tpot".replace("@", "0"), "hotp0t", "m4ke soup", "Mak3 S0up",
    ],
    "backwards": [
        "肉烧红", "鱼蒸清", "鸭烤京北", "芦葫糖冰", "馍泡肉羊", "蟹帝皇墙跳佛", "肉 烧 红", "肉/烧/红",
        "肉燒紅", "鸭-烤-京-北", "seldoon", "toptoh", "tiucsib", "puos ekam", "SELDOON",
    ],
    "filled": [
        "红1烧1肉", "清x蒸x鱼", "北l京l烤l鸭", "冰0糖0葫0芦", "羊丨肉丨泡丨馍", "法ㄧ轮ㄧ车", "红ー烧ー肉",
        "清口蒸口鱼",
        "红的烧的肉", "佛9跳9墙9皇9帝9蟹", "红a烧a肉", "紅1燒1肉", "红 1 烧 1 肉", "红X烧X肉", "法２轮２车",
    ],
    "flags and tags": [
        "🇳🇴🇴🇩🇱🇪🇸", "🇳 🇴 🇴 🇩 🇱 🇪 🇸", "🇭🇴🇹🇵🇴🇹", "🇲🇦🇰🇪 🇸🇴🇺🇵", "🇧🇮🇸🇨🇺🇮🇹", "no🇴dles", "🇳oodles", "noodle🇸",
        "\U000e0068\U000e006f\U000e0074\U000e0070\U000e006f\U000e0074", "hot\U000e0070\U000e006f\U000e0074",
        "🇭0tp0t", "m🇦ke soup", "🇲ake soup", "make sou🇵", "b🇮scuit",
    ],
    "mixed": [
        "ＨＯＮＧ 烧肉", "hong\u200b烧肉", "红*shao*肉", "氵去-轮-车", "氵去車侖車", "鸿 燒 肉", "宏😀烧😀肉",
        "n\u200b0\u200b0dles", "Ｎ００ＤＬＥＳ", "肉\u200b燒\u200b紅", "ʇ*o*d*ʇ*o*ɥ", "hóng·烧·肉",
        "清\ufe0f征\ufe0f娱", "fa 輪 車", "砝.輪.車", "bei jing 烤鴨",
    ],
}  # fmt: skip

BENIGN: dict[str, list[str]] = {
    "traditional and variants": [
        "紅色", "燒水", "清晨的魚", "北京", "葫蘆", "羊肉湯", "鴨子", "輪船", "方法與車輪", "牆上", "紅燒魚",
        "清蒸肉", "烤肉", "冰糖", "法官的車",
    ],
    "width and other alphabets": [
        "ｎｏｄｅ", "ＳＯＵＰ", "ｍａｋｅ　ｉｔ", "ⓗⓞⓣ", "🅗🅞", "𝐡𝐨𝐭 𝐝𝐨𝐠", "нооdlе", "привет", "καλημέρα",
        "ʜᴏᴛᴇʟ", "bíscüits", "pot ḥøt", "makes soup", "make soups", "ɑ̃",
    ],
    "invisible characters": [
        "红\u200b肉", "烧\u200d红", "n\u200bode", "noodle\u200bss", "hot\u2063pots", "烤\u034f肉", "a\u0301",
        "红\ufe0f色", "北\u2066京\u2069", "法\U000e0061官", "make\u200bup soup", "bis\u0336cotti",
        "no\u200codle", "\u202e肉烧", "鱼\u00ad肉",
    ],
    "separators and emoji": [
        "红，绿，肉", "红。肉", "烤 肉 鸭", "no. odles of", "a no odles", "ma ke soup",
        "make, a soup", "hot, pot", "法，律，车", "红😀肉", "北/京",
        "1.2.3", "n o d e s", "清-鱼", "烤" + "。" * 65 + "鸭",
    ],
    "pinyin": [
        "hong kong", "shao rou", "hong shao", "hongshao", "beijing", "kaoyan", "rou hong shao",
        "hong shaorous", "fa lun", "falunches", "bingtang", "hongshaoroux", "xhongshaorou", "红shao", "shao肉",
        "kao ya l", "kaoyal", "hong, shao, rou", "bei jing. kao ya", "hong\nshao rou", "hong，shao rou",
        "hong, shao肉",
    ],
    "initials": [
        "ftq", "hdx", "ftqhd", "ftqhdxx", "xftqhdx", "hsr", "HSR", "bjky", "qzy", "btfl", "ftp", "f t q",
        "flc", "FLC 2024", "ftq y", "红sh肉", "红t肉", "10h 烧肉", "红烧R", "hs肉", "红烧 rx", "b京k鸭",
        "k鸭", "T恤红", "A股烧肉",
    ],
    "homophones": [
        "红烧油", "红少鱼", "清真寺", "清真鱼", "北京考研", "背景考研", "发轮胎", "法律车", "冰糖", "轻松",
        "罚款", "车轮", "青山", "洪水", "宏观", "红烧猪肉", "阳光", "弘扬", "青年争取",
    ],
    "parts": [
        "水去哪了", "火考试", "工人", "车轮", "日月", "木子", "女子", "水青色", "甲鸟", "人工", "火车", "纟",
        "红火", "米糖", "讠",
    ],
    "alike": [
        "法律车", "法论", "水果糖", "永远", "清白", "北方", "沦为", "抡起", "军车", "砝码", "法国车", "论法",
        "水壶", "糖水", "角落",
    ],
    "turned": [
        "ɐ", "ǝ", "odd", "pod", "top", "tops", "dos", "noon", "ɯ", "kʌp", "ʃɪp", "pots", "spot", "sq.", "upon",
    ],
    "leet": [
        "n00b", "2024", "h0t", "p07", "8bit", "mp3", "n0", "m4", "soup 50", "1st", "b2b", "h2o", "5g",
        "n00dle", "hotp0tx", "bi$", "$5", "a@b.cn", "4K", "h264", "H.265", "R2D2", "GPT-4", "iPhone15", "c0de", "m4a",
        "7z", "x86", "b4", "l33t", "50 up", "b1scu1ts", "mac0s", "100% soup", "soup@home.cn", "bisc!t",
    ],
    "backwards": [
        "肉烧", "烧红", "京北", "芦葫", "墙跳", "蟹皇", "肉红烧", "鸭北京烤", "车法轮", "top", "puos", "ekam",
        "tops", "pot hot", "sel do x",
    ],
    "filled": [
        "红1烧2肉", "红1烧肉", "1红1烧1", "红的肉", "红的烧", "烤1鸭", "清口蒸", "红11烧11肉", "红烧1肉1", "红1烧1油",
        "口口口", "一的二的三", "红1绿1肉", "x法x轮x", "红a烧b肉",
    ],
    "flags and tags": [
        "🇨🇳", "🇨🇳🇺🇸", "🇳🇴", "🇭🇴🇹", "🇸🇴🇺🇵", "🇭🇴🇹🇵🇴🇹🇸", "a🇳🇴🇴🇩🇱🇪🇸", "🇲🇦🇰🇪", "🇩🇪🇫🇷",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "🇳🇴🇴🇩", "🇺🇳", "🇲🇦🇰🇪 🇺🇵", "noo🇩", "🇭ot🇸",
    ],
    "mixed": [
        "hong 烧", "红*shao", "氵轮", "鸿雁燒水", "n\u200b0", "ＮＯＤＥ", "肉\u200b紅", "ʇ*o*d", "hóng·烧",
        "fa 律", "砝.码", "bei 烤子", "清\ufe0f征", "宏😀烧", "氵去",
    ],
}  # fmt: skip


def found(text: str) -> list[tuple[int, int]]:
    return [f.at for f in findings(CHECK, text) if f.at and f.risk == "abuse.spam"]


@pytest.mark.parametrize("family", FOUND)
def test_each_family_is_found_where_it_stands(family: str) -> None:
    assert len(set(FOUND[family])) >= 15
    missed = [text for text in FOUND[family] if (3, 3 + len(text)) not in found(f"我说 {text}。好吗")]
    assert missed == []


@pytest.mark.parametrize("family", BENIGN)
def test_its_neighbours_are_not(family: str) -> None:
    assert len(set(BENIGN[family])) >= 15
    assert [text for text in BENIGN[family] if found(f"我说 {text}。好吗")] == []


ATOMS = [
    "红", "烧", "肉", "烤", "鸭", "法", "轮", "车", "宏", "少", "柔", "火", "考", "仑", "沦", "水", "去", "氵",
    "hong", "shao", "rou", "fa", "lun", "che", "kao", "n00", "dles", "b", "!", "scuit", "m@ke", "soup", "ʇ",
    "o", "dʇ", "ɥ", "1", "x", "$", "@", "🇸", "s0up", "noodle", "的", " ", "*", "。", "\u200b", "2", "4", "肉烧红",
    "hong2",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(ATOMS) | st.sampled_from(["*" * 65, "\u200b" * 257, "字" * 190]), max_size=10).map(
    "".join
)
SHORT_TEXTS = st.lists(st.sampled_from(ATOMS), max_size=7).map("".join)


@settings(max_examples=600)
@given(text=SHORT_TEXTS, rest=SHORT_TEXTS)
@example(text="红少", rest="肉")
@example(text="红*少" + "*" * 64, rest="肉")
@example(text="法车", rest="仑车")
@example(text="b", rest="!scuit")
def test_a_cut_is_lawful_with_every_family(text: str, rest: str) -> None:
    assert_cut_is_lawful(CHECK, text, rest)


@settings(max_examples=300)
@given(pieces=st.lists(SHORT_TEXTS, max_size=5), long=TEXTS)
def test_any_chunks_find_what_the_whole_finds(pieces: list[str], long: str) -> None:
    assert_chunks_agree(CHECK, [*pieces, long])
    assert_chunks_agree(CHECK, list("".join(pieces)))


def test_two_spellings_of_a_phrase_count_once() -> None:
    check = Words(Lexicon((entry("红烧肉", "abuse.spam", 0.6), entry("清蒸鱼", "abuse.spam", 0.5)), "soft"))
    assert {f.score for f in findings(check, "红烧肉和hongshaorou和宏烧肉")} == {0.6}
    assert {f.score for f in findings(check, "红烧肉和卿争鱼")} == {1.0}


def test_a_phrase_of_two_characters_counts_half_where_it_is_spelled() -> None:
    check = Words(Lexicon((entry("烤鸭", "abuse.spam"),), "short"))
    assert [f.score for f in findings(check, "kaoya")] == []
    assert [f.score for f in findings(check, "烤ya和烤鸭")] == [0.5, 1.0]


def test_what_hides_without_need_is_not_looked_for() -> None:
    check = Words(Lexicon((entry("红烧肉", "abuse.spam", 0.4),), "light"))
    assert findings(check, "hongshaorou宏烧肉肉烧红") == []
