"""Names of persons, and words that only look like names."""

from __future__ import annotations

import re

import pytest

from tests.checks.pii.numbers import found

KIND = "pii.person"
WORDS = re.findall(
    r"\w+",
    "高兴 白云 张开 王国 黄金周 马上 方法 江山 安全 安静 白天 白菜 包括 包子 毕业 "
    "毕竟 边界 常常 常见 车站 成功 成为 程序 程度 池塘 东西 东方 杜绝 段落 方便 "
    "方向 房子 房间 丰富 封闭 付款 干净 甘蔗 高中 高速 古代 顾客 关系 关于 管理 "
    "广告 国家 海洋 韩国 汉语 何必 和平 贺卡 洪水 胡说 胡子 花园 华为 黄河 黄瓜 "
    "黄色 惠州 霍乱 吉他 计划 计算机 季节 简单 江湖 焦虑 金融 金额 景色 康复 空调 "
    "兰花 蓝天 雷电 冷静 黎明 连续 廉价 凉爽 林业 龙舟 楼梯 陆地 路上 路由器 罗列 "
    "马路 毛巾 米饭 苗条 明天 明白 莫名 牧民 南方 牛奶 欧洲 庞大 皮肤 平安 平均 "
    "齐全 钱包 强大 秦朝 曲线 全部 全国 任务 任何 荣誉 容易 沙漠 商店 尚未 申请 "
    "沈阳 盛大 施工 石头 时间 史上 水果 司机 宋朝 苏州 孙子 童话 涂料 万一 万岁 "
    "王者 危险 卫生 温度 文化 闻名 巫师 武术 伍 席位 习惯 夏天 项目 向前 萧条 "
    "谢谢 解决 熊猫 许多 宣传 严格 颜色 燕子 阳光 叶子 易经 应该 游戏 于是 余额 "
    "元旦 云南 曾经 展 章节 郑重 支持 周末 周围 诸多 祝福 庄严 卓越 祖国 左右 "
    "能力 别人 充满 连接 都市 步行 盖子 相信 查看 单位 权利 党员 宿舍 阴雨 ",
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我叫张三，今年二十岁", "张三"), ("姓名：欧阳娜娜", "欧阳娜娜"), ("请联系王建国先生", "王建国"),
        ("我妈妈叫刘桂芳", "刘桂芳"),
        ("帮我写一封信给陈静", "陈静"), ("周杰伦的新歌", "周杰伦"),
        ("（记者 李卫东）", "李卫东"),
        ("收件人：赵雪梅", "赵雪梅"), ("原告孙丽华诉称", "孙丽华"), ("司马懿说", "司马懿"),
        ("班主任吴敏找我谈话", "吴敏"),
        ("唐纳德·特朗普表示", "唐纳德·特朗普"), ("患者何秀英，女", "何秀英"), ("与马晓东和解", "马晓东"),
    ],
)  # fmt: skip
def test_a_name_is_found(text: str, name: str) -> None:
    assert [piece for risk, piece in found(text) if risk == KIND] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("主演张译、杜江领衔", ["张译", "杜江"]), ("业主王琴投诉物业", ["王琴"]), ("由许燕代班。", ["许燕"]),
        ("医生王林为患者解建平做了手术", ["王林", "解建平"]), ("队员武磊受伤", ["武磊"]),
        ("记者李雪琴报道", ["李雪琴"]),
        ("委托代理人隋红。", ["隋红"]), ("昨天张军给我发短信", ["张军"]), ("群主陈晓发了通知", ["陈晓"]),
        ("面试官孙莉问我", ["孙莉"]), ("陈凯歌导演的电影", ["陈凯歌"]), ("收件人：万桂花", ["万桂花"]),
        ("明浩宇、水欣怡、党文博三位同学获奖", ["明浩宇", "水欣怡", "党文博"]), ("审判长梁文静", ["梁文静"]),
        ("法院判处韦世强有期徒刑", ["韦世强"]), ("我和林巧去吃饭", ["林巧"]), ("嫌疑人施伟落网", ["施伟"]),
    ],
)  # fmt: skip
def test_names_stand_in_many_contexts(text: str, names: list[str]) -> None:
    assert [piece for risk, piece in found(text) if risk == KIND] == names


def test_several_names() -> None:
    assert [piece for _, piece in found("参会人员：王丽娟、刘志强、赵明辉。")] == ["王丽娟", "刘志强", "赵明辉"]


@pytest.mark.parametrize("frame", ["{}", "今天{}怎么样？", "请解释一下{}。", "我觉得{}很重要", "关于{}的说明"])
def test_words_that_begin_as_names_do_are_none(frame: str) -> None:
    assert len(WORDS) >= 190
    assert {word: found(frame.format(word)) for word in WORDS if KIND in dict(found(frame.format(word)))} == {}


@pytest.mark.parametrize("text", ["王先生您好", "张女士", "李老师说得对", "老王", "小李", "某某"])
def test_a_surname_with_a_title_tells_nobody(text: str) -> None:
    assert found(text) == []
