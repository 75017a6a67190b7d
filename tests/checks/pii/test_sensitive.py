"""What is sensitive by article 28 of the PIPL, told of a person, and sentences that only speak of such matters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.checks.pii.sensitive import RISKS, _signs
from tests.checks.pii.numbers import found


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("health", "我患有糖尿病"),
        ("health", "李建国确诊肺癌晚期"),
        ("health", "他去年被诊断为抑郁症"),
        ("health", "我妈妈查出乳腺癌"),
        ("health", "我HIV检测呈阳性"),
        ("health", "我有高血压"),
        ("health", "她怀孕了"),
        ("health", "患者，男，确诊肺结核"),
        ("health", "I was diagnosed with breast cancer."),
        ("health", "My father suffers from dementia."),
        ("health", "我上个月做了心脏搭桥手术"),
        ("health", "姓名：王丽娟，诊断为高血压"),
        ("religion", "我信佛"),
        ("religion", "他是一名虔诚的佛教徒"),
        ("religion", "她皈依了伊斯兰教"),
        ("religion", "我爷爷信仰天主教"),
        ("religion", "I am a Muslim."),
        ("religion", "李建国也信奉基督教"),
        ("identity", "他是刑满释放人员"),
        ("identity", "我有案底"),
        ("identity", "我是同性恋"),
        ("identity", "她有二级残疾证"),
        ("location", "王建国昨天乘坐CA1234航班飞往北京"),
        ("location", "我老公昨晚入住如家酒店302房间"),
        ("location", "他的实时定位是东经116度"),
        ("location", "李建国目前的位置在人民广场"),
        ("minor", "我儿子今年8岁"),
        ("minor", "我女儿在上小学"),
        ("minor", "李小明，男，9岁"),
        ("minor", "My son is 7 years old."),
        ("minor", "她的孩子才三岁"),
        ("finance", "我的银行卡余额是12000元"),
        ("finance", "王建国的账户存款共50万"),
        ("finance", "我信用卡欠款3万元"),
        ("biometric", "我的指纹数据已被采集"),
        ("biometric", "王建国的DNA检测结果如下"),
        ("biometric", "她的人脸照片已上传"),
    ],
)
def test_what_is_told_of_a_person_is_found(kind: str, text: str) -> None:
    assert f"pii.{kind}" in dict(found(text))


BENIGN = re.split(
    r"\|",
    "糖尿病患者应控制饮食。|糖尿病是一种慢性病。|如何预防高血压？|我想了解糖尿病的症状|如果我得了癌症怎么办|我是否患有抑郁症|"
    "我没有高血压|我担心自己得了肺癌|他们信奉伊斯兰教|佛教起源于印度。|我想学习佛教文化|介绍一下基督教的历史|"
    "我国有五大宗教|我国糖尿病患者人数众多|他研究白血病的治疗|写一个关于他患癌症的故事|我觉得佛教很有意思|"
    "3岁孩子应该吃什么|8岁以下儿童免票|我8岁时搬到北京|我今年25岁|我儿子30岁|我儿子比他小3岁|小学教育很重要|"
    "上小学需要什么材料？|北京的酒店很多|这家酒店的位置在市中心|公司的位置是上海|飞机定位系统|请问酒店余额怎么查|"
    "账户余额是什么意思？|余额宝收益率3%|企业贷款100万元的利率|指纹识别技术的原理|人脸识别是一种技术|DNA是遗传物质。|"
    "基因是什么？|我们公司采用指纹打卡|残疾人保障法|同性恋在各国的法律地位|艾滋病的传播途径|耶稣是基督教的核心人物|"
    "清真寺是穆斯林做礼拜的地方|西藏的寺庙很美|麦加位于沙特阿拉伯|武汉是湖北的省会|我信任你|我相信他|请信守诺言|"
    "我有信心|我有病毒库更新的问题|我的电脑感染了病毒|他信主任的话|我是人|病人应当多休息|医生诊断疾病的方法|"
    "Diabetes is a chronic disease.|What is Buddhism?|I have a friend.|How to treat depression?|Islam is a religion.|"
    "If I have diabetes, what should I eat?|My son is tall.|The hotel is nice.",
)


def test_there_are_enough_of_them() -> None:
    assert len(BENIGN) >= 60


@pytest.mark.parametrize("text", BENIGN)
def test_what_is_told_of_nobody_is_none(text: str) -> None:
    assert {risk for risk, _ in found(text)} & RISKS == set()


def test_only_the_sentence_counts() -> None:
    assert found("我来了。糖尿病确诊了肺炎。") == []


BITS = [*sorted(set(re.findall("[\u4e00-\u9fff]{1,4}|[A-Za-z]+", _signs().all.pattern))), *"，我了 ", "7", "12"]


@given(st.lists(st.sampled_from(BITS), max_size=20).map("".join))
def test_signs_that_are_looked_for_by_their_beginnings_are_all_there(text: str) -> None:
    known = _signs()
    if not known.money.search(text):
        places = [[(m.lastgroup, m.span()) for m in each.finditer(text)] for each in (known.all, known.others)]
        assert places[0] == places[1]
