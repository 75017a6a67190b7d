"""Makes src/guiju/labels/data/label.otf, the font of the explicit labels, anew (run: python tools/label_font.py FONT,
with fonttools installed and FONT a bold Noto Sans CJK: a .otf of its Simplified Chinese, or the .ttc).

What stays: the characters that wordings are made of, ASCII and a few signs, as outlines; what goes: all else, the
tables for shaping, hints. The licence of the font (SIL OFL 1.1) lets it be cut and passed on under the same licence;
because a changed font may not bear a reserved name ("Source" is one), it is named anew.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

MADE = Path(__file__).parent.parent / "src/guiju/labels/data/label.otf"
NAME = "Guiju Label"
PHRASES = """
本内容由人工智能生成 可能为 疑似 合成 深度合成 含有 部分 全部 此该这是系非 所有 经过
使用 利用 通过 采用 基于 借助 算法 大模型 技术 机器 自动 图片 图像 照片 画面
插图 海报 绘画 视频 影片 动画 短片 片段 音频 声音 语音 配音 人声 音乐 歌曲 文字
文本 文章 文案 对话 回答 回复 答复 消息 虚拟场景 数字人 主播 形象 人物 人脸 换脸
真人 现实 真实 作品 产品 界面 页面 网页 程序 代码 数据 文件 文档 报告 演示 翻译
摘要 标题 封面 创作 制作 编辑 修改 修饰 美化 处理 辅助 提供 发布 上传 生产 转换
仅供参考 请注意 甄别 识别 核实 谨慎 判断 不代表 观点 立场 标识 标注 声明 提示 说明
来源 版权 的了和与或及以在中上下前后前面以下以上一二三四五六七八九十第年月日时分秒 模拟 仿真 疑为
可疑 演绎 艺术 加工 非实拍 无实物 属于 含 用户 平台 服务 公司 企业
"""
SIGNS = "·•—–…“”‘’《》【】（）〔〕「」、，。：；！？％－＋©®™ 　"


def characters() -> set[int]:
    """The code points that stay."""
    return {ord(char) for char in PHRASES + SIGNS if not char.isspace()} | set(range(0x20, 0x7F)) | {0xA0, 0x3000}


def opened(path: Path) -> TTFont:
    """The font of Simplified Chinese in a file."""
    if path.suffix.lower() != ".ttc":
        return TTFont(path)
    fonts = TTCollection(path).fonts
    return next(font for font in fonts if font["name"].getDebugName(1) == "Noto Sans CJK SC")


def cut(font: TTFont) -> None:
    """Takes away what is not drawn."""
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)


def renamed(font: TTFont) -> None:
    """Gives the font the name under which it is passed on, inside and out."""
    plain = NAME.replace(" ", "")
    source = font["name"].getDebugName(6)
    words = {1: NAME, 3: f"{plain}-Bold; cut from {source}", 4: f"{NAME} Bold", 6: f"{plain}-Bold"}
    for number, text in words.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    table = font["CFF "].cff
    table.fontNames = [words[6]]
    table.topDictIndex[0].FamilyName = NAME
    table.topDictIndex[0].FullName = words[4]


def main() -> None:
    """Writes the font and says how large it is."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python tools/label_font.py FONT (NotoSansCJK-Bold.ttc or NotoSansSC-Bold.otf)")
    font = opened(Path(sys.argv[1]))
    cut(font)
    renamed(font)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(MADE)
    print(f"{MADE.name}: {len(characters())} characters, {MADE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
