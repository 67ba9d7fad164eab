"""Openings as reports print them, each of another place or style, and what they tell."""

import datetime as dt
import json

import polars as pl
import pytest

from transforms.identity import SCHEMA, identify
from transforms.identity.gazetteer import OPEN, Region, gazetteer

GREETING = "各位代表：\n现在，我代表{who}，向大会报告工作，请予审议，并请政协委员提出意见。\n"


def told(text: str, **columns: object) -> dict[str, object]:
    frame = pl.DataFrame({"report_id": ["r"], "text": [text], **{k: [v] for k, v in columns.items()}})
    return identify(frame).row(0, named=True)


def opening(head: str, who: str = "市人民政府", rest: str = "") -> str:
    return f"{head}\n{GREETING.format(who=who)}{rest}"


# head, who speaks, code, chain, year, day of delivery
OPENINGS = {
    "province": (
        "政府工作报告\n——2019年1月15日在云南省第十三届人民代表大会第二次会议上\n云南省省长 某某",
        "省人民政府",
        "530000",
        "云南省",
        2019,
        "2019-01-15",
    ),
    "autonomous region": (
        "2023年广西壮族自治区政府工作报告\n——2023年1月12日在广西壮族自治区第十四届人民代表大会第一次会议上",
        "自治区人民政府",
        "450000",
        "广西壮族自治区",
        2023,
        "2023-01-12",
    ),
    "Tibet by its short name": (
        "西藏自治区2016年政府工作报告\n（2016年1月27日在西藏自治区第十届人民代表大会第四次会议上）",
        "自治区人民政府",
        "540000",
        "西藏自治区",
        2016,
        "2016-01-27",
    ),
    "municipality": (
        "政府工作报告\n—2018年1月23日在上海市第十五届人民代表大会第一次会议上\n上海市市长 某某",
        "上海市人民政府",
        "310000",
        "上海市",
        2018,
        "2018-01-23",
    ),
    "Chongqing as a province": (
        "重庆市人民政府工作报告（2022年）\n——2022年1月17日在重庆市第五届人民代表大会第五次会议上",
        "市人民政府",
        "500000",
        "重庆市",
        2022,
        "2022-01-17",
    ),
    "district of a municipality": (
        "北京市朝阳区2021年政府工作报告\n——2021年1月8日在北京市朝阳区第十六届人民代表大会第七次会议上",
        "区人民政府",
        "110105",
        "北京市朝阳区",
        2021,
        "2021-01-08",
    ),
    "the other 朝阳区": (
        "——2020年1月7日在长春市朝阳区第十八届人民代表大会第四次会议上\n朝阳区人民政府区长 某某",
        "区人民政府",
        "220104",
        "吉林省长春市朝阳区",
        2020,
        "2020-01-07",
    ),
    "朝阳 the city": (
        "朝阳市人民政府工作报告\n2019年1月8日在朝阳市第十一届人民代表大会第二次会议上",
        "市人民政府",
        "211300",
        "辽宁省朝阳市",
        2019,
        "2019-01-08",
    ),
    "朝阳 the county": (
        "2017年1月5日在朝阳县第十六届人民代表大会第五次会议上",
        "朝阳县人民政府",
        "211321",
        "辽宁省朝阳市朝阳县",
        2017,
        "2017-01-05",
    ),
    "county of a municipality": (
        "政府工作报告\n2014年1月9日在城口县第十六届人民代表大会第四次会议上\n城口县人民政府县长",
        "城口县人民政府",
        "500229",
        "重庆市城口县",
        2014,
        "2014-01-09",
    ),
    "sub-provincial city": (
        "政府工作报告——2013年1月28日在成都市第十六届人民代表大会第一次会议上",
        "成都市人民政府",
        "510100",
        "四川省成都市",
        2013,
        "2013-01-28",
    ),
    "Jilin the city": (
        "政府工作报告\n2018年1月5日在吉林市第十六届人民代表大会第二次会议上",
        "市人民政府",
        "220200",
        "吉林省吉林市",
        2018,
        "2018-01-05",
    ),
    "Jilin the province": (
        "政府工作报告\n2018年1月26日在吉林省第十三届人民代表大会第一次会议上",
        "省人民政府",
        "220000",
        "吉林省",
        2018,
        "2018-01-26",
    ),
    "Hainan prefecture in Qinghai": (
        "海南藏族自治州2022年政府工作报告\n——2022年1月20日在海南藏族自治州第十五届人民代表大会第二次会议上",
        "州人民政府",
        "632500",
        "青海省海南藏族自治州",
        2022,
        "2022-01-20",
    ),
    "autonomous prefecture, short": (
        "恩施州人民政府工作报告\n（2011年1月20日在恩施州第六届人民代表大会第六次会议上）",
        "州人民政府",
        "422800",
        "湖北省恩施土家族苗族自治州",
        2011,
        "2011-01-20",
    ),
    "city inside a prefecture of the same name": (
        "2015年1月14日在恩施市第七届人民代表大会第五次会议上\n恩施市人民政府市长",
        "市人民政府",
        "422801",
        "湖北省恩施土家族苗族自治州恩施市",
        2015,
        "2015-01-14",
    ),
    "city of an autonomous prefecture": (
        "云南省红河州个旧市2020年政府工作报告",
        "市人民政府",
        "532501",
        "云南省红河哈尼族彝族自治州个旧市",
        2020,
        None,
    ),
    "league": (
        "兴安盟行政公署工作报告\n——2019年1月18日在兴安盟人大工委全体会议上",
        "盟行政公署",
        "152200",
        "内蒙古自治区兴安盟",
        2019,
        "2019-01-18",
    ),
    "banner": (
        "2017年2月21日在鄂托克前旗第十五届人民代表大会第六次会议上\n鄂托克前旗人民政府旗长",
        "旗人民政府",
        "150623",
        "内蒙古自治区鄂尔多斯市鄂托克前旗",
        2017,
        "2017-02-21",
    ),
    "banner by its usual short form": (
        "科右前旗2021年政府工作报告",
        "旗人民政府",
        "152221",
        "内蒙古自治区兴安盟科尔沁右翼前旗",
        2021,
        None,
    ),
    "autonomous banner": (
        "鄂温克族自治旗人民政府工作报告\n2012年12月20日在鄂温克族自治旗第十二届人民代表大会第一次会议上",
        "自治旗人民政府",
        "150724",
        "内蒙古自治区呼伦贝尔市鄂温克族自治旗",
        2012,
        "2012-12-20",
    ),
    "autonomous county": (
        "2016年1月7日在长阳土家族自治县第八届人民代表大会第五次会议上\n长阳土家族自治县人民政府县长",
        "自治县人民政府",
        "420528",
        "湖北省宜昌市长阳土家族自治县",
        2016,
        "2016-01-07",
    ),
    "autonomous county of four peoples, by its short name": (
        "双江县人民政府工作报告（2018年2月1日）",
        "县人民政府",
        "530925",
        "云南省临沧市双江拉祜族佤族布朗族傣族自治县",
        2018,
        "2018-02-01",
    ),
    "city that answers to the province": (
        "政府工作报告\n——2022年1月6日在仙桃市第十届人民代表大会第一次会议上",
        "市人民政府",
        "429004",
        "湖北省仙桃市",
        2022,
        "2022-01-06",
    ),
    "forestry district": (
        "神农架林区2019年政府工作报告",
        "林区人民政府",
        "429021",
        "湖北省神农架林区",
        2019,
        None,
    ),
    "county that answers to the province": (
        "2020年琼中县政府工作报告",
        "县人民政府",
        "469030",
        "海南省琼中黎族苗族自治县",
        2020,
        None,
    ),
    "city of the corps": (
        "石河子市人民政府工作报告\n2014年1月10日在石河子市第八届人民代表大会第三次会议上",
        "市人民政府",
        "659001",
        "新疆维吾尔自治区石河子市",
        2014,
        "2014-01-10",
    ),
    "city without districts": (
        "政府工作报告——2017年1月9日在东莞市第十六届人民代表大会第一次会议上",
        "市人民政府",
        "441900",
        "广东省东莞市",
        2017,
        "2017-01-09",
    ),
    "county-level city": (
        "昆山市2020年政府工作报告",
        "市人民政府",
        "320583",
        "江苏省苏州市昆山市",
        2020,
        None,
    ),
    "name of one character": (
        "2015年赵县政府工作报告",
        "县人民政府",
        "130133",
        "河北省石家庄市赵县",
        2015,
        None,
    ),
    "county whose name hides in other words": (
        "和县人民政府工作报告\n2021年1月20日在和县第十七届人民代表大会第六次会议上",
        "县人民政府",
        "340523",
        "安徽省马鞍山市和县",
        2021,
        "2021-01-20",
    ),
    "place called like a word": (
        "合作市政府工作报告\n2018年1月9日在合作市第六届人民代表大会第三次会议上",
        "合作市人民政府",
        "623001",
        "甘肃省甘南藏族自治州合作市",
        2018,
        "2018-01-09",
    ),
    "district called like a word": (
        "2016年平安区人民政府工作报告",
        "平安区人民政府",
        "630203",
        "青海省海东市平安区",
        2016,
        None,
    ),
    "the same place before it was a district": (
        "平安县2014年政府工作报告",
        "县人民政府",
        "630221",
        "青海省海东市平安县",
        2014,
        None,
    ),
    "renamed city, old name": (
        "政府工作报告\n2009年1月8日在襄樊市第十四届人民代表大会第五次会议上",
        "市人民政府",
        "420600",
        "湖北省襄樊市",
        2009,
        "2009-01-08",
    ),
    "renamed city, new name": (
        "2012年襄阳市政府工作报告",
        "市人民政府",
        "420600",
        "湖北省襄阳市",
        2012,
        None,
    ),
    "county turned district": (
        "2008年1月8日在通州市第十三届人民代表大会第一次会议上",
        "通州市人民政府",
        "320683",
        "江苏省南通市通州市",
        2008,
        "2008-01-08",
    ),
    "Pu'er before 2007": (
        "思茅市人民政府工作报告（2006年2月20日）",
        "市人民政府",
        "530800",
        "云南省思茅市",
        2006,
        "2006-02-20",
    ),
    "prefecture before it was a city": (
        "政府工作报告\n1998年2月10日在保山地区人大工作会议上",
        "保山地区行政公署",
        "533000",
        "云南省保山地区",
        1998,
        "1998-02-10",
    ),
    "Chongqing before 1997": (
        "政府工作报告\n——1995年3月7日在重庆市第十二届人民代表大会第三次会议上",
        "市人民政府",
        "510200",
        "四川省重庆市",
        1995,
        "1995-03-07",
    ),
    "district under its city of the time": (
        "2016年1月20日在莱城区第十七届人民代表大会第五次会议上",
        "莱城区人民政府",
        "371202",
        "山东省莱芜市莱城区",
        2016,
        "2016-01-20",
    ),
    "merged district of today": (
        "上海市静安区2022年政府工作报告",
        "区人民政府",
        "310106",
        "上海市静安区",
        2022,
        None,
    ),
    "district abolished since": (
        "2013年1月10日在上海市闸北区第十五届人民代表大会第三次会议上",
        "闸北区人民政府",
        "310108",
        "上海市闸北区",
        2013,
        "2013-01-10",
    ),
    "new district of 2021": (
        "杭州市临平区2023年政府工作报告",
        "区人民政府",
        "330113",
        "浙江省杭州市临平区",
        2023,
        None,
    ),
    "zone with a statistical code": (
        "2022年苏州工业园区管委会工作报告",
        "苏州工业园区管委会",
        "320571",
        "江苏省苏州市工业园区",
        2022,
        None,
    ),
    "the nation": (
        "政府工作报告\n——2020年5月22日在第十三届全国人民代表大会第三次会议上\n国务院总理 李克强",
        "国务院",
        "000000",
        "中华人民共和国",
        2020,
        "2020-05-22",
    ),
    "the nation in 1954": (
        "1954年国务院政府工作报告\n——一九五四年九月二十三日在中华人民共和国第一届全国人民代表大会第一次会议上",
        "政府",
        "000000",
        "中华人民共和国",
        1954,
        "1954-09-23",
    ),
    "digits set apart": (
        "政 府 工 作 报 告\n—— 2 0 0 8 年 2 月 2 6 日 在 大 连 市 第 十 四 届 人 民 代 表 大 会 第 一 次 会 议 上",
        "市 人 民 政 府",
        "210200",
        "辽宁省大连市",
        2008,
        "2008-02-26",
    ),
    "full-width digits": (
        "——２００５年３月１日在泉州市第十四届人民代表大会第三次会议上",
        "市人民政府",
        "350500",
        "福建省泉州市",
        2005,
        "2005-03-01",
    ),
    "year in characters with circles": (
        "二○○七年政府工作报告\n——二○○七年一月十八日在洛阳市第十二届人民代表大会第四次会议上",
        "市人民政府",
        "410300",
        "河南省洛阳市",
        2007,
        "2007-01-18",
    ),
    "day in characters, thirty-first": (
        "（二〇一三年十二月三十一日在张掖市第三届人民代表大会第四次会议上）",
        "市人民政府",
        "620700",
        "甘肃省张掖市",
        2013,
        "2013-12-31",
    ),
    "date after the session": (
        "在绍兴市柯桥区第二届人民代表大会第一次会议上\n（2022年1月5日）\n柯桥区人民政府区长 某某",
        "区人民政府",
        "330603",
        "浙江省绍兴市柯桥区",
        2022,
        "2022-01-05",
    ),
    "adopted by": (
        "政府工作报告\n（2010年2月3日通化市第六届人民代表大会第四次会议通过）",
        "市人民政府",
        "220500",
        "吉林省通化市",
        2010,
        "2010-02-03",
    ),
    "posting time is no delivery": (
        "2021年榆林市政府工作报告\n发布时间：2021-03-02 10:15 来源：榆林日报\n浏览次数：12",
        "市人民政府",
        "610800",
        "陕西省榆林市",
        2021,
        None,
    ),
    "posting date beside the session": (
        "来源：赣南日报 时间：2020-06-01\n2020年5月14日在赣州市第五届人民代表大会第六次会议上",
        "市人民政府",
        "360700",
        "江西省赣州市",
        2020,
        "2020-05-14",
    ),
    "wire report before the text": (
        "新华社北京3月12日电\n政府工作报告\n——2023年3月5日在第十四届全国人民代表大会第一次会议上",
        "国务院",
        "000000",
        "中华人民共和国",
        2023,
        "2023-03-05",
    ),
    "navigation before the text": (
        """网站首页
山东省人民政府
烟台市人民政府
当前位置：首页 > 政务公开 > 政府工作报告
2019年蓬莱市政府工作报告
2019年1月23日在蓬莱市第十八届人民代表大会第三次会议上""",
        "蓬莱市人民政府",
        "370684",
        "山东省烟台市蓬莱市",
        2019,
        "2019-01-23",
    ),
    "acting head of a district": (
        "2017年2月23日在南京市江宁区第十七届人民代表大会第一次会议上\n江宁区人民政府代区长",
        "区人民政府",
        "320115",
        "江苏省南京市江宁区",
        2017,
        "2017-02-23",
    ),
    "numerals of the term beside the place": (
        "2020年1月5日在沭阳县十六届人大四次会议上",
        "县人民政府",
        "321322",
        "江苏省宿迁市沭阳县",
        2020,
        "2020-01-05",
    ),
    "one speaks for another": (
        "2018年1月4日在绥德县第十八届人民代表大会第二次会议上",
        "绥德县人民政府",
        "610826",
        "陕西省榆林市绥德县",
        2018,
        "2018-01-04",
    ),
    "delivered in December": (
        "2023年12月28日在株洲市第十六届人民代表大会第四次会议上",
        "市人民政府",
        "430200",
        "湖南省株洲市",
        2023,
        "2023-12-28",
    ),
    "special region": (
        "2024年文昌市人民政府工作报告\n2024年1月18日在文昌市第十五届人民代表大会第四次会议上",
        "市人民政府",
        "469005",
        "海南省文昌市",
        2024,
        "2024-01-18",
    ),
    "date alone on a line": (
        "政府工作报告\n2021年1月25日\n吴忠市人民政府市长",
        "市人民政府",
        "640300",
        "宁夏回族自治区吴忠市",
        2021,
        "2021-01-25",
    ),
    "a page's stamp alone on a line": (
        "榆林市2004年政府工作报告\n2004年03月12日",
        "市人民政府",
        "610800",
        "陕西省榆林市",
        2004,
        None,
    ),
    "two days of session": (
        "1964年国务院政府工作报告\n1964年12月21日和22日在第三届全国人民代表大会第一次会议上",
        "国务院",
        "000000",
        "中华人民共和国",
        1964,
        "1964-12-21",
    ),
    "date below the session and the speaker": (
        "政府工作报告\n在宜兴市第十六届人民代表大会第三次会议上\n宜兴市人民政府市长 某某\n2014年1月8日",
        "市人民政府",
        "320282",
        "江苏省无锡市宜兴市",
        2014,
        "2014-01-08",
    ),
    "first month by its old name": (
        "（二○一一年元月十六日在枣庄市第十四届人民代表大会第四次会议上）",
        "市人民政府",
        "370400",
        "山东省枣庄市",
        2011,
        "2011-01-16",
    ),
    "day and month, year in the title": (
        "2016年铜陵市政府工作报告\n1月12日在铜陵市第十五届人民代表大会第五次会议上",
        "市人民政府",
        "340700",
        "安徽省铜陵市",
        2016,
        "2016-01-12",
    ),
    "day and speaker in brackets": (
        "2016年铜陵市政府工作报告\n（2016年1月12日 某某某）",
        "市人民政府",
        "340700",
        "安徽省铜陵市",
        2016,
        "2016-01-12",
    ),
    "digits that the layout split": (
        "政府工作报告\n——20 16 年 1 月 1 2 日在铜陵市第十五届人民代表大会第五次会议上",
        "市人民政府",
        "340700",
        "安徽省铜陵市",
        2016,
        "2016-01-12",
    ),
    "collector's header": (
        "标题：2013年邯郸市政府工作报告\n发文单位：邯郸市人民政府\n发文时间：2013-03-11\n来源URL：http://example.cn/2016/05/06/1.html\n正文：",
        "市人民政府",
        "130400",
        "河北省邯郸市",
        2013,
        "2013-03-11",
    ),
    "collector's header, posted years later": (
        "标题：2013年邯郸市政府工作报告\n发文单位：邯郸市人民政府\n发文时间：2017-03-11\n正文：",
        "市人民政府",
        "130400",
        "河北省邯郸市",
        2013,
        None,
    ),
    "Danzhou is a prefecture since 2015": (
        "儋州市2018年政府工作报告",
        "市人民政府",
        "460400",
        "海南省儋州市",
        2018,
        None,
    ),
    "Danzhou before": (
        "儋州市2012年政府工作报告",
        "市人民政府",
        "469003",
        "海南省儋州市",
        2012,
        None,
    ),
}


@pytest.mark.parametrize("case", OPENINGS.values(), ids=OPENINGS)
def test_opening_tells_place_year_and_day(case: tuple[str, str, str, str, int, str | None]) -> None:
    head, who, code, chain, year, day = case
    row = told(opening(head, who))
    assert (row["region_code"], row["region_name"], row["report_year"]) == (code, chain, year)
    assert row["delivered_on"] == (dt.date.fromisoformat(day) if day else None)
    assert row["kind"] == "government_work_report"


# further heads, told by place and year alone: (head, who speaks, code, year)
HEADS = [
    ("【政府工作报告】衡阳市2023年政府工作报告（全文）", "市人民政府", "430400", 2023),
    (
        "丹寨县人民政府办公室关于印发2020年政府工作报告的通知\n各镇人民政府、街道办事处，县政府各工作部门：\n政府工作报告\n2020年3月10日在丹寨县第十七届人民代表大会第五次会议上",
        "县人民政府",
        "522636",
        2020,
    ),
    ("2022年1月10日在延边朝鲜族自治州第十六届人民代表大会第一次会议上\n州长 某某", "州人民政府", "222400", 2022),
    ("临夏回族自治州人民政府工作报告（2019年1月9日）", "自治州人民政府", "622900", 2019),
    ("2020年巴彦淖尔市杭锦后旗政府工作报告", "旗人民政府", "150826", 2020),
    ("新疆伊犁哈萨克自治州霍城县2018年政府工作报告", "县人民政府", "654023", 2018),
    ("喀什地区行署工作报告\n2016年1月12日在喀什地区人大工委会议上", "行署", "653100", 2016),
    (
        "厦门市思明区2021年政府工作报告——2021年1月12日在思明区第十七届人民代表大会第五次会议上",
        "区人民政府",
        "350203",
        2021,
    ),
    ("苏州高新区（虎丘区）2022年政府工作报告", "区人民政府", "320505", 2022),
    ("大连市金州区（金普新区）2020年政府工作报告", "区人民政府", "210213", 2020),
    ("上饶市广信区2020年政府工作报告", "区人民政府", "361104", 2020),
    ("上饶县2019年政府工作报告", "县人民政府", "361121", 2019),
    ("2003年2月20日在蓝田县第十五届人民代表大会第一次会议上", "县人民政府", "610122", 2003),
    ("桂林市市长某某：2020年政府工作报告", "市人民政府", "450300", 2020),
    (
        "发布机构：桂林市人民政府 发文日期：2020年02月10日\n标题：2020年桂林市政府工作报告 发布日期：2020年02月12日",
        "市人民政府",
        "450300",
        2020,
    ),
    ("海口市美兰区2019年政府工作报告", "区人民政府", "460108", 2019),
    ("政府工作报告\n2021年2月1日在三沙市第二届人民代表大会第三次会议上", "市人民政府", "460300", 2021),
    ("攀枝花市西区2018年政府工作报告", "区人民政府", "510403", 2018),
    ("2019年邢台市桥东区政府工作报告", "区人民政府", "130502", 2019),
    ("张家口市桥东区2019年政府工作报告", "区人民政府", "130702", 2019),
    ("大同市城区2016年政府工作报告", "区人民政府", "140202", 2016),
    ("2012年西安市长安区政府工作报告", "区人民政府", "610116", 2012),
    ("石家庄市长安区2012年政府工作报告", "区人民政府", "130102", 2012),
    ("枣庄市市中区2015年人民政府工作报告", "区人民政府", "370402", 2015),
    ("2017年山东省济南市市中区政府工作报告", "区人民政府", "370103", 2017),
    ("北京市密云县2013年政府工作报告", "县人民政府", "110228", 2013),
    ("北京市密云区2017年政府工作报告", "区人民政府", "110118", 2017),
    ("天津市蓟县2010年政府工作报告", "县人民政府", "120225", 2010),
    ("和田市2020年政府工作报告", "市人民政府", "653201", 2020),
    ("和田县2020年政府工作报告", "县人民政府", "653221", 2020),
    ("和田地区2020年政府工作报告", "行署", "653200", 2020),
    ("大理州2014年政府工作报告", "州人民政府", "532900", 2014),
    ("大理市2014年政府工作报告", "市人民政府", "532901", 2014),
    ("通化县2014年政府工作报告", "县人民政府", "220521", 2014),
    ("河南县2014年政府工作报告", "县人民政府", "632324", 2014),
    ("阿坝县2014年政府工作报告", "县人民政府", "513231", 2014),
    ("阿坝州2014年政府工作报告", "州人民政府", "513200", 2014),
    ("毕节地区2009年政府工作报告", "行署", "522400", 2009),
    ("毕节市2012年政府工作报告", "市人民政府", "520500", 2012),
    ("台州市黄岩区人民政府工作报告\n（2013年1月10日区十六届人大二次会议通过）", "区人民政府", "331003", 2013),
    ("长沙县人民政府工作报告\n——2015年12月28日在长沙县第十六届人民代表大会第五次会议上", "县人民政府", "430121", 2015),
    ("中共绍兴市委 绍兴市人民政府\n2020年4月29日在绍兴市第八届人民代表大会第五次会议上", "市人民政府", "330600", 2020),
    ("2018年安徽省六安市金寨县政府工作报告", "县人民政府", "341524", 2018),
    ("湖南省湘西州永顺县2016年政府工作报告", "县人民政府", "433127", 2016),
    ("内蒙古鄂尔多斯市2019年政府工作报告", "市人民政府", "150600", 2019),
    ("鄂托克旗2019年政府工作报告", "旗人民政府", "150624", 2019),
    ("深圳市龙华区2018年政府工作报告", "区人民政府", "440309", 2018),
    ("深圳市2018年政府工作报告", "市政府", "440300", 2018),
    ("嘉峪关市2018年政府工作报告", "市人民政府", "620200", 2018),
    ("上海市浦东新区2021年政府工作报告", "区人民政府", "310115", 2021),
    ("天津市滨海新区2021年政府工作报告", "区人民政府", "120116", 2021),
    ("济源市2013年政府工作报告", "市人民政府", "419001", 2013),
    ("宿州市2020政府工作报告", "市人民政府", "341300", 2020),
    ("泰州市姜堰区2014年政府工作报告", "区人民政府", "321204", 2014),
    ("姜堰市2011年政府工作报告", "市人民政府", "321284", 2011),
    ("2022年政府工作报告\n2022年1月4日在奉贤区第六届人民代表大会第一次会议上", "区人民政府", "310120", 2022),
]


@pytest.mark.parametrize(("head", "who", "code", "year"), HEADS, ids=[head[:24] for head, *_ in HEADS])
def test_head_tells_place_and_year(head: str, who: str, code: str, year: int) -> None:
    row = told(opening(head, who, f"一、{year - 1}年工作回顾\n过去一年，"))
    assert (row["region_code"], row["report_year"]) == (code, year)


# text without title, session or date → year of delivery, first and last year reviewed
YEARS = {
    "review heading": ("一、2017年工作回顾\n全市生产总值增长8%。\n二、2018年工作安排\n", 2018, (2017, 2017)),
    "plan heading only": ("过去一年，成绩来之不易。\n二、2016年主要目标任务\n", 2016, (2015, 2015)),
    "main work of the year ahead": ("一、2019年主要工作\n完成投资3亿元。\n二、2020年主要工作\n", 2020, (2019, 2019)),
    "headings without marks": ("2021年工作回顾\n过去一年很不平凡。\n2022年工作安排\n", 2022, (2021, 2021)),
    "heading runs into the text": (
        "请予审议。一、2012年工作回顾2012年，全市上下团结奋进。二、2013年工作安排",
        2013,
        (2012, 2012),
    ),
    "five years": (
        "一、过去五年工作回顾\n2021年，生产总值达到500亿元。\n二、今后五年奋斗目标\n三、2022年工作安排\n",
        2022,
        (2017, 2021),
    ),
    "five years and one": ("一、2016年及过去五年工作回顾\n二、2017年重点工作\n", 2017, (2012, 2016)),
    "two headings ahead": (
        "奋力完成2023年的各项任务\n2023年，生产总值增长6%。\n全力实现2024年的奋斗目标\n生产总值增长5%。\n",
        2024,
        (2023, 2023),
    ),
    "five-year plan": ("一、“十三五”时期工作回顾\n二、“十四五”奋斗目标\n三、2021年重点任务\n", 2021, (2016, 2020)),
    "plan of the term, named": ("一、“十一五”时期和2010年工作回顾\n二、2011年工作\n", 2011, (2006, 2010)),
    "six years": ("一、过去六年的工作回顾\n二、2007年的主要工作任务\n", 2007, (2001, 2006)),
    "goals in a sentence": ("全县经济稳中向好。\n2010年经济社会发展预期目标是：生产总值增长12%。", 2010, (2009, 2009)),
    "what the assembly is asked": (
        "我代表县人民政府，对今后五年和2012年的工作提出建议，请予审议。",
        2012,
        (2011, 2011),
    ),
    "years of goals do not count": (
        "2019年是关键之年。2019年完成投资9亿元。到2025年建成，力争到2035年领先，到2035年。",
        2020,
        (2019, 2019),
    ),
    "year that a line cuts": ("一、20\n17年工作回顾\n全市新建学校3所。\n二、2 018年工作安排\n", 2018, (2017, 2017)),
    "year in characters": ("一、二〇〇三年工作回顾\n二、二〇〇四年工作安排\n", 2004, (2003, 2003)),
    "party congress": ("全市上下奋力拼搏，以优异成绩迎接党的十八大胜利召开！", 2012, (2011, 2011)),
    "anniversary": ("以优异成绩庆祝中华人民共和国成立70周年！", 2019, (2018, 2018)),
}


@pytest.mark.parametrize("case", YEARS.values(), ids=YEARS)
def test_years_without_a_date(case: tuple[str, int, tuple[int, int]]) -> None:
    text, year, review = case
    row = told(text)
    assert (row["report_year"], row["review_start"], row["review_end"], row["plan_year"]) == (year, *review, year)


BODIES = {
    "city by its name and its counties": (
        "全市上下奋进。绵阳科技城加快建设，江油、三台、盐亭联动，绵阳机场扩建。我市位居全省第二。",
        "510700",
    ),
    "county, though its city is named more": (
        "全县上下团结。我县盐亭丝绸、盐亭经开区发展。县委县政府按照绵阳市委部署，对接绵阳。全县盐亭人。",
        "510723",
    ),
    "district of two names alike": (
        "我区抓项目。鼓楼区建成公园3个，全区安排资金，福州市支持鼓楼区。福州滨海新城。全区鼓楼人民。",
        "350102",
    ),
    "the same district elsewhere": (
        "我区抓项目。鼓楼区建成公园3个，全区安排资金，徐州市支持鼓楼区。徐州地铁。全区鼓楼人民。",
        "320302",
    ),
    "nation": ("我国经济稳中向好。全国各族人民团结奋斗，我国发展取得新成就。我国粮食增产。" * 20, "000000"),
    "province": (
        "全省生产总值增长。我省贯彻。甘肃新能源走在前列，兰州、天水、酒泉、张掖发展，甘肃各族人民。全省上下。",
        "620000",
    ),
}


@pytest.mark.parametrize("case", BODIES.values(), ids=BODIES)
def test_body_alone_tells_the_place(case: tuple[str, str]) -> None:
    text, code = case
    assert told(text)["region_code"] == code


CITY = (
    "过去一年，全市上下团结奋进，{s}经济总量迈上新台阶。市委、市政府坚持项目为王，{s}高铁站开通运营，我市位居{p}前列。{k}等地特色产业发展。"
    "{s}机场扩建完成，{s}人民生活改善。建设现代化{s}，谱写{s}发展新篇章。"
)
COUNTY = (
    "过去一年，{w}上下团结奋进，{s}经济总量迈上新台阶。在{u}委、{u}政府坚强领导下，{s}工业园开工，我{c}位居{a}前列。{c}委、{c}政府坚持项目为王。"
    "{s}人民医院建成，{s}各项事业进步。建设现代化{s}，谱写{s}发展新篇章，对接{a}和{p}。{c}政府、全{c}人民努力。"
)


def in_force(level: str) -> list[Region]:
    return [r for r in gazetteer().regions if r.level == level and r.last == OPEN and r.code[4] != "7"]


def test_every_prefecture_is_told_by_a_body_alone() -> None:
    below: dict[str, list[str]] = {}
    for county in in_force("county"):
        below.setdefault(county.parent_code, []).append(county.short_name)
    texts = {}
    for city in in_force("prefecture"):
        word = next(w for w in ("地区", "市", "州", "盟") if city.name.endswith(w))
        province = gazetteer().by_code[city.parent_code][-1].short_name
        body = CITY.format(s=city.short_name, p=province, k="、".join(below.get(city.code, [])[:4]))
        organ = {"地区": "行署", "盟": "行署"}.get(word, f"{word}政府")
        committee = {"地区": "地委"}.get(word, f"{word}委")
        texts[city.code] = (
            body.replace("市委、市政府", f"{committee}、{organ}")
            .replace("全市", f"全{word}")
            .replace("我市", f"我{word}")
        )
    found = identify(pl.DataFrame({"report_id": list(texts), "text": list(texts.values())}))
    wrong = found.filter(pl.col("region_code").ne_missing(pl.col("report_id")))
    assert wrong["report_id"].to_list() == []


def test_nearly_every_county_is_told_by_a_body_alone() -> None:
    texts = {}
    for county in in_force("county"):
        word = next((w for w in ("市", "县", "区", "旗") if county.name.endswith(w)), "区")
        above = [*gazetteer().ancestors(county)]
        texts[county.code] = COUNTY.format(
            w=f"全{word}", s=county.short_name, c=word, u="市", a=above[0].short_name, p=above[-1].short_name
        )
    found = identify(pl.DataFrame({"report_id": list(texts), "text": list(texts.values())}))
    right = found.filter(pl.col("region_code") == pl.col("report_id")).height
    other = found.filter(pl.col("region_code").is_not_null() & (pl.col("region_code") != pl.col("report_id"))).height
    assert right >= 0.99 * len(texts)
    assert other == 0


FRAGMENTS = [
    "",
    " ",
    "\n\n",
    "增长5%。",
    "全市生产总值增长6.1%，建成公园5个。",
    "各位代表！",
    "😀" * 50,
    "2023",
    "保定",
    "a" * 1000,
]


@pytest.mark.parametrize("text", FRAGMENTS)
def test_fragment_tells_no_place_and_raises_nothing(text: str) -> None:
    row = told(text)
    assert row["region_code"] is None
    assert row["delivered_on"] is None


YEARS_OF_2007 = "与2007年相比，全市学校增加3所。2007年以来，新增公园5个。" * 6

HINTS = {
    "columns where the text is silent": (
        "一、工作回顾\n全县生产总值增长8%。",
        {"province": "河北省", "city": "保定市", "county": "易县", "year": "2016"},
        None,
        ("130633", 2016),
    ),
    "title column": ("全市工作回顾。", {"title": "2019年孝感市政府工作报告"}, None, ("420900", 2019)),
    "session in the title column": (
        "全市工作回顾。",
        {"标题": "政府工作报告——2014年2月10日在保定市第十四届人民代表大会第二次会议上"},
        None,
        ("130600", 2014),
    ),
    "path where the text is silent": ("全市工作回顾。", {}, "reports/浙江省/湖州市/2011.txt", ("330500", 2011)),
    "path breaks a tie of names": (
        "2018年1月9日在鼓楼区第十七届人民代表大会第二次会议上\n各位代表：",
        {},
        "开封市/2018.docx",
        ("410204", 2018),
    ),
    "text before a wrong folder": (
        "各位代表：现在，我代表国务院，向大会报告政府工作。\n一、2023年工作回顾\n",
        {},
        "city/襄阳/2022.docx",
        ("000000", 2024),
    ),
    "text before a wrong column": (
        "2018年1月9日在辽阳市第十六届人民代表大会第二次会议上\n各位代表：",
        {"city": "鞍山市", "year": "2020"},
        None,
        ("211000", 2018),
    ),
    "folder of today, county of then": (
        "2010年2月4日在徐水县第十四届人民代表大会第四次会议上\n各位代表：",
        {},
        "保定市徐水区/2010.txt",
        ("130625", 2010),
    ),
    "title column, the place before the year": (
        YEARS_OF_2007,
        {"title": "孝感市2013年政府工作报告"},
        None,
        ("420900", 2013),
    ),
    "title column, the year behind": (YEARS_OF_2007, {"标题": "孝感市政府工作报告（2013年）"}, None, ("420900", 2013)),
    "a column for the year before what a body speaks of": (
        YEARS_OF_2007,
        {"城市": "孝感市", "年份": "2013年"},
        None,
        ("420900", 2013),
    ),
    "two headings before a title of the year that is reviewed": (
        "一、2018年工作回顾\n全市新建学校3所。\n二、2019年工作安排\n",
        {"title": "孝感市2018年政府工作报告"},
        None,
        ("420900", 2019),
    ),
    "row of a table": ("全省工作回顾。", {"province": "贵州省"}, "2026_贵州省.csv#1", ("520000", 2026)),
}


@pytest.mark.parametrize("case", HINTS.values(), ids=HINTS)
def test_hints_and_path_help_only_where_the_text_is_silent(
    case: tuple[str, dict[str, str], str | None, tuple[str, int]],
) -> None:
    text, hints, path, expected = case
    row = told(text, hints=json.dumps(hints, ensure_ascii=False), source_path=path or "")
    assert (row["region_code"], row["report_year"]) == expected


KINDS = {
    "bulletin": (
        "孝感市2021年国民经济和社会发展统计公报\n孝感市统计局 国家统计局孝感调查队\n2022年3月20日",
        "statistical_bulletin",
    ),
    "plan": ("贵州省国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要\n目录", "development_plan"),
    "report that mentions a plan": (opening("", rest="请连同《规划纲要（草案）》一并审议。"), "government_work_report"),
    "something else": ("本办法自公布之日起施行。第一条 为了规范管理，制定本办法。" * 20, "other"),
    "too short to tell": ("增长5%。", None),
    "resolution": (
        "易县第十七届人民代表大会第四次会议听取和审议了县长所作的政府工作报告，会议同意报告提出的目标任务，决定批准这个报告。",
        "resolution",
    ),
    "title of a resolution": (
        "关于易县人民政府工作报告的决议\n（2020年1月12日通过）\n会议充分肯定县人民政府的工作。",
        "resolution",
    ),
    "report that asks to be approved": (opening("", rest="请予审议批准报告。"), "government_work_report"),
    "budget": (
        "关于易县2019年预算执行情况和2020年预算草案的报告\n各位代表：受县人民政府委托，向大会报告，请予审议。",
        "budget_report",
    ),
    "plan of the year": (
        "关于易县2019年国民经济和社会发展计划执行情况与2020年国民经济和社会发展计划草案的报告\n各位代表：",
        "plan_report",
    ),
    "five-year plan without a title": (
        "　　未来五年是全面建设小康社会的关键时期。根据建议编制本规划，阐明第十二个五年规划时期的目标和任务。\n"
        + "　　到规划期末，城镇化率提高四个百分点，新建一批学校，推进产业升级，改善人民生活。\n" * 150,
        "development_plan",
    ),
    "a piece of a report that speaks of plans": (
        "　　未来五年是全面建设小康社会的关键时期。根据建议编制规划，阐明第十二个五年规划时期的目标和任务。\n"
        + "　　到规划期末，城镇化率提高四个百分点，新建一批学校，推进产业升级，改善人民生活。\n" * 150
        + "各位代表，让我们携起手来！",
        "government_work_report",
    ),
}


@pytest.mark.parametrize("case", KINDS.values(), ids=KINDS)
def test_kind(case: tuple[str, str | None]) -> None:
    text, kind = case
    assert told(text)["kind"] == kind


@pytest.mark.parametrize(
    ("title", "start"),
    [
        pytest.param("中华人民共和国发展国民经济的第一个五年计划", 1953, id="the first"),
        pytest.param("关于发展国民经济的第二个五年计划纲要", 1958, id="the second"),
        pytest.param("国民经济和社会发展第七个五年计划", 1986, id="the seventh"),
        pytest.param("国民经济和社会发展“九五”计划和二○一○年远景目标纲要", 1996, id="short for the ninth"),
        pytest.param("国民经济和社会发展第十一个五年（2006—2010年）规划纲要", 2006, id="with its years"),
    ],
)
def test_a_five_year_plan_begins_in_the_year_of_its_number(title: str, start: int) -> None:
    row = told(f"{title}\n第一篇 指导思想\n")
    assert (row["kind"], row["plan_start"], row["report_year"]) == ("development_plan", start, start)


def test_a_full_title_beside_a_text_without_one_tells_the_year() -> None:
    text = "各位代表：现在，我代表国务院，向大会报告过去五年的工作。\n" + "1997年，粮食产量增长2%。" * 12
    assert told(text)["report_year"] == 1998
    assert told(text, hints='{"title": "2003年国务院政府工作报告"}')["report_year"] == 2003


def test_bulletin_looks_back_on_its_title_year_and_comes_out_in_the_next() -> None:
    row = told(KINDS["bulletin"][0])
    assert (row["region_code"], row["report_year"], row["review_end"], row["plan_year"]) == ("420900", 2022, 2021, None)
    assert row["delivered_on"] == dt.date(2022, 3, 20)


@pytest.mark.parametrize(
    "head",
    ["东莞市虎门镇2020年政府工作报告", "杭州市西溪街道2021年工作报告", "某某经济开发区2019年管委会工作报告"],
    ids=["town", "sub-district", "zone without a code"],
)
def test_unit_below_the_county_is_not_its_city(head: str) -> None:
    row = told(opening(head, who="政府", rest="全市东莞杭州发展。" * 9))
    assert row["region_code"] is None


def test_title_keeps_its_own_characters() -> None:
    assert told(opening("标题：二○一四年政府工作报告"))["title"] == "二○一四年政府工作报告"
    assert told(opening("政 府 工 作 报 告"))["title"] == "政府工作报告"


PARTS = {
    "whole": (
        opening("", rest="一、2023年工作回顾\n成绩很大。\n二、2024年工作安排\n为建设美丽城市而努力奋斗！"),
        False,
    ),
    "glossary after the call": (
        opening(
            "", rest="一、2023年工作回顾\n很好。\n" * 3 + "让我们奋勇前进！\n名词解释\n1.三农：农业、农村、农民。\n" * 2
        ),
        False,
    ),
    "no end": (opening("", rest="一、2023年工作回顾\n" + "增长5%，增长6%。\n" * 60), True),
    "a page that goes on": (
        "新建公园5个。\n三、推进改革\n各项工作推进。\n四、改善民生\n各位代表，让我们努力奋斗！",
        True,
    ),
    "no beginning": ("某某市2023年政府工作报告\n（三）创新动能释放。各项工作推进。让我们努力奋斗！", True),
}


@pytest.mark.parametrize("case", PARTS.values(), ids=PARTS)
def test_partial_reports_are_told(case: tuple[str, bool]) -> None:
    text, is_partial = case
    assert told(text)["is_partial"] is is_partial


def test_schema_and_order_of_rows() -> None:
    texts = [opening("2015年赵县政府工作报告", "县人民政府"), "", opening("昆山市2020年政府工作报告")]
    frame = identify(pl.DataFrame({"report_id": ["c", "a", "b"], "text": texts}))
    assert dict(frame.schema) == SCHEMA
    assert frame["report_id"].to_list() == ["c", "a", "b"]
    assert frame["region_code"].to_list() == ["130133", None, "320583"]


def test_no_documents_give_no_rows() -> None:
    empty = identify(pl.DataFrame(schema={"report_id": pl.String, "text": pl.String}))
    assert empty.height == 0
    assert dict(empty.schema) == SCHEMA


def test_hints_may_be_a_struct() -> None:
    row = told("全市工作回顾。", hints={"title": "2019年孝感市政府工作报告", "url": None})
    assert row["region_code"] == "420900"
