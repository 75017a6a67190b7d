"""Names in Latin letters, names of other languages without a dot, addresses as they are written in English."""

from __future__ import annotations

import pytest

from tests.checks.pii.numbers import found

PERSON, ADDRESS = "pii.person", "pii.address"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My name is Kwame Mensah and I need help", "Kwame Mensah"),
        ("I met John Smith yesterday.", "John Smith"),
        ("Dear Mrs. Sarah Connor,", "Sarah Connor"),
        ("Contact Wang Xiaoming for details", "Wang Xiaoming"),
        ("Li Wei is my colleague", "Li Wei"),
        ("Xiaoming Zhang wrote it", "Xiaoming Zhang"),
        ("我叫Emily Brown，", "Emily Brown"),
        ("Name: Adaeze Okafor", "Adaeze Okafor"),
        ("Mary J. Watson called", "Mary J. Watson"),
        ("请联系David Miller处理", "David Miller"),
        ("Dr. Alice Chen will see you", "Alice Chen"),
        ("Kind regards, Oluwaseun Adeyemi", "Oluwaseun Adeyemi"),
        ("帮我给玛丽写一封信", "玛丽"),
        ("特朗普在推特上发文", "特朗普"),
        ("约翰逊辞去职务", "约翰逊"),
        ("比尔盖茨捐出财产", "比尔盖茨"),
        ("费舍尔表示，", "费舍尔"),
        ("我和詹妮弗去公园", "詹妮弗"),
        ("我同事Kevin下周去出差", "Kevin"),
        ("请把邮件发给Rachael Gibbs。", "Rachael Gibbs"),
        ("Spencer, or Kimberly Pham said so", "Kimberly Pham"),
        ("Jessica说她不来了", "Jessica"),
        ("Thanks, Kelly Mckenzie", "Kelly Mckenzie"),
        ("候选人Priya Sharma下周一入职", "Priya Sharma"),
    ],
)
def test_a_name_is_found(text: str, name: str) -> None:
    assert [piece for risk, piece in found(text) if risk == PERSON] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "New York City is big",
        "Hong Kong and San Francisco",
        "Visual Studio Code",
        "Thank You Very Much",
        "Python List Sort",
        "Mr. Smith is here",
        "the Great Wall of China",
        "my name is unknown",
        "May Day parade",
        "Tang Dynasty poems",
        "Long March rocket",
        "Tai Chi and Feng Shui",
        "Washington Post",
        "Virginia Beach",
        "University of Michigan",
        "United States of America",
        "Machine Learning Engineer",
        "He Can Do It",
        "Name: Unknown",
        "import React from 'react'",
        "class LinearRegression(Model)",
        "JohnSmith@",
        "https://example.com/John_Smith",
        "俄罗斯表示强烈谴责",
        "加拿大表示欢迎",
        "约翰内斯堡的天气",
        "华盛顿州",
        "达尔文港",
        "特斯拉公司",
        "达尔文主义",
        "玛丽苏小说",
        "汤姆猫",
        "维多利亚湖",
        "威廉希尔开出赔率",
        "西班牙教授",
        "亚历山大港",
        "我和Java程序员聊天",
        "跟Siri说话",
        "Kevin Award",
        "Thomas College",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert [piece for risk, piece in found(text) if risk == PERSON] == []


@pytest.mark.parametrize(
    "address",
    [
        "123 Main Street, Springfield, IL 62704",
        "221B Baker Street",
        "4500 W. Oak Avenue, Apt 12, Austin, TX 78701",
        "P.O. Box 1234",
        "10 Downing Street, London, SW1A 2AA",
        "1600 Pennsylvania Ave, Washington, DC 20500",
        "77 Sunset Blvd, Suite 300",
        "9 42nd Street, New York, NY 10036",
        "Boise, ID 83702",
        "292 Allen Isle, Graveston, MO 31941",
        "2342 Smith Fall Apt. 379, West Michael, GU 68249",
    ],
)
@pytest.mark.parametrize("frame", ["{}", "I live at {}.", "Ship it to {} please", "我的地址是{}，谢谢"])
def test_an_address_is_found_whole(address: str, frame: str) -> None:
    assert found(frame.format(address)) == [(ADDRESS, address)]


@pytest.mark.parametrize(
    "text",
    [
        "In 2020 Wall Street fell",
        "Section 12 Road Safety",
        "3 ways to drive",
        "Version 2 Drive",
        "Chapter 5 Court Procedure",
        "Wall Street Journal",
        "$500 Oak Street",
        "24 Hour Drive",
        "Error, XX 12345",
        "Paris, France",
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert [piece for risk, piece in found(text) if risk == ADDRESS] == []
