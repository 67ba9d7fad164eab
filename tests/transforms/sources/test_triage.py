"""What is a report: generous to parts, bulletins and plans, deaf to other genres."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from transforms.sources import Reason, examine, judge

REPORTS = {
    "an opening": "各位代表：现在，我代表县人民政府报告工作，请予审议。2023年，全县生产总值增长6.3%。",
    "a part without title": "（三）增强内生动能。引进企业34家，"
    "营收增长7.1%，新增上市企业2家，国家级“小巨人”企业达8家。",
    "one sentence": "2023年，全市地区生产总值增长5%。",
    "targets": "今年的目标是：地区生产总值增长5.5%左右，城镇新增就业8万人，居民收入与经济增长同步。",
    "numerals in characters": "全年粮食产量突破三十二万吨，"
    "造林一万二千亩，农民人均收入翻一番，财政收入比上年增加二成。",
    "full-width digits": "全年工业增加值增长１２．２％，固定资产投资完成３０亿元。",
    "traditional characters": "過去一年，"
    "全縣生產總值增長百分之六點五，完成固定資產投資三百二十億元，各項建設穩步推進。",
    "ascii punctuation": "全市实现地区生产总值4040.24亿元,增长3.2%;社会消费品零售总额增长5%.",
    "a bulletin": "2024年国民经济和社会发展统计公报\n"
    "年末户籍人口736.5万人，其中男性370万人。全年货物运输总量4.2亿吨，比上年增长3%。",
    "a plan": "国民经济和社会发展第十个五年计划纲要\n"
    "到2005年，森林覆盖率达到50%，人口自然增长率控制在10‰以内，发展特色产业。",
    "a page with scripts left over": "function f() {\nvar a = 1;\nvar b = 2;\n}\n政府工作报告\n"
    "各位代表：全县生产总值增长5%，"
    "固定资产投资增长8%，城镇新增就业5000人，一般公共预算收入3亿元，粮食产量12万吨，进出口总额1亿美元。",
}

OTHERS = {
    "a novel": "那年冬天，雪下得很大。老周推开门，屋里只有一盏灯，灯下坐着三个人。他数了数口袋里的钱，一共12块5毛，"
    "够买两张车票。“走吧，”他说，“再晚就赶不上8点的火车了。”村口的槐树有100多年了，树下的井早就干了。" * 5,
    "a novel with some words of a report": "他在城里的企业做过三年项目，见过经济怎样发展，后来回到村里。"
    + "雪下了一夜，"
    "天亮时他推开门，看见2只黄狗蹲在井边，谁也不叫，只是望着那条通向山外的小路，像是在等一个不会回来的人。" * 20,
    "a story of a firm": "这家企业的第2个项目又停了，"
    "企业里的人都说项目不行，可老板不听，还是天天守着项目，等着别的企业来谈。" * 6,
    "a poem": "两个黄鹂鸣翠柳，一行白鹭上青天。窗含西岭千秋雪，门泊东吴万里船。" * 2,
    "a recipe": "番茄炒蛋：鸡蛋3个，番茄2个，盐5克，糖10克。油温七成热时下蛋液，炒至八成熟盛出，再炒番茄3分钟即可。",
    "a weather forecast": "今天晴转多云，最高气温28℃，最低气温17℃，偏南风3到4级。明后两天有小雨，气温下降5度左右。",
    "a sports story": "第23分钟，10号球员禁区外远射破门；全场射门18次，控球率56%，本赛季积分达到41分，升至第2位。",
    "a notice": "各位家长，学校定于11月15日（周五）下午2:30召开家长会，地点在教学楼3楼，请准时参加。",
    "a contract": "甲方应于2024年3月1日前向乙方支付合同价款人民币50万元，逾期每日按0.05%支付违约金；合同一式两份。",
    "an exam": "1. 小明有5个苹果，吃了2个，还剩几个？（3分）\n2. 一辆汽车每小时行60公里，3小时行多少公里？（5分）",
    "a log": "2024-01-16 08:00:01 INFO 任务开始，共 163 个文件\n2024-01-16 08:00:04 ERROR 连接超时，重试 3 次后失败\n"
    * 9,
    "a list of reports": "2021年博野县政府工作报告\n2022年灵山县政府工作报告\n天津市宝坻区2023年政府工作报告\n",
    "an English text": "Report on the Work of the Government 2024. GDP grew by 5.2 percent to 126 trillion yuan.",
    "source code": "import re\n\n# 把政府工作报告里的数字转成整数，支持亿、万\ndef to_number(text):\n    return 1\n\n"
    "class Reader:\n    # 读取统计公报，规划纲要\n    pass\n",
    "a readme": "# 政府工作报告数据集\n\n"
    "收集了2002—2024年各省的政府工作报告、统计公报、规划纲要，共3200份。\n\n```bash\npip install gwr\n```\n\n"
    "运行 `python run.py`，结果包含地区生产总值、增长率，欢迎改进和完善。\n",
}


BODY = "全市地区生产总值增长5%，固定资产投资增长8%，城镇新增就业5000人，一般公共预算收入3亿元，粮食产量12万吨。" * 4
ABOUT = {
    "a paper": f"地方政府注意力的演变\n摘要：本文基于31省的报告，分析目标。\n关键词：报告\n{BODY}\n参考文献\n",
    "news": f"我市经济稳中向好\n本报讯（记者 张三）记者从统计局获悉，前三季度，{BODY}据悉，再建新项目。",
    "a policy": f"加快工业发展的意见\n现将意见印发给你们，请认真执行。\n{BODY}本意见自印发之日起执行。",
    "study notes": f"学习政府工作报告心得体会\n今年的报告提出，{BODY}我觉得目标很高。",
    "news that retell a report": f"报告提出新目标\n来源：易县日报　记者 李四\n政府工作报告显示，{BODY}",
    "a reading of a report": f"易县2024年政府工作报告解读\n{BODY}",
    "who does what": f"关于印发2024年重点任务分工方案的通知\n各乡镇：\n{BODY}（牵头单位：县发改局）",
    "a letter": f"发件人：张三\n收件人：各处室\n各位同事：\n政府工作报告征求意见，{BODY}",
    "an encyclopedia": f"政府工作报告是各级政府的一种公文，每年一次。{BODY}",
    "a readme without code": f"# 报告数据\n用 `make run` 装入，用 `make test` 检查。\n{BODY}\n    make site out\n",
    "a crammer's list": f"2024年政府工作报告考点：必背数据\n{BODY}",
}
NEAR = {
    "a report on a page of news": f"新华社北京3月12日电（记者 张三）\n政府工作报告\n各位代表：\n{BODY}",
    "a report that was sent out": f"关于印发政府工作报告的通知\n牵头单位：办公室\n各位代表：\n{BODY}",
    "a part of a report on a page with links": f"政策解读\n一、2023年工作\n{BODY}\n图文解读\n",
    "a bulletin with a remark": f"易县2023年国民经济和社会发展统计公报\n{BODY}记者从统计局获悉，口径有变。",
    "a plan that is sent out": f"关于印发易县第十四个五年规划纲要的通知\n现将纲要印发给你们，请认真贯彻执行。\n{BODY}",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in ABOUT.items()])
def test_what_speaks_about_reports_is_none(text: str) -> None:
    refusal = examine(text)
    assert refusal is not None
    assert refusal.reason is Reason.NOT_A_REPORT
    assert refusal.evidence.startswith("a ")


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in NEAR.items()])
def test_the_page_does_not_decide(text: str) -> None:
    assert examine(text) is None


@pytest.mark.parametrize(("pattern", "example"), seeds.read("other_genres").select("pattern", "example").rows())
def test_every_mark_of_a_genre_fits_its_example(pattern: str, example: str) -> None:
    assert re.search(pattern, example)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in REPORTS.items()])
def test_what_may_be_a_report_is_one(text: str) -> None:
    assert examine(text) is None


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in OTHERS.items()])
def test_other_genres_are_no_reports(text: str) -> None:
    assert judge(text) in (Reason.NOT_A_REPORT, Reason.NO_NUMBER)


@pytest.mark.parametrize(
    ("text", "reason", "evidence"),
    [
        pytest.param("  \n　", "empty_file", "nothing but white space", id="blank"),
        pytest.param(
            "各位代表：\n现在，我代表政府报告工作，请予审议。我们万众一心，统一思想，推进改革。",
            "no_number",
            "no number in 41 characters that begin '各位代表： 现在，我代表政府报告工作",
            id="a speech without a number",
        ),
        pytest.param("政府工作报告2024", "not_a_report", "no sentence in 10 characters", id="a title alone"),
        pytest.param("GDP 5%, ok.", "not_a_report", "only 0% of the characters are Chinese", id="not Chinese"),
        pytest.param(
            "鸡蛋3个，达到七成热。",
            "not_a_report",
            "too few words of a report in 8 Chinese characters (达到)",
            id="few cues",
        ),
    ],
)
def test_a_refusal_says_what_shows_it(text: str, reason: str, evidence: str) -> None:
    refusal = examine(text)
    assert refusal is not None
    assert refusal.reason == reason
    assert evidence in refusal.evidence
    assert judge(text) == reason


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    assert judge(text) in {None, Reason.EMPTY_FILE, Reason.NO_NUMBER, Reason.NOT_A_REPORT}


@given(st.sampled_from(sorted(REPORTS.values())), st.text("\n \t　", max_size=5))
def test_layout_does_not_decide(text: str, blanks: str) -> None:
    assert judge(blanks + text + blanks) is None
