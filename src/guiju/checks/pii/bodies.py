"""pii.org: companies, schools, hospitals, offices and the like, by what their names end with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guiju.checks.pii.identifier import Identifier
from guiju.checks.pii.places import region_at

RISK = "pii.org"

SURE, WEAK = 0.9, 0.5
"""Scores: what only organisations end with · what other words end with too."""

_SURE = (
    "股份有限公司|有限责任公司|有限公司|集团公司|分公司|子公司|总公司|公司|集团|大学|学院|中学|小学|幼儿园|附属医院|人民医院|医院|卫生院|支行|分行|银行|信用社|"
    "人民法院|法院|检察院|公安局|派出所|交警队|管理局|教育局|税务局|工商局|监督局|环保局|卫生局|民政局|财政局|委员会|研究所|研究院|研究中心|设计院|科学院|"
    "协会|学会|基金会|联合会|商会|律师事务所|会计师事务所|事务所|俱乐部|出版社|杂志社|报社|通讯社|电视台|人民政府|市政府|县政府|区政府|省政府|居委会|村委会|"
    "街道办事处|办事处|管委会|证券交易所|交易所|证券|保险公司|博物馆|图书馆|党校|大使馆|领事馆|使馆"
)
_WEAK = (
    "工厂|厂|局|厅|部|院|所|社|中心|基地|实验室|旗舰店|专卖店|工作室|科技|控股|股份|投资|传媒|药业|实业|置业|资本|基金"
)
_WITHIN = "[\u4e00-\u9fff](?<![和与及在是由任为至对将原现])"
_MORE = (
    # A company of a group, a school of a university, a branch of a bank.
    rf"(?<=集团|公司|证券|银行|究所|实业)(?:[）)])?(?:{_WITHIN}){{0,8}}?(?:股份有限公司|有限责任公司|有限公司|总公司)|"
    rf"(?<=公司|银行)(?:{_WITHIN}){{2,8}}?(?:分公司|分行|支行|营业部)|"
    rf"(?<=大学|学院)(?:{_WITHIN}){{2,8}}?(?:学院|研究院|研究所|医院|研究中心)"
)
_BODY = re.compile(
    rf"(?:{_SURE}|{_WEAK})(?:(?:{_MORE}){{1,2}}+|[（(][\u4e00-\u9fff]{{2,6}}[）)](?:(?:{_WITHIN}){{0,8}}?(?:股份有限公司|有限责任公司|有限公司|总公司|公司))?)?"
)
_OFFICES = (
    "国务院|(?:外交|教育|公安|财政|商务|国防|司法|科技|工信|民政|农业|农业农村|生态环境|水利|交通运输|交通|铁道|建设|住建|"
    "文化|卫生|人社|人力资源和?社会保障)部(?![门长署分位])|审计署|海关总署|"
    "(?:国家|中国)?(?:发改委|证监会|银监会|保监会|银保监会|国资委|卫健委)|国家[\u4e00-\u9fff]{2,6}(?:局|委员会)|"
    "最高人民(?:法院|检察院)|中国人民银行|中央电视台|央视|央行(?!政)|新华社|人民日报|中纪委|全国人大常委会|全国人大|全国政协|"
    "联合国|世卫组织|世界卫生组织|世贸组织|(?<![湖河东西])北约(?![有为])|欧盟|欧佩克|国际足联|美联储"
)
_KNOWN = re.compile(f"(?=[国外教公财商司科工民农生水交铁建住文卫人审海中发证银保最央新全联世北欧美])(?:{_OFFICES})")
_JOINS = frozenset("与和及或在是到等")
_SEATED = re.compile(r"(?:厂|局|厅|研究所|院|所|委)\Z")
_ONLY_WEAK = frozenset(_WEAK.split("|"))
_HAN = re.compile("[\u4e00-\u9fff]")
_NEVER = re.compile(
    # Nothing but characters in front: what may begin is then looked for at once.
    "我|你|他|她|它|们|这|那|哪|每|才|也|就|又|再|则|而|但|却|把|让|是|最|更|很|没|不|去|其(?<!土耳其)|都(?<![成首古]都)(?!市)|列出|计算|描述|确定|预测|访问|参观|"
    "使用|构建|生成|创建|设计(?!院)|削减|关于|通知|致电|调取|获悉|鼓励|感谢|主办单位|吸纳|中标|仅有|称为|刺激|例如|比如|包含|"
    "虽然|根据|按照|任命|出任|委托|聘请|起诉|状告|拒绝|要求|请求|举行|走进|参加|离开|选择|决定|存储|提取|简化|扩展|学生|女孩|"
    "一[个家所间]|以下|同一|唯一|上过"
)
_LEADS = re.compile(
    "(?:投诉|举报|单位|名称|被告人?|原告|上诉人|第三人|申请人|[甲乙丙]方|客户|供应商|雇主|东家|调[往任入]|转[入往]|派往|位于|院校|[：:]|毕业于|就职于|任职于|就读于|供职于|受雇于|入职|加入|加盟|来自|前往|现任|曾任|历任|兼任|担任|至今任|起任|并任|任|系|在|到|于|由|和|与|及|或|向|对|为|从|"
    "以及|据|经|通过|收购|投资了|成立|创办|创立|进入|考上|考入|联系|推荐|介绍|评价|分析|告诉|表示|称|因为|因|当|给|今天|昨天|今年|去年|年|月|日|起|至|前|后|"
    "等|其中|包括|还有|以|将|已|被|比|像|做|去|来|的|在|只有|各大|等|某家|一家|这家|那家|两家|多家|几家|各家|每家|家)"
)
_NOBODY = re.compile(
    "(?:现任|历任|曾任|担任|任|本|该|某|此|各|每|贵|敝|整个|所有|全体|全部|其他|其它|任何|许多|很多|不少|多|一|两|几|个|新|老|大|小|好|外|私|上|下|同|网上|初创|新创业?|创业|主流|贷款|小额贷款|博彩|设计|拍卖|"
    "成功|失败|给定|近期|有关|相关|知名|大型|中型|小型|中小|主要|石油|制药|制造|保险|物流|建筑|软件|游戏|广告|旅游|航空|"
    "汽车|食品|服装|电力|能源|化工|咨询|金融|各|女|主办|缺点|首先|利益|开发|快递|筹款|私人|中央|地方|部分|千|万|百|十|三|四|五|六|七|八|九|余|名|"
    "民营|国有|外资|中外|国内|国外|"
    "当地|上市|分|总|母|子|名牌|重点|私立|公立|民办|综合|附近|去|上|某|读|开|办|到|从|进|住|出|看|商业|投资|房地产|科技|互联网|跨国|外国|男子|女子|公办|专科)+"
)
_GOES_ON = re.compile(
    "[大中小]学[习生时里期教毕四费录到会阶城]|学会[了如怎用做放在与和自]|银行[业家卡账存贷信利同间]|公司[法债税制]|证券[市业法投交]|"
    "集团[军化]|(?:医院|法院)里"
)


def bodies(text: str, at: int) -> Iterator[Identifier]:
    """Organisations: from the first region's name or what leads to one, up to the ending."""
    floor = 0
    for found in _KNOWN.finditer(text):
        yield Identifier(RISK, at + found.start(), at + found.end(), SURE)
    for found in _BODY.finditer(text):
        weak = found[0].partition("（")[0].partition("(")[0] in _ONLY_WEAK
        goes_on = weak and bool(_HAN.match(text, found.end()))
        if goes_on and found[0] not in "局厅":
            continue
        start = _opening(text, floor, found.start())
        seated = weak and bool(region_at(text, start)) and found.end() - start > 4
        if goes_on and not seated:
            continue
        name = text[start : found.start()]
        if (
            2 <= len(name) <= 24
            and not _NOBODY.fullmatch(name)
            and not _GOES_ON.match(text, found.end() - 2)
            and (name[-1] not in _JOINS or region_at(text, start))
        ):
            sure = not weak or (seated and bool(_SEATED.search(found[0])))
            yield Identifier(RISK, at + start, at + found.end(), SURE if sure else WEAK)
        floor = found.end()


def _opening(text: str, floor: int, end: int) -> int:
    for never in _NEVER.finditer(text, floor, end):
        floor = never.end()
    start = floor
    for lead in _LEADS.finditer(text, floor, end):
        if end - lead.end() >= 2:
            start = lead.end()
    for at in range(floor, min(end - 1, start + 2)):
        if region_at(text, at):
            return at
    front = re.match("[0-9\uff10-\uff19年月日：:（）()#~—－、-]+", text[start:end])
    return start + front.end() if front else start
