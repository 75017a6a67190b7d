"""Learns src/guiju/checks/data/pii_names.npz anew: python tools/pii_names.py SILVER JIEBA_DICT.

SILVER is what tools/pii_silver.py wrote. JIEBA_DICT is the dictionary of jieba (MIT): its words are the table of
common words, its names give surnames and given names; more of these come from Faker's zh_CN (MIT). Names in the texts
are replaced by made ones, so that no real person's name weighs more than another's; frames of our own are added.
"""

from __future__ import annotations

import json
import math
import random
import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from guiju.checks.pii import foreign, weighing
from guiju.checks.pii.phrase import phrase_ends
from guiju.checks.pii.surnames import DOUBLE, SINGLE

Named = tuple[str, list[tuple[int, int]], list[tuple[int, int]]]
"""A text, the names in it, and spans of persons that are no such name and teach nothing."""


def listed(words: str) -> list[str]:
    """The words of a line."""
    return words.split()


HERE = Path(__file__).parent
OUT = HERE.parent / "src/guiju/checks/data/pii_names.npz"
TITLED = re.compile(".+(?:先生|女士|小姐|大爷|大妈|阿姨|某|某某|总|老师|太太|同学|医生|教授|师傅|姐|哥|叔|婆婆|氏)$")
FOREIGN = re.compile(rf"[{foreign.SYLLABLES}·]+")
WORDS_BETWEEN, BETWEEN, NEWS = 0.35, 250_000, 8
PLACED = ["张三", "李四", "王五", "赵六", "孙七", "周八", "李雷", "韩梅梅", "王小明", "李小红", "张伟", "王芳", "李娜"]
COMMON = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
)
OFFICES = listed(
    "医生 老师 律师 教授 经理 同学 先生 女士 小姐 主任 书记 局长 校长 护士 记者 总监 "
    "师傅 博士 院长 会计 司机 阿姨 警官 "
)
PLACES = listed(
    "北京 上海 天津 重庆 广东 江苏 浙江 山东 河南 四川 湖北 湖南 福建 安徽 陕西 云南 "
    "贵州 海南 深圳 银川 吉林 丹东 伊春 珠海 中国 "
)
BRANDS = listed(
    "华能 宏达 金健 东方 新华 恒生 美的 海旭 爱新 楚天 乐凯 万科 同方 白云 马应龙 苏福马 "
    "鼎强 顾家 雷士 凌云 任天堂 金龙鱼 "
)
TRADES = listed(
    "科技 实业 置业 化纤 电子 药业 生物 米业 矿业 化工 传媒 控股 投资 能源 酒业 食品 机械 水泥 纺织 新材料 网络 物流 "
)
FORMS = ["有限公司", "股份有限公司", "集团", "公司", "集团有限公司", "", "（集团）股份有限公司"]
ALIKE = listed(
    "李子 鲁莽 白云 安静 丁香 姜汤 凌晨 刘海 柳树 卢布 马虎 梅花 孟婆汤 宁静 祁连山 乔装 "
    "邵阳 唐诗 陶瓷 田野 汪洋 乌云 吴语 徐徐 杨柳 张力 赵州桥 朱红 贾府 荆棘 谷歌 高兴 "
    "张开 王国 江山 马上 方法 黄金周 黄河 黄山 华山 泰山 衡山 万科 张家口 张家界 石家庄 马来西亚 "
    "龙门石窟 卢沟桥 白洋淀 汤圆 花生 史诗 冷风 贺岁 温柔 严肃 武林 高山 高原 金山 金鱼 金牛 "
    "丁字路 孔雀 梁柱 梅雨 柏油 柏林 江南 水仙 水墨 石榴 石油 余生 余晖 向阳 向日葵 时光 "
    "时装 成语 成果 夏日 秋天 计策 应聘 车辆 班级 边缘 宫殿 关节 关心 路灯 牛肉 羊肉 "
    "鱼香 麦田 桂林 桂花 桑叶 云彩 明星 明月 阳台 林荫 林海 马尾 马桶 龙虾 龙井 熊掌 "
    "鹿茸 燕麦 柴火 米粉 谷物 葛根 蒲公英 芦苇 苗木 莫非 毛笔 毛毯 皮鞋 戴帽 封面 封城 "
    "项圈 祝贺 包容 包邮 屈服 闻到 申报 康复 安装 安排 管道 管家 单独 盛宴 储蓄 储备 "
    "终于 曲奇 戏曲 "
)
ABOUT = listed(
    "{} {}。 今天{}怎么样？ 请解释一下{} 解释{}的意思 我觉得{}很重要 关于{}的说明 {}是什么 什么是{} "
    "{}的意思 用{}造句 {}的特点 他很{} 介绍{} 写一篇关于{}的作文 {}和{} 喜欢{} {}、{}、{} "
    "{}多少钱 在{} 去{}玩 把{} {}吗 非常{} {}地 怎么{} 推荐{} "
)
FORM_OF = {2: 0, 3: 1, 13: 2, 14: 3}
SURELY, LEAN = 0.9, 0.3
LETTERS, VECTOR, INNER, BATCH, ROUNDS = 6000, 16, 48, 1024, 5


class Maker:
    """Draws names, words that begin as names do, and frames filled with them."""

    def __init__(self, dictionary: Path) -> None:
        self.draw = random.Random(5)
        self.words = np.zeros(1 << weighing.WORD_BITS, np.uint8)
        self.given, self.surnames = list[str](), list[str]()
        self.alike, weights = list[str](), list[float]()
        self.across, across = list[str](), list[float]()
        for line in dictionary.open(encoding="utf-8"):
            word, count, tag = line.split()
            if not re.fullmatch("[\u4e00-\u9fff]{2,4}", word):
                continue
            if tag == "nr" and word[0] in SINGLE and len(word) < 4:
                self.given.append(word[1:])
                self.surnames.append(word[0])
            if tag.startswith("nr"):
                continue
            if word[0] in SINGLE and int(count) >= 2 and len(word) < 4:
                self.alike.append(word)
                weights.append(int(count) ** 0.4)
            if any(char in SINGLE for char in word[1:-1]):
                self.across.append(word)
                across.append(int(count) ** 0.4)
            if int(count) >= 12 and len(word) < 4:
                place = weighing.word_place(word)
                self.words[place] = max(self.words[place], min(7, 1 + int(math.log2(int(count)) / 2.2)))
        self.weights, self.across_weights = list(accumulate(weights)), list(accumulate(across))
        self.letters = "".join(self.given)
        self.first: list[str] = list(import_module("faker.providers.person.zh_CN").Provider.first_names)
        pairs = (
            bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xD8, 0xF8) for cell in range(0xA1, 0xFF)
        )
        self.rare = [letter for letter in pairs if letter]
        self.leads, self.tails = [""], [""]
        self.contexts: dict[str, list[str]] = {
            "noun": [],
            "few": [],
            "role": [],
            "before": [],
            "after": [],
            "alike": ALIKE,
        }
        for line in (HERE / "pii_contexts.txt").read_text("utf-8").splitlines():
            kind, *pieces = line.split()
            self.contexts.setdefault(kind, []).extend(pieces)
        self.frames = [
            line for line in (HERE / "pii_frames.txt").read_text("utf-8").split("\n") if line and line[0] != "#"
        ]

    def name(self) -> str:
        """A name."""
        draw, chance = self.draw, self.draw.random()
        if draw.random() < 0.04:
            return draw.choice(PLACED)
        pool: Any = (
            COMMON
            if chance < 0.4
            else self.surnames
            if chance < 0.75
            else sorted(DOUBLE)
            if chance < 0.83
            else sorted(SINGLE - set("和但那况应从都相与当会能只如不其"))
        )
        chance = draw.random()
        if chance < 0.35:
            given = draw.choice(self.given)
        elif chance < 0.65:
            given = draw.choice(self.first)
        elif chance < 0.94:
            given = "".join(draw.choice(self.letters) for _ in range(2 if chance < 0.82 else 1))
        else:
            given = draw.choice(self.rare) + (draw.choice(self.letters) if chance > 0.97 else "")
        return str(draw.choice(pool)) + given[:2]

    def word(self) -> str:
        """A word that begins as a name does, or in which a name seems to begin."""
        chance = self.draw.random()
        if chance < 0.22:
            return self.draw.choice(self.contexts["alike"])
        if chance < 0.42:
            return self.draw.choices(self.across, cum_weights=self.across_weights)[0]
        return self.draw.choices(self.alike, cum_weights=self.weights)[0]

    def company(self) -> str:
        """An organisation."""
        draw = self.draw
        brand = draw.choice(BRANDS) if draw.random() < 0.6 else draw.choice(self.letters) + draw.choice(self.letters)
        return (
            draw.choice([draw.choice(PLACES), "", draw.choice(PLACES) + "市", ""])
            + brand
            + draw.choice(TRADES)
            + draw.choice(FORMS)
        )

    def frame(self) -> Named:
        """A frame of ours, filled."""
        text, names, draw = "", list[tuple[int, int]](), self.draw
        fill: dict[str, Callable[[], str]] = {
            "{O}": lambda: draw.choice(OFFICES), "{P}": lambda: f"1{draw.randrange(10**10):010}", "{C}": self.company,
            "{D}": lambda: str(draw.randint(1, 99)),
            "{U}": lambda: draw.choice(PLACES) + draw.choice(["大学", "学院", "中学"]),
        }  # fmt: skip
        for part in re.split(r"(\{[NOPDCU]\})", draw.choice(self.frames)):
            piece = self.name() if part == "{N}" else fill[part]() if part in fill else part
            if part == "{N}":
                names.append((len(text), len(text) + len(piece)))
            text += piece
        return text, names, []

    def between(self) -> Named:
        """Names, or a word, between what may stand left of one and what may stand right of it."""
        draw, contexts, names = self.draw, self.contexts, list[tuple[int, int]]()
        text = draw.choice(self.leads) if draw.random() < 0.5 else ""
        form = draw.random()
        if form > 0.88:
            text = ""
        text += draw.choice(contexts["before"]) if form < 0.5 else ""
        text += draw.choice(contexts["role"]) if 0.35 < form < 0.85 else ""
        text += draw.choice(["：", ":", " ", "（", "“", "，", "《"]) if draw.random() < 0.15 else ""
        pause = draw.choice(["、", "、", "，", " ", "和", "与", "", "；", "/"])
        many = draw.choice([1] * 9 + [2, 3, 4])
        named = draw.random() > WORDS_BETWEEN
        for number in range(many):
            text += pause if number else ""
            piece = self.name() if named else self.word()
            if named:
                names.append((len(text), len(text) + len(piece)))
            text += piece
        if form > 0.94:
            return text + draw.choice([*"：，、 （(:,|", "", "\n"]), names, []
        text += draw.choice(contexts["after"]) if draw.random() < 0.9 else ""
        return text + (draw.choice(self.tails) if draw.random() < 0.6 else ""), names, []

    def about(self) -> Named:
        """A frame about words that are no names."""
        return re.sub(r"\{\}", lambda _: self.word(), self.draw.choice(ABOUT)), [], []

    def varied(self, text: str, spans: list[tuple[int, int, str]], times: int) -> Iterator[Named]:
        """A labelled text as it is, with other names, with names for pronouns, and with other words for its nouns."""
        persons = [(a, b) for a, b, kind in spans if kind == "PER"]
        names = [(a, b) for a, b in persons if is_name(text[a:b])]
        known = (is_name, is_titled, is_foreign)
        other = [(a, b) for a, b in persons if not any(is_it(text[a:b]) for is_it in known)]
        yield text, names, other
        pronouns = {(a, b) for a, b, kind in spans if kind == "r" and text[a:b] in ("他", "她")}
        nouns = [(a, b) for a, b, kind in spans if kind in ("n", "nz", "vn", "an", "a")]
        people = [
            (b, b) if text[a:b] in self.contexts["role"] and self.draw.random() < 0.5 else (a, b)
            for a, b in nouns
            if text[a:b] in self.contexts["noun"]
            and text[a - 1 : a] not in self.contexts["few"]
            and text[b : b + 1] != "们"
        ]
        cut = self.draw.choice(spans or [(0, 0, "")])[0]
        self.leads.append(text[max(0, cut - 4) : cut])
        self.tails.append(text[cut : cut + 4])
        if pronouns and self.draw.random() < 0.7:
            yield self._with(text, {*names, *(one for one in sorted(pronouns) if self.draw.random() < 0.8)}, set(), [])
        for _ in range(times - 1 if people else 0):
            yield self._with(text, {*names, *people}, set(), other)
        if nouns and not other and self.draw.random() < 0.5:
            yield self._with(text, set(names), set(self.draw.sample(nouns, 1 + len(nouns) // 5)), [])
        for _ in range(times if names else 0):
            yield self._with(text, set(names), set(), other)

    def _with(
        self, text: str, names: set[tuple[int, int]], words: set[tuple[int, int]], other: list[tuple[int, int]]
    ) -> Named:
        out, at, placed, moved = "", 0, list[tuple[int, int]](), list[tuple[int, int]]()
        for a, b in sorted({*names, *words, *other}):
            out += text[at:a]
            piece = self.name() if (a, b) in names else self.word() if (a, b) in words else text[a:b]
            if (a, b) not in words:
                (placed if (a, b) in names else moved).append((len(out), len(out) + len(piece)))
            out, at = out + piece, b
        return out + text[at:], placed, moved


def is_foreign(text: str) -> bool:
    """Whether it is written as names of other languages are: no part of it is a Chinese name."""
    return len(text) > 2 and bool(FOREIGN.fullmatch(text))


def is_titled(text: str) -> bool:
    """Whether it is a surname with a title or the like."""
    return bool(TITLED.match(text))


def is_name(text: str) -> bool:
    """Whether it has the form of a Chinese name."""
    return not is_titled(text) and (
        (2 <= len(text) <= 3 and text[0] in SINGLE) or (3 <= len(text) <= 4 and text[:2] in DOUBLE)
    )


def examples(texts: list[Named]) -> Iterator[tuple[Any, Any]]:
    """Windows of candidates, and which of them are names."""
    for text, names, other in texts:
        codes, ends = weighing.points(text), phrase_ends(text)
        phrase = np.append(np.repeat(np.arange(len(ends)), np.diff([0, *ends])), -1)
        begin, form = weighing.candidates(codes)
        true, skipped = set(names), {place for a, b in other for place in range(a, b)}
        is_true = np.array([(int(a), int(a + n % 10)) in true for a, n in zip(begin, form, strict=True)], bool)
        kept = is_true | np.array([int(a) not in skipped for a in begin], bool)
        kept &= phrase[begin] == phrase[begin + form % 10 - 1]
        yield weighing.windows(codes, phrase, begin[kept], form[kept]).astype(np.uint16), is_true[kept]


def main() -> None:
    """Learns and writes."""
    maker, texts = Maker(Path(sys.argv[2])), list[Named]()
    for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
        kind, text, spans = json.loads(line)
        if text.isprintable() and max(text) < "\U00010000":
            texts += maker.varied(text, spans, NEWS if kind == "hallucination_uhgeval" else 3)
    told = len(texts)
    texts += [maker.frame() for _ in range(150_000)] + [maker.about() for _ in range(60_000)]
    texts += [maker.between() for _ in range(BETWEEN)]
    joined = [
        ("\n".join(text for text, _, _ in part), *moved(part))
        for part in (texts[at : at + 300] for at in range(0, len(texts), 300))
    ]
    pairs = list(examples(joined))
    print(len(texts), flush=True)
    learn(
        sum(len(true) for _, true in pairs[: told // 300]),
        np.concatenate([rows for rows, _ in pairs]),
        np.concatenate([true for _, true in pairs]).astype(np.float32),
        maker.words,
    )


def moved(part: list[Named]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The spans of several texts in these texts joined by lines."""
    names, other, at = list[tuple[int, int]](), list[tuple[int, int]](), 0
    for text, own, skipped in part:
        names += [(a + at, b + at) for a, b in own]
        other += [(a + at, b + at) for a, b in skipped]
        at += len(text) + 1
    return names, other


def learn(told: int, rows: Any, true: Any, words: Any) -> None:
    """Two models that are added, learnt together: weights of hashed features, and a small network over the letters.

    The first rows are told by others, who miss names: one that is surely a name teaches nothing, whatever they say.
    """
    draw = np.random.default_rng(0)
    features = np.concatenate(
        [weighing.hashed(rows[at : at + 50_000].astype(np.uint32)) for at in range(0, len(rows), 50_000)]
    )
    levels = words[
        np.concatenate(
            [weighing.word_places(rows[at : at + 50_000].astype(np.uint32)) for at in range(0, len(rows), 50_000)]
        )
    ]
    counts = np.bincount(rows[:, :9].ravel(), minlength=0x10000)
    letters = np.sort(np.argsort(-counts)[:LETTERS])
    letters = letters[counts[letters] > 5]
    places = np.zeros(0x10000, np.int32)
    places[letters] = np.arange(1, len(letters) + 1)
    shown, forms = places[rows[:, :9]], np.vectorize(FORM_OF.get)(rows[:, 9])
    size = 9 * VECTOR + 4 + 2 * levels.shape[1]
    net = {
        "letters": draw.normal(0, 0.1, (len(letters) + 1, VECTOR)), "inner": draw.normal(0, 0.08, (size, INNER)),
        "inner_bias": np.zeros(INNER),
        "outer": draw.normal(0, 0.2, INNER), "outer_bias": np.zeros(1),
    }  # fmt: skip
    net = {name: value.astype(np.float32) for name, value in net.items()}
    past = {name: (np.zeros_like(value), np.zeros_like(value)) for name, value in net.items()}
    plain, plain_past = np.zeros(1 << 18, np.float32), np.full(1 << 18, 0.05, np.float32)
    step = 0
    for turn in range(ROUNDS):
        order, rate, loss = draw.permutation(len(true)), 0.003 * (1 - turn / ROUNDS) + 3e-4, 0.0
        for at in range(0, len(true), BATCH):
            some = order[at : at + BATCH]
            seen = np.concatenate(
                [net["letters"][shown[some]].reshape(len(some), -1), np.eye(4, dtype=np.float32)[forms[some]],
                 levels[some] / 7, levels[some] > 0],
                1, dtype=np.float32,
            )  # fmt: skip
            before = seen @ net["inner"] + net["inner_bias"]
            after = np.maximum(before, 0)
            odds = after @ net["outer"] + net["outer_bias"][0] + plain[features[some]].sum(1)
            chance = 1 / (1 + np.exp(-odds))
            wrong = (chance - true[some]).astype(np.float32)
            loss += float(-np.log(np.where(true[some] > 0, chance, 1 - chance) + 1e-9).sum())
            if turn:
                wrong[(some < told) & (wrong > SURELY)] = 0
            descend(plain, plain_past, features[some], wrong, 0.01, 0.04)
            wrong /= len(some)
            back = np.outer(wrong, net["outer"]) * (before > 0)
            vectors = np.zeros_like(net["letters"])
            np.add.at(vectors, shown[some].ravel(), (back @ net["inner"].T)[:, : 9 * VECTOR].reshape(-1, VECTOR))
            slopes = {
                "letters": vectors, "inner": seen.T @ back, "inner_bias": back.sum(0),
                "outer": after.T @ wrong, "outer_bias": wrong.sum(keepdims=True),
            }  # fmt: skip
            step += 1
            for name, slope in slopes.items():
                mean, square = past[name]
                mean += 0.1 * (slope - mean)
                square += 0.001 * (slope * slope - square)
                net[name] -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        print(turn, loss / len(true), flush=True)
    gate, gate_past, gated = (
        np.zeros(1 << 16, np.float32),
        np.full(1 << 16, 0.05, np.float32),
        features[:, weighing.GATE] >> 2,
    )
    for _ in range(3):
        order = draw.permutation(len(true))
        for at in range(0, len(true), BATCH):
            some = order[at : at + BATCH]
            descend(gate, gate_past, gated[some], 1 / (1 + np.exp(-gate[gated[some]].sum(1))) - true[some], 0.02, 0.06)
    gate_whole, _ = whole(gate)
    plain[np.abs(plain) < 0.02] = 0
    plain_whole, scale = whole(plain)
    letters_whole, letters_scale = whole(net["letters"])
    np.savez_compressed(
        OUT, features=plain_whole, scale=scale, words=words, gate=gate_whole,
        letters=letters.astype(np.uint16), embedded=letters_whole,
        gate_least=np.int32(np.quantile(gate_whole[gated[true > 0]].sum(1, dtype=np.int32), 0.007)),
        embedded_scale=letters_scale,
        inner=net["inner"].astype(np.float16), inner_bias=net["inner_bias"],
        outer=net["outer"], outer_bias=net["outer_bias"] + LEAN,
    )  # fmt: skip
    print(OUT.stat().st_size, "bytes")


def descend(weights: Any, past: Any, places: Any, wrong: Any, shrink: float, rate: float) -> None:
    """One step down for weights that are added up, each at its own pace."""
    slope = np.bincount(places.ravel(), np.repeat(wrong, places.shape[1]), len(weights))
    met = np.flatnonzero(slope)
    step = (slope[met] + shrink * weights[met]).astype(np.float32)
    past[met] += step * step
    weights[met] -= rate * step / np.sqrt(past[met])


def whole(weights: Any) -> tuple[Any, Any]:
    """Weights as whole numbers of eight bits, and their scale."""
    scale = np.float32(np.abs(weights).max() / 127)
    return np.round(weights / scale).astype(np.int8), scale


if __name__ == "__main__":
    main()
