"""Addresses."""

from __future__ import annotations

import pytest

from tests.checks.pii.numbers import found

KIND = "pii.address"


@pytest.mark.parametrize(
    "address",
    [
        "北京市朝阳区建国路88号3单元502室", "上海市浦东新区世纪大道100号", "杭州市余杭区文一西路969号",
        "深圳市南山区科技园南区8栋",
        "海淀区中关村南大街5号院2号楼1201", "四川省成都市武侯区人民南路四段27号", "广东省广州市天河区体育西路103号",
        "江苏省苏州市吴中区木渎镇金山路2号", "河北省保定市涞水县三坡镇苟各庄村12号",
    ],
)  # fmt: skip
@pytest.mark.parametrize("frame", ["{}", "我住在{}。", "请寄到{}，谢谢", "收货地址：{}，电话", "地址是{}，"])
def test_an_address_is_found_whole(address: str, frame: str) -> None:
    assert found(frame.format(address)) == [(KIND, address)]


@pytest.mark.parametrize(
    "text",
    [
        "北京是中国的首都", "我想去上海旅游", "道路交通安全", "中国特色社会主义道路", "一条街道很长",
        "网络思路和出路", "3号线和5号线",
        "第三组第2名", "农村和城镇的发展", "广东省和湖南省", "南京市长江大桥",
        "小区里有一只猫", "在路上走了10分钟", "楼下的超市",
        "第一章第2节", "乡村振兴战略", "市区有3个公园",
    ],
)  # fmt: skip
def test_a_place_that_leads_to_no_door_is_none(text: str) -> None:
    assert [piece for risk, piece in found(text) if risk == KIND] == []
