"""What is measured, by what action, and whose it is."""

import polars as pl
import pytest

from tests.phrases import Fact, Phrase, cases, extract_phrases, plan, review, said
from transforms.pipeline import Extraction, extract


def measured(fact: Fact) -> str:
    """As in: indicator ‹action› @subject: 碧道 ‹建成›; 投资 ‹完成› @高新区."""
    action = f"‹{fact['action']}›" if fact["action"] else ""
    subject = f"@{fact['subject']}" if fact["subject"] else ""
    return " ".join(filter(None, [fact["indicator"], action, subject]))


HEAD = [
    review("noun before the number", "发明专利授权量{1600件}。", "发明专利授权量"),
    review("verb of reporting is dropped", "固定资产投资完成{133亿元}。", "固定资产投资"),
    review("verb of reaching is dropped", "粮食产量达到{38万吨}。", "粮食产量"),
    review("movement is dropped", "社会消费品零售总额增长{8.4%}。", "社会消费品零售总额"),
    review("adverbs are dropped", "旅游总收入同比分别增长{11%}。", "旅游总收入"),
    review("what makes it specific stays", "区属国有企业资产总额{360亿元}。", "区属国有企业资产总额"),
    review("condition stays", "60岁及以上老年人体检率{82%}。", "60岁及以上老年人体检率"),
    review("condition of an amount stays", "新开工亿元以上项目{45个}。", "亿元以上项目 ‹新开工›"),
    review("quoted part of a name stays", "国家级专精特新“小巨人”企业达{23家}。", "国家级专精特新“小巨人”企业"),
    review("name with a digit stays", "PM2.5平均浓度下降{7%}。", "PM2.5平均浓度"),
]

TAIL = [
    review("noun after the number", "新建{18所}公办幼儿园。", "公办幼儿园 ‹新建›"),
    review("noun after a measure", "治理{36公里}河道。", "河道 ‹治理›"),
    review(
        "action with its noun behind the number",
        "改造{32条}背街小巷，打通{6条}断头路。",
        "背街小巷 ‹改造›",
        "断头路 ‹打通›",
    ),
    review("predicate behind the noun is the action", "{5家}企业入选国家级绿色工厂。", "企业 ‹入选›"),
    review("predicate of things done", "{12个}重大项目建成投产。", "重大项目 ‹建成投产›"),
    plan("driven to an action", "推动{12个}重大项目开工。", "重大项目 ‹开工›"),
    review("no classifier", "解决{7.5万}农村人口饮水困难。", "农村人口饮水困难 ‹解决›"),
]

ACTION = [
    review("built", "建成碧道{20.6公里}。", "碧道 ‹建成›"),
    review("newly added", "新增停车泊位{1600个}。", "停车泊位 ‹新增›"),
    review("two verbs", "新建改建农村公路{96公里}。", "农村公路 ‹新建改建›"),
    review("verbs joined", "取消和下放行政审批事项{246项}。", "行政审批事项 ‹取消和下放›"),
    review("verb in front of a verb", "完成拆除违法建筑{3.4万平方米}。", "违法建筑 ‹完成拆除›"),
    review("name stays whole", "城镇新增就业{1.3万人}。", "城镇新增就业"),
    plan("goal in front is no action", "力争引进企业{60家}。", "企业 ‹引进›"),
    review(
        "list under one verb", "新增科技型企业{60家}、高新技术企业{11家}。", "科技型企业 ‹新增›", "高新技术企业 ‹新增›"
    ),
    review("each its own verb", "开工水利工程{26项}，加固水库{9座}。", "水利工程 ‹开工›", "水库 ‹加固›"),
]

SUBJECT = [
    review("park", "高新区完成投资{34亿元}。", "投资 ‹完成› @高新区"),
    review("service centre", "县行政服务中心共受理事项{3250件}。", "事项 ‹受理› @县行政服务中心"),
    review("village", "沙河村新建温室{120座}。", "温室 ‹新建› @沙河村"),
    review("town", "城关镇拆除危旧房{3.4万平方米}。", "危旧房 ‹拆除› @城关镇"),
    review("area in front of a measure", "东湖片区{420亩}土地征收完成。", "土地征收 ‹完成› @东湖片区"),
    review("the report's own region is none", "全市新建公园{12个}。", "公园 ‹新建›"),
    review("what leads in is no part of it", "在东湖片区{12个}小区建设停车场。", "小区 ‹建设停车场› @东湖片区"),
    review("each of a kind", "每个乡镇建设便民中心{2个}。", "便民中心 ‹建设› @每个乡镇"),
    review("what is counted is none", "启动城北社区、河口社区{两个}试点社区。", "试点社区 ‹启动›"),
    review("examples are none", "东湖灌区扩建工程等{6个}水利项目完工。", "水利项目 ‹完工›"),
    review(
        "said on of the same place", "东湖港新建成{3个}泊位、总数达{7个}。", "泊位 ‹新建成› @东湖港", "泊位 @东湖港"
    ),
    plan(
        "who builds for so much a year",
        "抓好远航集团{20万吨}甲醇、明辉纸业年产{3万吨}包装纸等项目。",
        "甲醇 ‹抓好› @远航集团",
        "年产包装纸 ‹抓好› @明辉纸业",
    ),
    review(
        "who has the place in a list",
        "青岭获评园林县、进至全国县域经济百强{57位}。",
        "全国县域经济百强 @青岭",
    ),
]

LISTS = [
    review(
        "及 inside an item joins none",
        "电视普及率、宽带普及率、农机普及率分别达{9%}、{6%}、{8%}。",
        "电视普及率",
        "宽带普及率",
        "农机普及率",
    ),
    review(
        "及 inside an item and 和 before the last",
        "船舶及零部件、医药和建材产业增加值分别增长{2%}、{6%}、{3%}。",
        "船舶及零部件产业增加值",
        "医药产业增加值",
        "建材产业增加值",
    ),
    review(
        "the kind behind 等 is shared",
        "新材料、高端装备等产业增加值分别增长{2%}和{6%}。",
        "新材料产业增加值",
        "高端装备产业增加值",
    ),
    review(
        "the number of a list is no part of its last item",
        "船舶、建材两大主导产业分别实现产值{5亿元}、{3亿元}。",
        "船舶产值",
        "建材产值",
    ),
    review(
        "the kind that items name themselves",
        "医药制造业、电子制造业增加值分别增长{2%}、{5%}。",
        "医药制造业增加值",
        "电子制造业增加值",
    ),
    review(
        "conditions of one kind",
        "年收益超20万元、超50万元村集体占比分别达{60%}、{25%}。",
        "年收益超20万元村集体占比",
        "年收益超50万元村集体占比",
    ),
    review(
        "a bound of what the bound before it is of",
        "营收超10亿元企业{9家}、超50亿元企业{2家}。",
        "营收超10亿元企业",
        "营收超50亿元企业",
    ),
    review(
        "a bound behind another verb is of nothing",
        "新签约亿元以上产业项目{9个}，建成投产亿元以上项目{4个}。",
        "亿元以上产业项目 ‹新签约›",
        "亿元以上项目 ‹建成投产›",
    ),
    review("quoted items", "“保交楼”“保交房”交付率分别达{10%}、{9%}。", "“保交楼”交付率", "“保交房”交付率"),
    review("a list of nouns of one sort", "刑事警情、案件分别下降{2%}、{7%}。", "刑事警情", "案件"),
    review("a condition of what is counted", "投资超5亿元的项目已达{4个}。", "投资超5亿元的项目"),
    review(
        "a bound alone", "新引进亿元以上项目{9个}，5亿元以上{4个}。", "亿元以上项目 ‹新引进›", "5亿元以上项目 ‹新引进›"
    ),
    review("growth and what was reached", "智能产业产值增长{19.2%}、{突破8500亿元}。", "智能产业产值", "智能产业产值"),
    review("nouns before the number of their kind", "发展壮大箱包、检验检测{15个}产业集群。", "产业集群 ‹发展壮大›"),
    review("a group and its part", "{11个}重点项目中新兴产业项目有{6个}。", "重点项目", "新兴产业项目"),
    review(
        "each work of one list",
        "{28个}规划实施的治理项目全部开工、完工{20个}。",
        "规划实施的治理项目 ‹开工›",
        "规划实施的治理项目 ‹完工›",
    ),
    review(
        "one measure for another",
        "重点项目{12个}，总投资{9亿元}，当年计划投资{3亿元}。",
        "重点项目",
        "重点项目总投资",
        "重点项目投资",
    ),
]

CLAUSES = [
    review("from a month on", "外贸出口从7月份开始大幅度增长，增长{6%}。", "外贸出口"),
    review("a cause taken into account", "商品零售额考虑价格下降因素增长{9%}。", "商品零售额"),
    review("what was left out", "税收收入剔除一次性因素后完成{4亿元}。", "税收收入"),
    review("net growth", "纳税人净增长{10%}。", "纳税人"),
    review("a head on a year", "养老金标准继续提高，年人均提高{256元}。", "养老金标准"),
    plan("wanted within the year", "推进厕所革命，年内力争建成公厕{30座}。", "公厕 ‹建成›"),
    review("a share is the noun", "服务业占比{超过50%}。", "服务业占比"),
    review("done in the open", "先后向社会公布行政审批事项{81项}。", "行政审批事项 ‹公布›"),
    review("won at games", "运动员在全运会上获得金牌{12枚}。", "金牌 ‹获得› @运动员"),
    review("what takes its object inside", "“聚才”计划引进博士{65名}。", "博士 ‹引进› @“聚才”计划"),
    review("more of the same", "织机达到{9000台}，去年新增{1000台}。", "织机", "织机 ‹新增›"),
    review("online and offline", "线上线下开展讲座{100场}。", "讲座 ‹开展›"),
    review("made firm", "{2万}农村居民饮水安全保障能力巩固提升。", "农村居民饮水安全保障能力 ‹巩固提升›"),
    review("a year spent on it", "利用三年时间完成植树{2万亩}。", "植树"),
    plan("in what fields", "力争在种源、医疗等方面突破技术{125项}。", "技术 ‹突破›"),
    plan("a goal behind a deed", "打造航天先导区、力争产业规模{突破万亿元}。", "产业规模"),
    review("paid for", "投资{48万元}实施锅炉改造。", "锅炉改造 ‹投资›"),
    review(
        "a clause that ends in a number",
        "全年投资{12.5亿元}，完成{3000户}、{21万平方米}棚改任务。",
        "投资",
        "棚改任务 ‹完成›",
        "棚改任务 ‹完成›",
    ),
    review(
        "the sum of what is counted behind it",
        "推进好总投资{178亿元}的{28个}省重点项目。",
        "省重点项目总投资",
        "省重点项目 ‹推进好›",
    ),
    review("praised", "公立医院改革等{4项}工作受到表彰。", "工作 ‹受到表彰›"),
    plan("made the point", "以{65个}社区中心为重点，配置设施。", "社区中心"),
    plan(
        "moved up a class",
        "推动{4个}国家级、{8个}省级外贸基地提档升级。",
        "国家级外贸基地 ‹提档升级›",
        "省级外贸基地 ‹提档升级›",
    ),
    review("a verb behind the counted", "{19个}援疆省市安排援疆资金{200亿元}。", "援疆省市", "援疆资金 ‹安排›"),
]

ELLIPSIS = [
    review(
        "urban and rural",
        "城乡居民人均可支配收入分别达{44999元}、{24102元}。",
        "城镇居民人均可支配收入",
        "农村居民人均可支配收入",
    ),
    review("growth takes its level's name", "实现营业收入{210亿元}、增长{7.1%}。", "营业收入", "营业收入"),
    review("growth in parentheses", "实现税收{30.5亿元}（增长{7.2%}）。", "税收", "税收"),
    review("growth in the next clause", "外贸出口{86亿元}，同比下降{3.6%}。", "外贸出口", "外贸出口"),
    review("rank in the next clause", "经济总量{890亿元}，居全省{第五}。", "经济总量", "经济总量"),
    review("multiple in the next clause", "财政总收入{36亿元}，是2017年的{3.1倍}。", "财政总收入", "财政总收入"),
    review("from and to", "森林覆盖率由{38.2%}提高到{41.5%}。", "森林覆盖率", "森林覆盖率"),
    review("indicators dealt out", "肉、蛋产量分别达{8.2万吨}和{3.6万吨}。", "肉产量", "蛋产量"),
    review(
        "indicators dealt out over growth", "旅游收入、接待游客人次分别增长{11.4%}和{64%}。", "旅游收入", "接待游客人次"
    ),
    review(
        "levels repeat the head",
        "新增“小巨人”企业国家级{3家}、省级{21家}。",
        "国家级“小巨人”企业 ‹新增›",
        "省级“小巨人”企业 ‹新增›",
    ),
    review("among them", "实施重点项目{76个}，其中工业项目{31个}。", "重点项目 ‹实施›", "工业项目 ‹实施›"),
    review("owner of a generic noun", "重点项目{105个}，总投资{532亿元}。", "重点项目", "重点项目总投资"),
    review("one number said of two", "群众诉求解决率和满意率均{超90%}。", "群众诉求解决率和满意率"),
    review("one rank said of two", "工业投资、财政收入增速均居全市{第一}。", "工业投资、财政收入增速"),
    review("parts of a ratio", "三次产业结构为{9.1}:{42.6}:{48.3}。", "三次产业结构", "三次产业结构", "三次产业结构"),
    review(
        "dealt out over verbs that differ",
        "钢材、水泥产量分别增长{4.2%}和下降{6.8%}。",
        "钢材产量",
        "水泥产量",
    ),
    review(
        "dealt out behind the levels, over verbs that differ",
        "外贸进口{18亿元}，外贸出口{42亿元}，分别下降{3.5%}、上升{2.4%}。",
        "外贸进口",
        "外贸出口",
        "外贸进口",
        "外贸出口",
    ),
    review("a footnote mark inside", "高技术产业（5）增加值增长{9.2%}。", "高技术产业增加值"),
    review("a footnote mark of two digits inside", "全社会固定资产(12)投资完成{64亿元}。", "全社会固定资产投资"),
    review("points of a list are no footnotes", "（1）新建泵站{4座}（2）新建水闸{6座}。", "泵站 ‹新建›", "水闸 ‹新建›"),
    review("what was aimed at", "万元产值用水量下降{4.6%}（目标{4%}）。", "万元产值用水量", "万元产值用水量"),
    review("two units of one thing", "硬化村内道路{46条}、{38公里}。", "村内道路 ‹硬化›", "村内道路 ‹硬化›"),
]

WORDS_WITH_VERBS = [
    review("a kind of growth is a thing", "培育{26个}规上工业新增长点。", "规上工业新增长点 ‹培育›"),
    review("a region of pushing on is a thing", "新设{4个}衔接推进区。", "衔接推进区 ‹新设›"),
    review("farmland is no basis", "划定{30万亩}永久基本农田红线。", "永久基本农田红线 ‹划定›"),
    review(
        "done or not is an attribute",
        "盘活{16宗}已批的闲置地块，打通{8条}未贯通道路。",
        "已批的闲置地块 ‹盘活›",
        "未贯通道路 ‹打通›",
    ),
    review("all of them is no noun", "议案{14件}、建议{230件}全部办结。", "议案", "建议 ‹全部办结›"),
    review("innovation is of the thing", "牵头组建创新联合体{9家}。", "创新联合体 ‹牵头组建›"),
    review("help is of the project", "实施帮扶项目{41个}。", "帮扶项目 ‹实施›"),
    review("an area is of its work", "完成治理面积{12平方公里}。", "治理面积 ‹完成›"),
    review("one sign behind a verb makes a word", "新增司法所{3个}、派出所{2个}。", "司法所 ‹新增›", "派出所 ‹新增›"),
    review("people behind a verb are a word", "在校学生{8万人}，毕业生{2万人}。", "在校学生", "毕业生"),
    review("a time ends the noun", "{两成}的乡镇去年通了天然气。", "乡镇"),
    review("what is led in by a verb of listing", "包括将失业保险金水平提高{8%}。", "失业保险金水平"),
    review("a manner and a verb", "分类处置闲置土地{260亩}。", "闲置土地 ‹处置›"),
    review(
        "a verb behind the number of another",
        "建成校舍{9栋}，签约亿元以上项目{17个}。",
        "校舍 ‹建成›",
        "亿元以上项目 ‹签约›",
    ),
]

SUMS = [
    review("of what the money is", "实施总投资{46亿元}的{18个}水利项目。", "水利项目总投资", "水利项目 ‹实施›"),
    plan("and of what a verb before it asks", "促进总投资{2亿元}的食品项目落地。", "食品项目总投资"),
    review("invested is told like an investment", "投资{3亿元}的滨江会展中心完工。", "滨江会展中心投资"),
    review(
        "a level owns nothing",
        "推进重点项目{40个}，其中省重点{6个}，总投资{92亿元}。",
        "重点项目 ‹推进›",
        "省重点项目 ‹推进›",
        "重点项目总投资",
    ),
    review("the sum of what was measured", "财政收入增加{8亿元}，总额达到{70亿元}。", "财政收入", "财政收入"),
    review("the total of a list that goes on", "建成{5个}深水泊位、总数达{31个}。", "深水泊位 ‹建成›", "深水泊位"),
    review("what money does is no noun", "投资{900万元}修复{14公里}河堤。", "河堤 ‹投资›", "河堤 ‹修复›"),
]

LISTS_OF_KINDS = [
    plan(
        "and more is no list",
        "县级及以上园区收入、工业税收、旅游客流量分别增长{9%}、{6%}、{4%}。",
        "县级及以上园区收入",
        "工业税收",
        "旅游客流量",
    ),
    review(
        "the kind of an industry is said once",
        "装备制造业、新兴产业增加值分别增长{7%}、{9%}。",
        "装备制造业增加值",
        "新兴产业增加值",
    ),
    review(
        "kinds of children",
        "散居和集中养育孤儿补贴标准提高到{1300元}和{1800元}。",
        "散居养育孤儿补贴标准",
        "集中养育孤儿补贴标准",
    ),
    review("town and country of any standard", "城乡低保标准提高到{760元}和{590元}。", "城镇低保标准", "农村低保标准"),
    review("one stage in place of the other", "肉羊存栏{8万只}、出栏{11万只}。", "肉羊存栏", "肉羊出栏"),
    review("an adverb of sums opens another thing", "落实林长制、共巡林{7000次}。", "巡林"),
    review(
        "dealt twice",
        "城乡居民收入分别达到{4万元}、{2万元}，分别增长{5%}、{7%}，年均分别增长{6%}、{8%}。",
        *("城镇居民收入", "农村居民收入") * 3,
    ),
]

CLAUSES_BEFORE = [
    review("the clause before names it", "实际利用外资稳定增长，全年完成{3亿美元}。", "实际利用外资 ‹完成›"),
    review("since when is no part of the name", "进出口从5月份开始大幅度回升，全年达到{88亿元}。", "进出口"),
    review("at what something was won", "我省选手在全国赛事上获得奖牌{21枚}。", "奖牌 ‹获得›"),
    review("in all, behind a noun", "技能领域共获得国家级奖项{5项}。", "国家级奖项 ‹获得› @技能领域"),
    review("examples do nothing", "东渠续建配套二期等{7个}项目建成。", "项目 ‹建成›"),
    review("kept at so much", "断面水质优良率始终保持{100%}。", "断面水质优良率"),
    review("a clause that does something names nothing", "出台了增收政策，{906户}实现脱贫。", ""),
    review("a place among neighbours is no noun", "铁路里程{885公里}、居长三角{首位}。", "铁路里程", "铁路里程"),
    review("who is counted", "小规模学校撤并{6所}。", "小规模学校 ‹撤并›"),
    review("a sum is a noun of its own", "中心城区累计投入{4亿元}。", "投入 @中心城区"),
    review("a verb alone, of what was named before", "织机增至{8000台}，去年新增{700台}。", "织机", "织机 ‹新增›"),
    plan("each of them, in front of the number", "每个设区市建成{2-3个}集聚区。", "集聚区 ‹建成› @每个设区市"),
    plan("each one", "每个县培育特色产业{1个}，新建学校{5所}。", "特色产业 ‹培育› @每个县", "学校 ‹新建›"),
    plan("those that are counted are no subject", "打造东街、北街社区{两个}样板。", "样板 ‹打造›"),
    review(
        "a place by its short name",
        "沿海人工智能与先进制造试验区核心片区（简称“东湖试验区”）获批省级平台，集聚企业{900家}。",
        "企业 ‹集聚› @东湖试验区",
    ),
]

DEALT = [
    review(
        "two trades share what stands behind the second",
        "批发业和零售业营业额分别增长{4%}、{7%}。",
        "批发业营业额",
        "零售业营业额",
    ),
    review(
        "whose two measures are, and what each is a share of",
        "个体经济完成增加值和实缴税金{90亿元}和{12亿元}，占全县生产总值和财政收入的{41%}和{38%}。",
        "个体经济增加值 ‹完成›",
        "个体经济实缴税金 ‹完成›",
        "个体经济增加值占全县生产总值",
        "个体经济实缴税金占财政收入",
    ),
    review(
        "the clause before is a list",
        "氨氮、氮氧化物排放量持续下降，削减{3%}和{4%}。",
        "氨氮排放量",
        "氮氧化物排放量",
    ),
    review(
        "a gap of a fall is of what falls", "单位产值能耗下降{4%}，降幅大于目标{0.3个百分点}。", *["单位产值能耗"] * 2
    ),
]

NOUNS_THAT_END = [
    review("whose it is, in the clause before", "国有工业企业，实现利润增长{30.3%}。", "国有工业企业利润"),
    review("a clause that does something owns nothing", "大力发展民营企业，实现税收{12亿元}。", "税收"),
    review("whom it is told of", "参加养老保险的职工达{12万人}。", "参加养老保险的职工"),
    review("for every hundred", "电话普及率达到每百人{12部}。", "电话普及率"),
    review("a word that begins with a verb", "发行{6亿元}长期建设国债。", "长期建设国债 ‹发行›"),
    review("a prize that is counted", "在国际比赛中获得冠军{61个}。", "冠军 ‹获得›"),
    review("so many of them and more", "全市{80%以上}的行政村通了水泥路。", "行政村 ‹通了水泥路›"),
    plan("in so many years", "三年内把人口自然增长率降到{1%以下}。", "人口自然增长率"),
    review("in the course of so many years", "琶洲煤矿产量在七年间平均每年增长{8%}。", "琶洲煤矿产量"),
    review("at what stage", "储蓄在收入中所占的比重，在调整初期为{36.5%}。", "储蓄在收入中所占的比重"),
    review("as much as so many times", "利用外资{60亿美元}，相当于前九年总和的{1.6倍}。", "利用外资", "利用外资"),
    review("nearly so much of another", "职业学校学生已接近高中学生总数的{50%}。", "职业学校学生"),
    plan("up to so much of all", "通天然气的村庄增加到全部村庄的{72%}。", "通天然气的村庄"),
    review("quoted words that strive for nothing", "财政用于“两个确保”的资金达{5.9亿元}。", "财政用于“两个确保”的资金"),
    review("only so much", "仅用于防汛的支出就高达{2亿元}。", "用于防汛的支出"),
    plan(
        "a word that no verb is in",
        "城镇建成区、村庄绿化覆盖率达到{34%}和{23%}。",
        "城镇建成区绿化覆盖率",
        "村庄绿化覆盖率",
    ),
    review("of one sign", "机制纸{20万吨}，糖{34万吨}，原盐{65万吨}。", "机制纸", "糖", "原盐"),
    review("the land that is taken up", "文化馆占地面积{600平方米}。", "文化馆占地面积"),
    review(
        "those of them that did something",
        "{14户}拟改制企业中，有{12户}完成了改制。",
        "拟改制企业",
        "拟改制企业 ‹完成了改制›",
    ),
    review("what they were made to have", "{7项}补贴使农民受益。", "补贴"),
    review("up to what is not counted", "修建{3条}园区道路和一座桥梁。", "园区道路 ‹修建›"),
    review("what it is up to", "建成{2个}达到国家标准的文化中心。", "达到国家标准的文化中心 ‹建成›"),
    review("all but so many", "实施工程{52项}，除取消{3项}外，其余都完工。", "工程 ‹实施›", "工程 ‹取消›"),
    review("what is ranked among so many", "营商环境在全省{21个}市州中居{第3位}。", "市州", "营商环境"),
    review(
        "a clause that tells how its noun moves",
        "项目总投资{15亿元}，商品零售总额稳定增长，全年完成{9亿元}。",
        "项目总投资",
        "商品零售总额 ‹完成›",
    ),
    review(
        "one mean of the last alone",
        "建成大棚{36个}，旅游收入{7万元}，年均增长{4%}。",
        "大棚 ‹建成›",
        "旅游收入",
        "旅游收入",
    ),
]

LISTS_AND_THEIR_VERBS = [
    review("narrow commas", "新建农村道路{22公里},电力线路{300公里}。", "农村道路 ‹新建›", "电力线路 ‹新建›"),
    review("a narrow comma before what is paid for", "投资{3亿元},实施了园区基础设施工程。", "园区基础设施工程 ‹投资›"),
    review("who gained so much a year", "带动{94户}贫困户年均增收{9000元}。", "贫困户 ‹带动›", "贫困户"),
    review("what is carried out is no place", "坚决贯彻自治区{28条}规定。", "规定"),
    plan(
        "the work that governs all of the list",
        "抓好{5个}重点县、{40个}乡镇和{300个}小区建设。",
        "重点县 ‹抓好›",
        "乡镇 ‹抓好›",
        "小区建设 ‹抓好›",
    ),
    review(
        "those of them that did it",
        "全市{14户}拟改制企业有{13户}完成改制任务。",
        "拟改制企业",
        "拟改制企业 ‹完成改制任务›",
    ),
    review("a year's sum of what was counted", "竣工项目{74个}，年度投资{38亿元}。", "竣工项目", "竣工项目年度投资"),
    review("a verb behind money", "国防支出安排{12亿元}。", "国防支出 ‹安排›"),
    review("who is behind money", "中央财政安排{3亿元}专项奖补资金。", "专项奖补资金 ‹安排› @中央财政"),
    review("what they did, before how many", "下岗人员累计实现再就业{176人}。", "下岗人员 ‹实现再就业›"),
    review(
        "what was opened so far",
        "新建铁路投入运营{57公里}，高速公路新建通车{47公里}。",
        "铁路 ‹新建›",
        "高速公路 ‹新建通车›",
    ),
    review("no verb for a mean", "兑现直补资金{9亿元}，亩均补贴{81元}。", "直补资金 ‹兑现›", "亩均补贴"),
    review("people who live there", "全区有{12万户}居民用上了自来水。", "居民 ‹用上了自来水›"),
    review("of all kinds", "引进{12名}各类人才。", "各类人才 ‹引进›"),
    review(
        "of the things that were counted last",
        "{50个}项目完成投资{30亿元}，已建成投用{18个}。",
        "项目",
        "项目投资 ‹完成›",
        "项目 ‹建成投用›",
    ),
    review("for whom it was done", "为{12万名}参保人员建立了帐户。", "参保人员 ‹建立帐户›"),
    review("what was built with it", "投资{12亿元}建成了东园、西园等{11个}小区。", "小区 ‹投资›", "小区 ‹建成›"),
    review(
        "what was done with it", "投资{22万元}完成{30公里}农村公路管护。", "农村公路管护 ‹投资›", "农村公路管护 ‹完成›"
    ),
    review("what those who touch did", "最后{280户}{560人}贫困人口全部脱贫。", "贫困人口 ‹脱贫›", "贫困人口 ‹脱贫›"),
    review("help of all kinds", "争取各类帮扶资金{1.5亿元}。", "各类帮扶资金 ‹争取›"),
    review("two verbs joined before a count", "年内新建和续建{12个}大型项目。", "大型项目 ‹新建和续建›"),
    review(
        "the second verb is of the second count",
        "完成{38条}断头路续建和新打通{25条}断头路任务。",
        "断头路续建和新打通 ‹完成›",
        "断头路任务 ‹新打通›",
    ),
    review("a verb in brackets", "新建（改造）供水管网{15公里}。", "供水管网 ‹新建（改造）›"),
    review(
        "levels of one chain", "打造{2条}千亿级、{15条}百亿级产业链。", "千亿级产业链 ‹打造›", "百亿级产业链 ‹打造›"
    ),
    review(
        "the predicate of all whose they are",
        "市定{20项}民生实事和县定{10件}民生实事全部完成。",
        "民生实事 ‹完成›",
        "民生实事 ‹完成›",
    ),
    review(
        "what was done with as many others", "新建卫生室{56所}、改扩建{870所}。", "卫生室 ‹新建›", "卫生室 ‹改扩建›"
    ),
    review("verbs of becoming are one", "{12个}贫困村脱贫出列。", "贫困村 ‹脱贫出列›"),
    plan("what is brought about behind the number", "实现{5万}贫困人口脱贫。", "贫困人口 ‹脱贫›"),
    review(
        "new ones behind their number", "新开放{5个}沿江城市，增加了{34个}口岸。", "沿江城市 ‹新开放›", "口岸 ‹增加›"
    ),
    review("better ones behind their number", "提升{10条}骨干道路。", "骨干道路 ‹提升›"),
    review("those of one sign", "固定、移动电话用户分别增长{22.7%}和{47.2%}。", "固定电话用户", "移动电话用户"),
    review("so many areas are no place", "三大片区改造完工，新建示范社区{12个}。", "示范社区 ‹新建›"),
]

ASIDES = [
    review(
        "a footnote mark before the number",
        "培育“专精特新”企业（7）{12户}、“链主”企业（8）{3户}。",
        "“专精特新”企业 ‹培育›",
        "“链主”企业 ‹培育›",
    ),
    review("the same holds below", "初步核算（下同）财政收入增长{3%}。", "财政收入"),
]

PARTS = [
    review(
        "parts of a sum by place",
        "完成工业投资{90亿元}，其中城关镇{12亿元}、开发区{30亿元}。",
        "工业投资 ‹完成›",
        "工业投资 @城关镇",
        "工业投资 @开发区",
    ),
    review("a place that is ranked", "河口镇排名全省{第8}、全市{第1}。", "排名 @河口镇", "排名 @河口镇"),
]

EACH_AND_ITS_PREDICATE = [
    review(
        "each of the places, for the clauses that follow",
        "各县实施水利项目{86个}，完成投资{31亿元}，新建泵站{12座}、水闸{7座}。",
        "水利项目 ‹实施› @各县",
        "水利项目投资 ‹完成› @各县",
        "泵站 ‹新建› @各县",
        "水闸 ‹新建› @各县",
    ),
    review("each of the bodies", "各部门共办理提案{96件}。", "提案 ‹办理› @各部门"),
    review(
        "in all, behind a place",
        "全省建制镇共拆除各类棚屋{300万平方米}、铁皮围挡{9万米}。",
        "各类棚屋 ‹拆除›",
        "铁皮围挡 ‹拆除›",
    ),
    review(
        "new jobs have a verb of their own",
        "扶持{8000名}退役军人，城镇新增就业{6万人}。",
        "退役军人 ‹扶持›",
        "城镇新增就业",
    ),
    review(
        "each its own predicate",
        "{3个}贫困县全部摘帽、{210个}贫困村全部出列。",
        "贫困县 ‹摘帽›",
        "贫困村 ‹出列›",
    ),
    review(
        "who is driven is named before what they do",
        "帮助{15所}村小改善住宿条件、提升供餐能力。",
        "村小 ‹帮助›",
    ),
    review("a thing with a verb in it is driven as a whole", "支持{9个}产业发展项目。", "产业发展项目 ‹支持›"),
    review("what is done for as many", "为{7000人}提供康复服务。", "康复服务 ‹提供›"),
    review("roads end where they run", "{4条}国道穿越全境。", "国道 ‹穿越全境›"),
    review("what was done tells which", "分配到村组的一次性补贴{2万元}。", "分配到村组的一次性补贴"),
    review("having is no doing", "现有监测对象{600户}。", "监测对象"),
    review("how it went is no part of it", "厕所革命成效显著，完成{12万户}。", "厕所革命 ‹完成›"),
    review(
        "a new verb for a new noun",
        "新登记企业{900家}，助推小微企业上规{40家}，新上榜民企百强{2家}、制造业百强{3家}。",
        "企业 ‹新登记›",
        "小微企业上规 ‹助推›",
        "民企百强 ‹新上榜›",
        "制造业百强 ‹新上榜›",
    ),
]

WORDS_KEPT_WHOLE = [
    review("years that name a school are no time", "学前三年毛入园率达到{88%}。", "学前三年毛入园率"),
    review("whose rank is said of the region's own", "全市经济总量居全省{第6位}。", "全市经济总量"),
    review("a rank that is shared", "用地效率并列全省{第二}。", "用地效率"),
    review("what is expected of the region", "全县预计实现养殖收入{6亿元}。", "养殖收入"),
    review("what stands between region and verb", "全市全年实现旅游收入{6亿元}。", "旅游收入"),
    review(
        "each of a kind is no item of each",
        "各类火情起数和死亡人数分别下降{9%}和{7%}。",
        "各类火情起数",
        "各类火情死亡人数",
    ),
    review(
        "a rate is shared as a whole",
        "玉米、小麦耕种收综合机械化率分别达{82%}和{93%}。",
        "玉米耕种收综合机械化率",
        "小麦耕种收综合机械化率",
    ),
    review(
        "what stations make is shared",
        "水力和潮汐发电量分别为{3亿千瓦时}和{2亿千瓦时}。",
        "水力发电量",
        "潮汐发电量",
    ),
    review(
        "two bases of one growth",
        "门店销售面积环比、同比分别增长{12%}、{3%}。",
        "门店销售面积",
        "门店销售面积",
    ),
    review(
        "ahead of two wholes",
        "工业投资增长{8%}，增速分别高于全国、全省{2.5个}和{1.5个百分点}。",
        "工业投资",
        "工业投资",
        "工业投资",
    ),
    review(
        "the list that one number was said of",
        "生产总值和财政收入年均递增{9%}，分别达到{40亿元}、{3亿元}。",
        "生产总值和财政收入",
        "生产总值",
        "财政收入",
    ),
    review("what moves is the next one's", "提前投放{20%}号源、转诊量增长{90%}。", "号源 ‹投放›", "转诊量"),
    review("two verbs of one predicate end its noun", "支持{8个}中心镇做大做强。", "中心镇 ‹支持›"),
    review("what is exported is a name", "出口商品交货值完成{7亿元}。", "出口商品交货值"),
    review("what spending is for is its name", "救灾补助支出{3亿元}。", "救灾补助支出"),
    review(
        "both ends of a share",
        "海洋产值占生产总值的比重从{6%}提高到{9%}。",
        "海洋产值占生产总值的比重",
        "海洋产值占生产总值的比重",
    ),
]

PLACES = [
    review("a place of growth", "工业增加值增长{8%}，增速居全省{第三}。", "工业增加值", "工业增加值增速"),
    review("a place of a total", "新入选科技人才{61人}，总量居全省{第一}。", "科技人才 ‹新入选›", "科技人才总量"),
    review("an amount is its own total", "存款余额{300亿元}，总量居全省{第二}。", "存款余额", "存款余额"),
    review("a place of how far it moved", "水质改善幅度居全省{第2}。", "水质改善幅度"),
    review(
        "places of both",
        "零售额增长{8%}，总量和增速分别居全省{第5}、{第3}。",
        "零售额",
        "零售额",
        "零售额增速",
    ),
    review("a place is no part of what has it", "{7项}评价指标全省{第一}。", "评价指标", "评价指标"),
    review("nor is what has it", "{7项}评价指标增速居全省{第一}。", "评价指标", "评价指标增速"),
    review("nor is having", "{38项}评价指标有{18项}达标。", "评价指标", "评价指标 ‹达标›"),
]

WHOSE_MEASURES = [
    review(
        "a measure is handed on from trade to trade",
        "食品行业主营业务收入达{60亿元}，建材行业达{30亿元}，纺织业{9亿元}。",
        "食品行业主营业务收入",
        "建材行业主营业务收入",
        "纺织业主营业务收入",
    ),
    review(
        "a measure of all that a list names",
        "建成重点项目{12个}、支撑项目{51个}，完成投资{15亿元}。",
        "重点项目 ‹建成›",
        "支撑项目 ‹建成›",
        "重点项目、支撑项目投资 ‹完成›",
    ),
    review(
        "whose a measure is, told before it",
        "民营经济快速发展，完成增加值{15亿元}，增长{12.5%}。",
        "民营经济增加值 ‹完成›",
        "民营经济增加值",
    ),
    review("what is grown", "粮食生产实现“十连增”，总产达到{49.9万吨}。", "粮食总产"),
    plan("what is made to grow", "大力发展预制菜产业，力争产值达到{100亿元}。", "预制菜产业产值"),
    review(
        "several trades", "汽车灯具、毛绒玩具等产业蓬勃发展，完成产值{55亿元}。", "汽车灯具、毛绒玩具等产业产值 ‹完成›"
    ),
    review("an insurance", "社会养老保险全面启动，参保率达到{95.5%}。", "社会养老保险参保率"),
    plan("whose is not told", "做大产业优势，力争年产值增长{10%}。", "年产值"),
    review(
        "a list behind another",
        "新建{2个}实验室，布局{3个}科创走廊、{3个}创新基地。",
        "实验室 ‹新建›",
        "科创走廊 ‹布局›",
        "创新基地 ‹布局›",
    ),
    review("a standard that one takes part in", "主导或参与制订国家标准{20项}。", "国家标准 ‹主导或参与制订›"),
    review(
        "things of a sum, counted behind", "实施总投资{14亿元}的技改项目{66个}。", "技改项目总投资", "技改项目 ‹实施›"
    ),
    review("what a sum is spent on", "投入{近100万元}建设乡村学校{5所}。", "乡村学校 ‹投入›", "乡村学校 ‹建设›"),
    review("a part of what is counted", "{9项}主要经济指标中{8项}增速高于全省。", "主要经济指标", "主要经济指标"),
    review("a mean is no part of the name", "{8类}医用耗材平均降价{67%}。", "医用耗材", "医用耗材平均降价"),
    review("a day's", "污水处理总规模达到每日{814万吨}。", "污水处理总规模"),
    review("what is grown on an area", "粮食播面{850万亩}、产量{323万吨}。", "粮食播面", "粮食产量"),
    review("land that is granted", "获批建设用地{48.6万亩}。", "建设用地 ‹获批›"),
    review("a part of those that something covers", "药物制度覆盖{80%以上}村卫生室。", "村卫生室 ‹覆盖›"),
    review("a part of those that do something", "确保{50%以上}的村集体收入达到{10万元}。", "村集体收入", "村集体收入"),
    review("a part named behind the whole", "创新平台{80%以上}由企业牵头组建。", "创新平台"),
    review(
        "a rate that tells which ones",
        "{73个}空置率50%以上的“空心村”全部搬迁整治。",
        "空置率50%以上的“空心村” ‹搬迁整治›",
    ),
    review("works in a few", "完成{5个}老旧小区改造提升。", "老旧小区改造提升 ‹完成›"),
    review(
        "markets that are built", "新建{1座}便民市场，新设置{3个}口袋市场。", "便民市场 ‹新建›", "口袋市场 ‹新设置›"
    ),
    plan("what is made longer", "推进土地承包到期后再延长{30年}试点。", "土地承包 ‹延长›"),
    review("brought up to date", "物种数更新至{8842种}。", "物种数"),
    review("all without exception", "一般性支出一律压减{10%}。", "一般性支出 ‹压减›"),
    review("passengers and goods", "客货运量分别增长{8%}和{9%}。", "客运量", "货运量"),
    review("bridges that are built", "完成{两座}桥梁新建工程。", "桥梁新建工程 ‹完成›"),
    review("one that is built", "新建{一座}眼科医院，新建变电站{一座}。", "眼科医院 ‹新建›", "变电站 ‹新建›"),
    review(
        "one verb more behind a sum", "投资{5亿元}新建改造农村公路{124公里}。", "农村公路 ‹投资›", "农村公路 ‹新建改造›"
    ),
    review("a word that goes on", "投资{5亿元}建设保障性住房{124套}。", "保障性住房 ‹投资›", "保障性住房 ‹建设›"),
    review("both in all", "完成{271个}村共计{18万户}的气代煤改造。", "村 ‹完成›", "气代煤改造 ‹完成›"),
    review("a house by what it is for", "建成回迁楼{35万平米}。", "回迁楼 ‹建成›"),
    review("what became of a kind", "{3所}高职院校升格为本科院校。", "高职院校 ‹升格为本科院校›"),
    review("who did what, in unknown words", "{600余名}干部倾情驻企。", "干部 ‹倾情驻企›"),
    review("works again", "{153户}停产企业恢复生产。", "停产企业 ‹恢复生产›"),
    review("open to all", "{56个}口袋公园向市民开放。", "口袋公园 ‹向市民开放›"),
    review("adverbs before a verb", "公开招聘教师{200名}，错时开放停车位{30个}。", "教师 ‹招聘›", "停车位 ‹开放›"),
    review("two verbs that tell no kind", "淘汰取缔燃煤锅炉{776台}。", "燃煤锅炉 ‹淘汰取缔›"),
    review("a verb that names what money does", "为贫困人口先行垫付医疗费用{1.2亿元}。", "医疗费用 ‹垫付›"),
    review("a work as the kind of a project", "实施数字化改造项目{200个}。", "数字化改造项目 ‹实施›"),
    review("an intent by its verb", "达成签约意向{140项}。", "签约意向 ‹达成›"),
    review("a ratio with nothing that it is compared with", "钢材板带比达到{50%}。", "钢材板带比"),
    review("and one that is", "财政收入比提高前增长{5%}。", "财政收入"),
    review("a rate that itself moves", "制造业增速提高{10.6个百分点}。", "制造业增速"),
    review("a rate above another", "农村居民收入增幅高于城镇{2个百分点}。", "农村居民收入增幅"),
    review("the highest", "单日客流量最高达{3万人次}。", "单日客流量"),
    review(
        "some of those before, and what they did",
        "确定惠民实事{13项}，{11项}如期启动。",
        "惠民实事 ‹确定›",
        "惠民实事 ‹如期启动›",
    ),
    review(
        "what a measure of things is a share of",
        "{10种}有色金属产量占全国比重{超10%}。",
        "有色金属",
        "有色金属产量占全国比重",
    ),
    review(
        "deposits and loans, one by one", "金融机构存款、贷款余额分别增长{9%}和{20%}。", "金融机构存款余额", "贷款余额"
    ),
    review(
        "contracts and their sum", "技术合同登记数、成交额分别增长{21%}、{25%}。", "技术合同登记数", "技术合同成交额"
    ),
    review(
        "kinds of a project",
        "政府投资类、社会投资类项目办理时限分别压缩至{39}、{33个工作日}。",
        "政府投资类项目办理时限",
        "社会投资类项目办理时限",
    ),
    review("what a plain noun does to things", "数据中心集群引进企业{357家}。", "企业 ‹引进› @数据中心集群"),
    review(
        "and to a list", "稳岗补贴惠及企业{7万家}、职工{12万人}。", "企业 ‹惠及› @稳岗补贴", "职工 ‹惠及› @稳岗补贴"
    ),
    review(
        "but to nothing else",
        "既有住宅加装（更新）电梯{105部}，改造管网{50公里}。",
        "电梯 ‹加装（更新）› @既有住宅",
        "管网 ‹改造›",
    ),
    review("the doing is measured", "旅游接待总人数增长{27%}。", "旅游接待总人数"),
    review("what goes on to the verb", "机构及其关联带动企业营收{748亿元}。", "机构及其关联带动企业营收"),
    review("from one thing to another", "铜箔项目从洽谈到建成投产用时{8个月}。", "铜箔项目从洽谈到建成投产"),
    review("a rate of doing reached", "{10个}重点项目开工率达到{100%}。", "重点项目", "重点项目开工率"),
    review("a rate of investing", "{10个}重点项目投资完成率均达{146%}。", "重点项目", "重点项目投资完成率"),
    review("a rate of completion", "完成确权登记{58万宗}、完成率{100%}。", "确权登记 ‹完成›", "确权登记完成率"),
    review("a cut list", "压减粗钢产能{160万吨}、水泥{20万吨}。", "粗钢产能 ‹压减›", "水泥 ‹压减›"),
    review("a rate owns no sum", "项目开工率{92%}，完成投资{5亿元}。", "项目开工率", "投资 ‹完成›"),
    review("a budget owns no taxes", "公共预算收入{20亿元}，其中税收{15亿元}。", "公共预算收入", "税收"),
    review(
        "trades that a list counts", "食品、医药两大行业产值分别为{6亿元}、{3亿元}。", "食品行业产值", "医药行业产值"
    ),
]

VERBS_THAT_LEAD = [
    review("one verb behind another", "组织开展民间投资推介{12场}。", "民间投资推介 ‹组织开展›"),
    review(
        "a noun that goes on is not split",
        "支持科技创新和制造业发展资金{6亿元}。",
        "科技创新和制造业发展资金 ‹支持›",
    ),
    review("by itself", "自行下放审批事项{16项}。", "审批事项 ‹下放›"),
    review("what a city does", "市区新增绿地{230万平方米}。", "绿地 ‹新增› @市区"),
    review(
        "what is wanted begins anew", "压减取水量{6亿立方米}，力争生态补水{2亿立方米}。", "取水量 ‹压减›", "生态补水"
    ),
    review("how it developed is no name", "三次产业结构进一步优化，由{8}:{40}:{52}起步。", *["三次产业结构"] * 3),
]

NOUNS_BESIDE = [
    review("what goes on to the number is no noun of it", "推进变电站及{20公里}线路建设。", "线路 ‹推进›"),
    review("nor is what says how great it is", "全国最大的{60万吨}乙醇装置投产。", "乙醇装置 ‹投产›"),
    review("what closes examples", "推进国债支持的{88个}水利设施等一批补短板项目。", "水利设施 ‹推进›"),
    review(
        "an adverb is no part of it", "{130辆}公交车高效运转，从{4个}方面统筹发力。", "公交车 ‹运转›", "方面 ‹发力›"
    ),
    review("a rate of what is counted", "{203个}国考断面水质优良率达{98%}。", "国考断面", "国考断面水质优良率"),
    review("whom something reaches", "助学工程惠及学生{1300名}。", "学生 ‹惠及› @助学工程"),
    review("what a need adds to growth", "投资需求拉动了{4.6个百分点}。", "投资需求"),
    review(
        "what is done for whom",
        "为{3729户}低收入农户发放冬煤补贴{223万元}。",
        "低收入农户 ‹发放冬煤补贴›",
        "冬煤补贴 ‹发放›",
    ),
    review("a house is of its own kind", "向{3万名}困难群众分配保障性住房。", "困难群众 ‹分配保障性住房›"),
    review("two verbs open it", "新建完善农田林网{9万亩}。", "农田林网 ‹新建完善›"),
    review("those who are driven to it", "推动每个乡镇建设{2个}示范村。", "示范村 ‹建设›"),
    review("who is driven to it, in brackets", "推动每个县（区）建设{2个以上}示范村。", "示范村 ‹建设›"),
    review("a measure that begins with a verb", "出台促进消费恢复发展{29条}措施。", "促进消费恢复发展措施 ‹出台›"),
    review("what a bound is of", "引进投资10亿元以上项目{34个}。", "投资10亿元以上项目 ‹引进›"),
    review("a bound in two currencies", "招引投资超50亿元或10亿美元项目{2个}。", "投资超50亿元或10亿美元项目 ‹招引›"),
    review(
        "the sum of what has grown",
        "跨境电商进出口增长{75%}、总额{超300亿元}。",
        "跨境电商进出口",
        "跨境电商进出口总额",
    ),
    review(
        "the sum behind what was added",
        "新增高速公路里程{15公里}，总里程达{866公里}。",
        "高速公路里程 ‹新增›",
        "高速公路里程",
    ),
    review("the sum of what is counted", "设立产业基金{13支}、总规模{207亿元}。", "产业基金 ‹设立›", "产业基金总规模"),
    review("who does something to the next", "{10个}先导区集聚核心企业{超150家}。", "先导区", "核心企业 ‹集聚›"),
    review("what was done before", "建成第二个加工厂、回收处置废旧农膜{710余吨}。", "废旧农膜 ‹回收处置›"),
    review("with whom it is done", "{3所}学校与学院开展贯通培养。", "学校 ‹与学院开展贯通培养›"),
    review("by what name it goes", "{5家}企业获评省级绿色工厂。", "企业 ‹获评›"),
    review("what it goes on", "{66个}安置房项目建设进展顺利。", "安置房项目 ‹建设›"),
    review("whom it is bought for", "为{4万名}老人购买养老服务。", "老人 ‹购买养老服务›"),
    review("from so many to so many", "省属企业由{66户}整合至{12户}。", "省属企业", "省属企业 ‹整合›"),
    review("the first of its kind", "推出全球首款{9兆瓦时}储能系统。", "储能系统 ‹推出›"),
    review("the speed of the first", "全区第一条时速{350公里}的高铁通车。", "时速"),
    review("what is pulled down", "直接拉低了工业增速{约4个百分点}。", "工业"),
    review(
        "a place of measures of its own",
        "城东经开区、城西高新区工业销售收入分别增长{3%}和{8%}。",
        "城东经开区工业销售收入",
        "城西高新区工业销售收入",
    ),
    review("of two of a kind", "炼铁、炼钢先进产能占比分别达到{64%}、{62%}。", "炼铁先进产能占比", "炼钢先进产能占比"),
    review("taxes that are let off", "全年减、降、退、缓企业税费{25亿元}。", "企业税费 ‹减、降、退、缓›"),
    review("more than a grade", "建成{3个}超千万吨级码头。", "超千万吨级码头 ‹建成›"),
    review("what a measure is for", "落实促进民间投资{12条}措施。", "促进民间投资措施 ‹落实›"),
    review(
        "what the measures of a list are for",
        "出台优化营商环境{33条}、关爱企业家{12条}等措施。",
        "优化营商环境措施 ‹出台›",
        "关爱企业家措施 ‹出台›",
    ),
    review("a measure behind another deed", "成立指挥部、出台{20条}举措。", "举措 ‹出台›"),
    review("what is new is wanted", "争取新增专项债券{44亿元}。", "新增专项债券 ‹争取›"),
    review("what is wanted begins like a verb", "争取建设用地{2000亩}。", "建设用地 ‹争取›"),
    review("what money is for", "发放救助保障资金{14亿元}。", "救助保障资金 ‹发放›"),
    review("what was begun", "实现重大项目开工{100个}、竣工{88个}。", "重大项目 ‹开工›", "重大项目 ‹竣工›"),
    review("what was handed over in them", "{52个}保交楼项目交付{1.6万套}。", "保交楼项目", "保交楼项目 ‹交付›"),
    review("shares of measures", "民间投资、工业投资占比分别达{49%}、{56%}。", "民间投资占比", "工业投资占比"),
    review("the share that moves", "出口额占总额的比重提高{3个百分点}。", "出口额占总额的比重"),
    review("a share behind another owner", "所有市州和{98%}的县区建成示范区。", "县区 ‹建成示范区›"),
    review("what a share is of by a bound", "年收入超过20万元的村占比达到{80%}。", "年收入超过20万元的村占比"),
    review("a page ends in it", "生产总值增长{6%}，一 — 1 — 般公共预算收入增长{7%}。", "生产总值", "一般公共预算收入"),
    review("levels in brackets", "{四个}县（市、区）共有{1200名}学生。", "县市区", "学生"),
    review("in all ways", "多渠道办结企业诉求{1.3万件}。", "企业诉求 ‹办结›"),
    review("for whom they do it", "{95家}医院为老年人设立服务机构。", "医院"),
    review(
        "what each sum is of",
        "{34个}省重点、{300个}市重点项目分别完成投资{409亿元}、{1562亿元}。",
        "省重点项目",
        "市重点项目",
        "省重点项目投资 ‹完成›",
        "市重点项目投资 ‹完成›",
    ),
    review(
        "projects that are promoted together",
        "{672个}市层面统筹推进重大项目完成投资{660亿元}。",
        "市层面统筹推进重大项目",
        "市层面统筹推进重大项目投资 ‹完成›",
    ),
    review(
        "works of one list",
        "新开工老旧小区改造{300个}、危旧房改造{336套}。",
        "老旧小区改造 ‹新开工›",
        "危旧房改造 ‹新开工›",
    ),
    review("cattle and sheep", "牛羊出栏分别增长{5%}、{2%}。", "牛出栏", "羊出栏"),
    review("above the same line", "限额以上住宿和餐饮业分别增长{8%}、{4%}。", "限额以上住宿", "限额以上餐饮业"),
    review("what was got past", "接待游客突破“四千万”、达{4133万人次}。", "接待游客"),
    review("what was planned", "危房改造完成年计划的{106%}。", "危房改造"),
    review(
        "above what was set",
        "国控河流、近岸海域优良水体比例分别高于省定目标{28.6个}和{21.9个百分点}。",
        "国控河流优良水体比例",
        "近岸海域优良水体比例",
    ),
    review(
        "incomes of two kinds of residents",
        "城镇居民、农村居民人均可支配收入分别增长{4%}、{5%}。",
        "城镇居民人均可支配收入",
        "农村居民人均可支配收入",
    ),
    review(
        "three sectors in one word",
        "三次产业增加值分别增长{3%}、{7%}、{8%}。",
        "第一产业增加值",
        "第二产业增加值",
        "第三产业增加值",
    ),
    review("names that are counted", "工业经济、农村公路建设养护{3项}工作获省政府表彰。", "工作 ‹获省政府表彰›"),
    review("who issues bonds", "{87个}项目发行债券资金{71亿元}。", "项目", "债券资金 ‹发行›"),
    review("what is averted", "避免因灾伤亡{49人}。", "因灾伤亡 ‹避免›"),
    review("what is not done", "实事{58件}，由于客观原因有{8件}没有完成。", "实事", "实事 ‹没有完成›"),
    review("earnings have one owner", "旅游业创汇、创收分别增长{16%}和{11%}。", "旅游业创汇", "旅游业创收"),
    review(
        "a bound of each of a list",
        "新增产值超10亿元企业{2家}、产值超30亿元园区{1家}。",
        "产值超10亿元企业 ‹新增›",
        "产值超30亿元园区 ‹新增›",
    ),
    review("what grew is not done", "新增园区{2个}，入园企业增至{64家}。", "园区 ‹新增›", "入园企业"),
    review(
        "a kind of area is where its own is done",
        "城区栽种树木{30万株}，绿化村屯{12个}。",
        "树木 ‹栽种› @城区",
        "村屯 ‹绿化›",
    ),
    review("a subsidy by name", "残疾人两项补贴资金{4亿元}。", "残疾人两项补贴资金"),
]

OF_OTHER_REPORTS = [
    review(
        "deposits and loans",
        "金融机构存贷款余额分别达到{158亿元}和{65亿元}，增长{21.1%}和{15.6%}。",
        "金融机构存款余额",
        "金融机构贷款余额",
        "金融机构存款余额",
        "金融机构贷款余额",
    ),
    review(
        "town and country, parted",
        "城、乡居民人均可支配收入分别为{22694元}、{9527元}。",
        "城镇居民人均可支配收入",
        "农村居民人均可支配收入",
    ),
    review(
        "town and pasture",
        "城镇、牧区常住居民收入分别达到{24683元}和{19649元}。",
        "城镇常住居民收入",
        "牧区常住居民收入",
    ),
    review(
        "no part of a word is shared",
        "优质学校和普惠性幼儿园覆盖率分别达{75%}、{83%}。",
        "优质学校覆盖率",
        "普惠性幼儿园覆盖率",
    ),
    review("numbers of bodies are whole", "借贷户数和借贷余额分别下降{70%}和{69%}。", "借贷户数", "借贷余额"),
    review("capital by name", "注册资本达{28.6亿元}，合作社总数达{55家}。", "注册资本", "合作社总数"),
    review("a metal", "平板玻璃{570万重量箱}，镁{4.5万吨}。", "平板玻璃", "镁"),
    review("numbers that touch, of a verb", "全年脱贫{324户}{743人}。", "脱贫", "脱贫"),
    review(
        "money does nothing",
        "投入扶贫资金{3380万元}，全年脱贫{324户}。",
        "扶贫资金 ‹投入›",
        "脱贫",
    ),
    review(
        "what is told of what is counted",
        "{16条}产业链产值增长{9%}，{236个}村集体经济收入达标。",
        "产业链",
        "产业链产值",
        "村集体经济收入 ‹达标›",
    ),
    review("how much more each has", "建成基地{22个}，人均增收{7600元}。", "基地 ‹建成›", "人均增收"),
    review("a rank among so many", "生产总值{288亿元}，总量六区{第一}。", "生产总值", "生产总值"),
    review("a step on the way", "财政收入迈过千亿大关，达{1330亿元}。", "财政收入"),
    review("a step is no number", "工业总产值迈上千亿台阶，{接近1300亿元}。", "工业总产值"),
    review("all of it", "镇级财政收入全部{超过1000万元}。", "镇级财政收入"),
    review("measures that lower something", "出台降低实体经济成本{35条}措施。", "降低实体经济成本措施 ‹出台›"),
    review("what a sum is spent on, wholly", "投入{1.6亿元}，全面实施流域治理。", "流域治理 ‹投入›"),
    review(
        "what became of others",
        "实现{20个}贫困村退出、{11000人}脱贫。",
        "贫困村 ‹退出›",
        "‹脱贫›",
    ),
    review("who pairs with whom", "{1100名}干部结对帮扶。", "干部 ‹结对帮扶›"),
    review("a word of reaching", "投资增速高达{9.5%}，医保参保率到达{98%}。", "投资", "医保参保率"),
    review("a cost by name", "科技三项费用支出{2.35亿元}。", "科技三项费用支出"),
    review(
        "times of what was there before",
        "零售总额达{6.17亿元}，存款余额达{6.45亿元}，分别是“九五”期末的{1.83倍}和{1.92倍}。",
        "零售总额",
        "存款余额",
        "零售总额",
        "存款余额",
    ),
    review(
        "what is done for both",
        "累计解决{13.7万人}和{8.5万头}牲畜的饮水困难。",
        "饮水困难 ‹解决›",
        "牲畜的饮水困难 ‹解决›",
    ),
    review("interest on loans", "争取贷款贴息{1100万元}。", "贷款贴息 ‹争取›"),
    review(
        "each of the sectors",
        "一、二、三次产业分别增长{3%}、{4%}、{5%}。",
        "一次产业",
        "二次产业",
        "三次产业",
    ),
    review("at prices of the day", "生产总值可比增长{2.5%}、现价增长{3.5%}。", "生产总值", "生产总值"),
    review("beyond the goal", "能耗下降{10.7%}，超额完成省考核目标{2.7个百分点}。", "能耗", "能耗"),
    review("at the same time", "新增车位{2500个}，同步建成充电桩{450个}。", "车位 ‹新增›", "充电桩 ‹建成›"),
    review("for free", "为{6.1万名}妇女免费做筛查。", "妇女 ‹免费做筛查›"),
    review("as a whole", "整体提升{100所}学校、{50家}医院。", "学校 ‹提升›", "医院 ‹提升›"),
    review("a rate of verbs", "开工转化率达{35%}。", "开工转化率"),
    review("what did not move", "价格指数同比持平，涨幅收窄{3.7个百分点}。", "价格指数"),
    review("until when", "止年底、存款余额{300亿元}。", "存款余额"),
    review(
        "a rate is told of what is counted",
        "{13个}重点项目开工率{100%}，投资进度达到{37.7%}。",
        "重点项目",
        "重点项目开工率",
        "投资进度",
    ),
    review(
        "bounds without the thing",
        "新签约过亿元项目{57个}，过10亿元{7个}。",
        "过亿元项目 ‹新签约›",
        "过10亿元项目 ‹新签约›",
    ),
    review(
        "owners are dealt out",
        "办结代表建议{148件}、委员提案{134件}，满意率分别达{98.6%}和{99.2%}。",
        "代表建议 ‹办结›",
        "委员提案 ‹办结›",
        "代表建议满意率",
        "委员提案满意率",
    ),
    review(
        "a noun said twice is dealt once",
        "生产总值由{500亿元}增加到{600亿元}，财政收入由{30亿元}增加到{50亿元}，分别增长{20%}和{66%}。",
        "生产总值",
        "生产总值",
        "财政收入",
        "财政收入",
        "生产总值",
        "财政收入",
    ),
    review(
        "ranks behind growth are dealt out",
        "生产总值达{500亿元}，增长{8%}，财政收入达{30亿元}，增长{9%}，分别居全市{第一}和{第二}。",
        "生产总值",
        "生产总值",
        "财政收入",
        "财政收入",
        "生产总值",
        "财政收入",
    ),
    review(
        "both have passed a line",
        "生产总值、固定资产投资双双{突破200亿元}大关，分别达到{210亿元}和{241亿元}，是上年的{2.1倍}和{3.2倍}。",
        "生产总值、固定资产投资",
        "生产总值",
        "固定资产投资",
        "生产总值",
        "固定资产投资",
    ),
    review(
        "each has passed its line",
        "城镇、农村居民收入分别{突破2万元}、{1万元}大关，分别达到{26130元}和{13371元}。",
        "城镇居民收入",
        "农村居民收入",
        "城镇居民收入",
        "农村居民收入",
    ),
    review("a step is climbed", "财政收入跨上{10亿元}台阶，达到{10.5亿元}。", "财政收入", "财政收入"),
    review("counted peers have no rank", "本级税收居全省山区五市{30个}县{第三位}。", "县", "本级税收"),
    review(
        "a bound of nothing is of what was counted",
        "引进项目{45个}，其中亿元以上{12个}、10亿元以上{3个}。",
        "项目 ‹引进›",
        "亿元以上项目 ‹引进›",
        "10亿元以上项目 ‹引进›",
    ),
    review("what is grown owns its yield", "种植柠檬{4000亩}，产量{4820吨}。", "柠檬 ‹种植›", "柠檬产量"),
    review(
        "a deed goes with its rate",
        "办理建议{86件}，提案办复率{100%}，满意率{98%}。",
        "建议 ‹办理›",
        "提案办复率",
        "提案满意率",
    ),
    review("a bound of money alone", "在建项目{10个}，其中投资超亿元的{2个}。", "在建项目", "投资超亿元在建项目"),
    review("a class by count", "建成5万只以上养殖小区{4个}。", "5万只以上养殖小区 ‹建成›"),
    review("a class by count, told", "养鸡10万只以上的村{6个}。", "养鸡10万只以上的村"),
    review(
        "what is counted stands behind the sum",
        "建设{3个}总投资{15亿元}的项目，建成{2个}。",
        "项目 ‹建设›",
        "项目总投资",
        "项目 ‹建成›",
    ),
    review("money for an industry is no class", "为农户拨付{2106万元}产业扶持资金。", "产业扶持资金 ‹拨付›"),
    review("people are no villages", "全年有{10个}村出列、{19449人}脱贫。", "村 ‹出列›", "‹脱贫›"),
    review("money behind a sum of funds", "设立{8支}总规模{285亿元}产业基金。", "产业基金 ‹设立›", "产业基金总规模"),
    review("an income owns no taxes", "销售收入和利税分别增长{28%}和{24%}。", "销售收入", "利税"),
    review("nor does whom it goes to", "向国家交纳税金{60亿元}，实现利润{468亿元}。", "向国家交纳税金", "利润"),
    review(
        "what is able is shared",
        "铁矿石、煤炭接卸能力分别达{1.2亿吨}、{2600万吨}。",
        "铁矿石接卸能力",
        "煤炭接卸能力",
    ),
    review("steps on the way", "生产总值连续跨越7万亿、8万亿两个台阶，年均增长{5.9%}。", "生产总值"),
    review("a sign of reaching inside a word", "投资{8.1亿元}的雷达产业园竣工。", "雷达产业园投资"),
    review("what examples go on to", "建成南湾大道等{20公里}快速路。", "快速路 ‹建成›"),
]

PHRASES = [
    *HEAD,
    *TAIL,
    *ACTION,
    *SUBJECT,
    *LISTS,
    *CLAUSES,
    *ELLIPSIS,
    *WORDS_WITH_VERBS,
    *SUMS,
    *LISTS_OF_KINDS,
    *CLAUSES_BEFORE,
    *NOUNS_THAT_END,
    *LISTS_AND_THEIR_VERBS,
    *DEALT,
    *ASIDES,
    *PARTS,
    *EACH_AND_ITS_PREDICATE,
    *WORDS_KEPT_WHOLE,
    *PLACES,
    *WHOSE_MEASURES,
    *VERBS_THAT_LEAD,
    *NOUNS_BESIDE,
    *OF_OTHER_REPORTS,
]
OPEN_DEFECTS: dict[str, str] = {
    "levels repeat the head": "got 3家: “小巨人”企业国家级 ‹新增›; 21家: 省级“小巨人”企业国家级",
}


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract_phrases(PHRASES)


@pytest.mark.parametrize("case", cases(PHRASES, OPEN_DEFECTS))
def test_indicator(case: Phrase, extraction: Extraction) -> None:
    assert said(extraction, case, measured) == case.expected


@pytest.mark.parametrize(
    ("name", "indicator_id"),
    [
        ("movement is dropped", "retail_sales"),
        ("name stays whole", "urban_new_jobs"),
        ("name with a digit stays", "pm25"),
    ],
)
def test_indicator_of_the_catalogue(name: str, indicator_id: str, extraction: Extraction) -> None:
    assert extraction.facts.filter(report_id=name)["indicator_id"].to_list() == [indicator_id]


def test_a_phrase_that_begins_as_a_preposition_is_one_fact_a_number_also_where_it_is_ranked() -> None:
    text = "2023年，在校学生45.13万人。在校学生第3位。"
    facts = extract(pl.DataFrame({"report_id": ["a"], "text": [text]})).facts
    assert facts["mention"].to_list() == ["45.13万人", "第3位"]
