-- A warehouse as version 1.0 of the contract had it, written out from a file of its own code: two reports and an empty file.
-- Its dimensions (regions, units, indicators) are left out: a load makes them anew.
create schema bi;
CREATE TABLE audit_finding(finding_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, severity VARCHAR NOT NULL, fact_id VARCHAR NOT NULL, other_fact_id VARCHAR, expected DECIMAL(38,9), found DECIMAL(38,9), explanation VARCHAR NOT NULL);
CREATE TABLE dim_code(code_list VARCHAR NOT NULL, code VARCHAR NOT NULL, label_zh VARCHAR NOT NULL, label_en VARCHAR NOT NULL);
CREATE TABLE dim_indicator(indicator_id VARCHAR NOT NULL, name_zh VARCHAR NOT NULL, name_en VARCHAR NOT NULL, "domain" VARCHAR NOT NULL, dimension VARCHAR, unit VARCHAR, better VARCHAR NOT NULL, aliases VARCHAR);
CREATE TABLE dim_region(region_code VARCHAR NOT NULL, region_name VARCHAR NOT NULL, region_level VARCHAR NOT NULL, "name" VARCHAR NOT NULL, short_name VARCHAR, parent_code VARCHAR, valid_from SMALLINT, valid_to SMALLINT, "source" VARCHAR);
CREATE TABLE dim_report(report_id VARCHAR NOT NULL, source_path VARCHAR NOT NULL, source_sha256 VARCHAR NOT NULL, source_format VARCHAR NOT NULL, "encoding" VARCHAR, region_code VARCHAR, region_name VARCHAR, region_level VARCHAR, kind VARCHAR, title VARCHAR, report_year SMALLINT, review_start SMALLINT, review_end SMALLINT, plan_year SMALLINT, delivered_on DATE, is_partial BOOLEAN NOT NULL, char_count INTEGER NOT NULL, run_id VARCHAR NOT NULL, loaded_at TIMESTAMP NOT NULL);
CREATE TABLE dim_unit(unit VARCHAR NOT NULL, dimension VARCHAR NOT NULL, kind VARCHAR NOT NULL, aliases VARCHAR, example_phrase VARCHAR);
CREATE TABLE fact_outcome(target_fact_id VARCHAR NOT NULL, actual_fact_id VARCHAR, region_code VARCHAR, period VARCHAR, verdict VARCHAR NOT NULL, attainment DECIMAL(38,9), match_score DECIMAL(5,4), reason VARCHAR NOT NULL);
CREATE TABLE fact_quantity(fact_id VARCHAR NOT NULL, report_id VARCHAR NOT NULL, section_no INTEGER, char_start INTEGER NOT NULL, char_end INTEGER NOT NULL, mention VARCHAR NOT NULL, "value" DECIMAL(38,9) NOT NULL, value_max DECIMAL(38,9), unit VARCHAR NOT NULL, stated_number VARCHAR NOT NULL, stated_unit VARCHAR, bound VARCHAR NOT NULL, measure VARCHAR NOT NULL, basis VARCHAR, "scope" VARCHAR, status VARCHAR NOT NULL, period VARCHAR, period_start DATE, period_end DATE, indicator VARCHAR, indicator_id VARCHAR, "action" VARCHAR, subject VARCHAR, sentence VARCHAR NOT NULL);
CREATE TABLE load_run(run_id VARCHAR NOT NULL, started_at TIMESTAMP NOT NULL, finished_at TIMESTAMP, state VARCHAR NOT NULL, runner VARCHAR, prefect_flow_run_id VARCHAR, code_digest VARCHAR, seed_digest VARCHAR, files_seen BIGINT NOT NULL, files_loaded BIGINT NOT NULL, files_unchanged BIGINT NOT NULL, files_quarantined BIGINT NOT NULL, reports_loaded BIGINT NOT NULL, facts_loaded BIGINT NOT NULL, rows_quarantined BIGINT NOT NULL, message VARCHAR, checks VARCHAR);
CREATE TABLE mart_finding(finding_id VARCHAR NOT NULL, region_code VARCHAR, region_name VARCHAR, report_year SMALLINT, kind VARCHAR NOT NULL, severity VARCHAR NOT NULL, explanation VARCHAR NOT NULL, expected DECIMAL(38,9), found DECIMAL(38,9), fact_id VARCHAR NOT NULL, mention VARCHAR NOT NULL, sentence VARCHAR NOT NULL, report_id VARCHAR NOT NULL, other_fact_id VARCHAR, other_mention VARCHAR, other_sentence VARCHAR, other_report_id VARCHAR);
CREATE TABLE mart_indicator_year(region_code VARCHAR NOT NULL, region_name VARCHAR NOT NULL, region_level VARCHAR NOT NULL, indicator_id VARCHAR NOT NULL, name_zh VARCHAR NOT NULL, name_en VARCHAR NOT NULL, "domain" VARCHAR NOT NULL, better VARCHAR NOT NULL, "year" SMALLINT NOT NULL, unit VARCHAR, level_first DECIMAL(38,9), level_first_report_year SMALLINT, level_first_fact_id VARCHAR, level_latest DECIMAL(38,9), level_latest_report_year SMALLINT, level_latest_fact_id VARCHAR, level_statements BIGINT NOT NULL, growth_first DECIMAL(38,9), growth_first_report_year SMALLINT, growth_latest DECIMAL(38,9), growth_latest_report_year SMALLINT, growth_latest_fact_id VARCHAR, growth_statements BIGINT NOT NULL, level_rank BIGINT, growth_rank BIGINT, places BIGINT NOT NULL);
CREATE TABLE mart_report(report_id VARCHAR NOT NULL, facts BIGINT NOT NULL, targets BIGINT NOT NULL, results BIGINT NOT NULL, numbers BIGINT NOT NULL, unresolved BIGINT NOT NULL);
CREATE TABLE mart_scorecard(region_code VARCHAR NOT NULL, region_name VARCHAR NOT NULL, region_level VARCHAR NOT NULL, "year" SMALLINT NOT NULL, targets BIGINT NOT NULL, met BIGINT NOT NULL, missed BIGINT NOT NULL, unclear BIGINT NOT NULL, unreported BIGINT NOT NULL);
CREATE TABLE mart_target_outcome(target_fact_id VARCHAR NOT NULL, region_code VARCHAR NOT NULL, region_name VARCHAR NOT NULL, region_level VARCHAR NOT NULL, "year" SMALLINT NOT NULL, verdict VARCHAR NOT NULL, attainment DECIMAL(38,9), match_score DECIMAL(5,4), reason VARCHAR NOT NULL, indicator VARCHAR, indicator_id VARCHAR, measure VARCHAR NOT NULL, unit VARCHAR NOT NULL, target_bound VARCHAR NOT NULL, target_value DECIMAL(38,9) NOT NULL, target_value_max DECIMAL(38,9), target_mention VARCHAR NOT NULL, target_sentence VARCHAR NOT NULL, target_report_id VARCHAR NOT NULL, target_report_year SMALLINT, actual_fact_id VARCHAR, actual_indicator VARCHAR, actual_value DECIMAL(38,9), actual_mention VARCHAR, actual_sentence VARCHAR, actual_report_id VARCHAR, actual_report_year SMALLINT);
CREATE TABLE number_ledger(report_id VARCHAR NOT NULL, char_start INTEGER NOT NULL, char_end INTEGER NOT NULL, "text" VARCHAR NOT NULL, disposition VARCHAR NOT NULL, fact_id VARCHAR, reason VARCHAR);
CREATE TABLE quarantine(quarantine_id VARCHAR NOT NULL, run_id VARCHAR NOT NULL, stage VARCHAR NOT NULL, source_path VARCHAR, source_sha256 VARCHAR, table_name VARCHAR, report_id VARCHAR, char_start INTEGER, reason VARCHAR NOT NULL, evidence VARCHAR NOT NULL, created_at TIMESTAMP NOT NULL);
CREATE TABLE report_section(report_id VARCHAR NOT NULL, section_no INTEGER NOT NULL, char_start INTEGER NOT NULL, char_end INTEGER NOT NULL, heading VARCHAR, "role" VARCHAR NOT NULL, period VARCHAR);
CREATE TABLE report_text(report_id VARCHAR NOT NULL, "text" VARCHAR NOT NULL);
CREATE TABLE source_file(path VARCHAR NOT NULL, origin VARCHAR, sha256 VARCHAR, size BIGINT NOT NULL, mtime_ns BIGINT NOT NULL, ctime_ns BIGINT, outcome VARCHAR NOT NULL, report_count BIGINT NOT NULL, code_digest VARCHAR, seed_digest VARCHAR, first_seen_run_id VARCHAR NOT NULL, last_seen_run_id VARCHAR NOT NULL, is_present BOOLEAN NOT NULL);
insert into dim_code values
('basis', 'annual_average', '年均', 'average of the years'),
('basis', 'cumulative', '累计', 'summed over the period'),
('basis', 'month_on_month', '环比', 'month on month'),
('better', 'higher', '越高越好', 'higher is better'),
('better', 'lower', '越低越好', 'lower is better'),
('better', 'neutral', '无方向', 'neither'),
('bound', 'about', '左右', 'about'),
('bound', 'above', '超过', 'more than'),
('bound', 'at_least', '不低于', 'at least'),
('bound', 'at_most', '不超过', 'at most'),
('bound', 'below', '近', 'just under'),
('bound', 'exact', '等于', 'exactly'),
('bound', 'indefinite', '约数', 'only the order of magnitude'),
('bound', 'range', '区间', 'between two values'),
('disposition', 'boilerplate', '页面杂项', 'navigation, footer, notes'),
('disposition', 'date', '时间', 'a date or a span of time'),
('disposition', 'fact', '事实', 'a fact'),
('disposition', 'heading', '标题序号', 'the number of a heading or a list item'),
('disposition', 'idiom', '成语套语', 'an idiom'),
('disposition', 'name', '名称', 'part of a name'),
('disposition', 'ordinal', '序数', 'an ordinal in a name'),
('disposition', 'qualifier', '限定语', 'a condition or part of an indicator''s name'),
('disposition', 'unresolved', '未判定', 'not understood'),
('file_outcome', 'loaded', '已入库', 'read and loaded'),
('file_outcome', 'quarantined', '已隔离', 'not loaded; see quarantine'),
('file_outcome', 'unchanged', '未变', 'same bytes and same rules as before'),
('finding_kind', 'conflicting_values', '同一指标数值不一', 'one indicator, place and time, different values'),
('finding_kind', 'growth_mismatch', '增速与水平不符', 'growth does not follow from the two levels'),
('finding_kind', 'percent_out_of_range', '百分比越界', 'a percentage outside reason'),
('finding_kind', 'shrinking_total', '累计数缩小', 'a cumulative total that shrank'),
('finding_kind', 'sum_mismatch', '分项与合计不符', 'parts do not add up to the total'),
('finding_kind', 'unit_misfit', '单位与指标不合', 'a unit that does not measure the indicator'),
('finding_kind', 'unit_slip', '疑似单位错误', 'a jump by a power of ten'),
('measure', 'change', '增减量', 'absolute change against a base'),
('measure', 'growth', '增长率', 'relative change against an earlier time'),
('measure', 'level', '水平', 'a stock, a flow, a count or a rate'),
('measure', 'multiple', '倍数', 'so many times something'),
('measure', 'rank', '位次', 'place in an order'),
('measure', 'share', '占比', 'part of a whole'),
('region_level', 'county', '县级', 'county'),
('region_level', 'nation', '全国', 'nation'),
('region_level', 'prefecture', '地级', 'prefecture'),
('region_level', 'province', '省级', 'province'),
('report_kind', 'development_plan', '发展规划', 'development plan'),
('report_kind', 'government_work_report', '政府工作报告', 'government work report'),
('report_kind', 'other', '其他', 'other'),
('report_kind', 'statistical_bulletin', '统计公报', 'statistical bulletin'),
('run_state', 'completed', '完成', 'completed'),
('run_state', 'failed', '失败', 'failed'),
('run_state', 'running', '进行中', 'under way'),
('section_role', 'other', '其他', 'neither'),
('section_role', 'plan', '部署', 'what is to be done'),
('section_role', 'review', '回顾', 'what was done'),
('severity', 'high', '高', 'high'),
('severity', 'low', '低', 'low'),
('severity', 'medium', '中', 'medium'),
('stage', 'discover', '发现', 'finding files'),
('stage', 'extract', '抽取', 'facts and ledger'),
('stage', 'identity', '识别', 'place, year and kind'),
('stage', 'publish', '发布', 'checks before the swap'),
('stage', 'read', '读取', 'bytes to text'),
('stage', 'validate', '校验', 'the table''s model'),
('status', 'actual', '实绩', 'done or found'),
('status', 'baseline', '基期', 'base of a comparison'),
('status', 'estimate', '预计', 'expected figure of a review'),
('status', 'target', '目标', 'planned, promised or forecast'),
('verdict', 'met', '兑现', 'met'),
('verdict', 'missed', '未兑现', 'missed'),
('verdict', 'unclear', '难判', 'cannot be told'),
('verdict', 'unreported', '未提及', 'not mentioned by the later report');
insert into dim_report values
('1173b7ccdc548ac9', 'in/兴安市2024.txt', '8b6c92508450fedf8c7d6733a5b3d36f3ce02c3d604bddb56cf12478e24e314a', 'txt', 'utf-8', null, null, null, 'government_work_report', '兴安市政府工作报告', 2024, 2023, 2023, 2024, '2024-01-16', true, 191, '20261126T043823-443f86', '2026-11-26 04:38:23.617456'),
('30b172236d63c074', 'in/兴安市2023.txt', '23a52fc04ed5305b186b32f1eebf93fc9dfae2c75a068804dfde8ab9b855ed2e', 'txt', 'utf-8', null, null, null, 'government_work_report', '兴安市政府工作报告', 2023, 2022, 2022, 2023, '2023-01-16', true, 191, '20261126T043823-443f86', '2026-11-26 04:38:23.617456');
insert into fact_quantity values
('035e6f9136993278', '30b172236d63c074', 2, 177, 182, '3万人以上', 30000.000000000, null, '人', '3万', '人', 'at_least', 'level', null, null, 'target', '2023', '2023-01-01', '2023-12-31', '城镇新增就业', 'urban_new_jobs', null, null, '地区生产总值增长5.5%左右，城镇新增就业3万人以上，新建公园5个。'),
('09cbda037fa88b76', '1173b7ccdc548ac9', 1, 128, 133, '3.4万人', 34000.000000000, null, '人', '3.4万', '人', 'exact', 'level', null, null, 'actual', '2023', '2023-01-01', '2023-12-31', '城镇新增就业', 'urban_new_jobs', null, null, '城镇新增就业3.4万人，新建学校12所。'),
('0dc790d85ad66926', '1173b7ccdc548ac9', 2, 177, 182, '3万人以上', 30000.000000000, null, '人', '3万', '人', 'at_least', 'level', null, null, 'target', '2024', '2024-01-01', '2024-12-31', '城镇新增就业', 'urban_new_jobs', null, null, '地区生产总值增长5.5%左右，城镇新增就业3万人以上，新建公园5个。'),
('1a3fac1f286b801b', '1173b7ccdc548ac9', 2, 164, 170, '5.5%左右', 5.500000000, null, '%', '5.5', '%', 'about', 'growth', null, null, 'target', '2024', '2024-01-01', '2024-12-31', '地区生产总值', 'gdp', null, null, '地区生产总值增长5.5%左右，城镇新增就业3万人以上，新建公园5个。'),
('4825c52d5dd23a03', '1173b7ccdc548ac9', 2, 187, 189, '5个', 5.000000000, null, '个', '5', '个', 'exact', 'level', null, null, 'target', '2024', '2024-01-01', '2024-12-31', '公园', 'parks', '新建', null, '地区生产总值增长5.5%左右，城镇新增就业3万人以上，新建公园5个。'),
('5c8d22d8f69fcb05', '1173b7ccdc548ac9', 1, 99, 103, '6.1%', 6.100000000, null, '%', '6.1', '%', 'exact', 'growth', null, null, 'actual', '2023', '2023-01-01', '2023-12-31', '全市地区生产总值', 'gdp', null, null, '全市地区生产总值增长6.1%，一般公共预算收入达到120.5亿元。'),
('6e7698f0fe37a0a7', '30b172236d63c074', 1, 99, 103, '6.1%', 6.100000000, null, '%', '6.1', '%', 'exact', 'growth', null, null, 'actual', '2022', '2022-01-01', '2022-12-31', '全市地区生产总值', 'gdp', null, null, '全市地区生产总值增长6.1%，一般公共预算收入达到120.5亿元。'),
('85979aa1f392371d', '1173b7ccdc548ac9', 1, 114, 121, '120.5亿元', 12050000000.000000000, null, '元', '120.5亿', '元', 'exact', 'level', null, null, 'actual', '2023', '2023-01-01', '2023-12-31', '一般公共预算收入', 'general_budget_revenue', null, null, '全市地区生产总值增长6.1%，一般公共预算收入达到120.5亿元。'),
('adf2c586d84c9d7f', '30b172236d63c074', 2, 187, 189, '5个', 5.000000000, null, '个', '5', '个', 'exact', 'level', null, null, 'target', '2023', '2023-01-01', '2023-12-31', '公园', 'parks', '新建', null, '地区生产总值增长5.5%左右，城镇新增就业3万人以上，新建公园5个。'),
('b0a7f1533bd34c17', '1173b7ccdc548ac9', 1, 138, 141, '12所', 12.000000000, null, '所', '12', '所', 'exact', 'level', null, null, 'actual', '2023', '2023-01-01', '2023-12-31', '学校', 'schools', '新建', null, '城镇新增就业3.4万人，新建学校12所。'),
('b95aa9222c81e00f', '30b172236d63c074', 1, 114, 121, '120.5亿元', 12050000000.000000000, null, '元', '120.5亿', '元', 'exact', 'level', null, null, 'actual', '2022', '2022-01-01', '2022-12-31', '一般公共预算收入', 'general_budget_revenue', null, null, '全市地区生产总值增长6.1%，一般公共预算收入达到120.5亿元。'),
('ba1901d407010aa9', '30b172236d63c074', 1, 138, 141, '12所', 12.000000000, null, '所', '12', '所', 'exact', 'level', null, null, 'actual', '2022', '2022-01-01', '2022-12-31', '学校', 'schools', '新建', null, '城镇新增就业3.4万人，新建学校12所。'),
('d15bf2daaf5a0227', '30b172236d63c074', 2, 164, 170, '5.5%左右', 5.500000000, null, '%', '5.5', '%', 'about', 'growth', null, null, 'target', '2023', '2023-01-01', '2023-12-31', '地区生产总值', 'gdp', null, null, '地区生产总值增长5.5%左右，城镇新增就业3万人以上，新建公园5个。'),
('e8706e56b70fe9e2', '30b172236d63c074', 1, 128, 133, '3.4万人', 34000.000000000, null, '人', '3.4万', '人', 'exact', 'level', null, null, 'actual', '2022', '2022-01-01', '2022-12-31', '城镇新增就业', 'urban_new_jobs', null, null, '城镇新增就业3.4万人，新建学校12所。');
insert into load_run values
('20261126T043823-443f86', '2026-11-26 04:38:23.617456', '2026-11-26 04:38:28.980289', 'completed', 'inline', null, '880b1cbac58468fa4f41c4c0503c8d771bef647811417e4671b45fe5abcc5941', '9d70ece9bfb0179a47b68405eb3a0cd3e4361f4655b3ce14304e3c5fe6de4408', 3, 2, 0, 1, 2, 14, 1, null, '{"codes_known": 0, "counts_add_up": 0, "digits_accounted_for": 0, "ids_unique": 0, "ledger_covers_facts": 0, "mentions_are_text": 0, "references_resolve": 0, "reports_keep_facts": 0, "sections_hold_facts": 0, "spans_disjoint": 0, "units_known": 0}');
insert into number_ledger values
('1173b7ccdc548ac9', 13, 23, '2024年1月16日', 'date', null, 'the form of date'),
('1173b7ccdc548ac9', 27, 36, '第七届人民代表大会', 'ordinal', null, 'the form of ordinal'),
('1173b7ccdc548ac9', 36, 39, '第四次', 'ordinal', null, 'the form of ordinal'),
('1173b7ccdc548ac9', 77, 79, '一、', 'heading', null, 'the form of heading'),
('1173b7ccdc548ac9', 79, 84, '2023年', 'date', null, 'the form of date'),
('1173b7ccdc548ac9', 99, 103, '6.1%', 'fact', '5c8d22d8f69fcb05', 'a number with its unit'),
('1173b7ccdc548ac9', 104, 105, '一', 'idiom', null, 'a word that holds a sign of number'),
('1173b7ccdc548ac9', 114, 121, '120.5亿元', 'fact', '85979aa1f392371d', 'a number with its unit'),
('1173b7ccdc548ac9', 128, 133, '3.4万人', 'fact', '09cbda037fa88b76', 'a number with its unit'),
('1173b7ccdc548ac9', 138, 141, '12所', 'fact', 'b0a7f1533bd34c17', 'a number with its unit'),
('1173b7ccdc548ac9', 144, 146, '二、', 'heading', null, 'the form of heading'),
('1173b7ccdc548ac9', 146, 151, '2024年', 'date', null, 'the form of date'),
('1173b7ccdc548ac9', 164, 170, '5.5%左右', 'fact', '1a3fac1f286b801b', 'a number with its unit'),
('1173b7ccdc548ac9', 177, 182, '3万人以上', 'fact', '0dc790d85ad66926', 'a number with its unit'),
('1173b7ccdc548ac9', 187, 189, '5个', 'fact', '4825c52d5dd23a03', 'a number with its unit'),
('30b172236d63c074', 13, 23, '2023年1月16日', 'date', null, 'the form of date'),
('30b172236d63c074', 27, 36, '第七届人民代表大会', 'ordinal', null, 'the form of ordinal'),
('30b172236d63c074', 36, 39, '第四次', 'ordinal', null, 'the form of ordinal'),
('30b172236d63c074', 77, 79, '一、', 'heading', null, 'the form of heading'),
('30b172236d63c074', 79, 84, '2022年', 'date', null, 'the form of date'),
('30b172236d63c074', 99, 103, '6.1%', 'fact', '6e7698f0fe37a0a7', 'a number with its unit'),
('30b172236d63c074', 104, 105, '一', 'idiom', null, 'a word that holds a sign of number'),
('30b172236d63c074', 114, 121, '120.5亿元', 'fact', 'b95aa9222c81e00f', 'a number with its unit'),
('30b172236d63c074', 128, 133, '3.4万人', 'fact', 'e8706e56b70fe9e2', 'a number with its unit'),
('30b172236d63c074', 138, 141, '12所', 'fact', 'ba1901d407010aa9', 'a number with its unit'),
('30b172236d63c074', 144, 146, '二、', 'heading', null, 'the form of heading'),
('30b172236d63c074', 146, 151, '2023年', 'date', null, 'the form of date'),
('30b172236d63c074', 164, 170, '5.5%左右', 'fact', 'd15bf2daaf5a0227', 'a number with its unit'),
('30b172236d63c074', 177, 182, '3万人以上', 'fact', '035e6f9136993278', 'a number with its unit'),
('30b172236d63c074', 187, 189, '5个', 'fact', 'adf2c586d84c9d7f', 'a number with its unit');
insert into quarantine values
('f756d13fbf4224bd', '20261126T043823-443f86', 'read', 'in/empty.txt', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', null, null, null, 'empty_file', '0 bytes', '2026-11-26 04:38:23.617456');
insert into report_section values
('1173b7ccdc548ac9', 0, 0, 77, '兴安市政府工作报告', 'review', '2023'),
('1173b7ccdc548ac9', 1, 77, 144, '一、2023年工作回顾', 'review', '2023'),
('1173b7ccdc548ac9', 2, 144, 191, '二、2024年工作安排', 'plan', '2024'),
('30b172236d63c074', 0, 0, 77, '兴安市政府工作报告', 'review', '2022'),
('30b172236d63c074', 1, 77, 144, '一、2022年工作回顾', 'review', '2022'),
('30b172236d63c074', 2, 144, 191, '二、2023年工作安排', 'plan', '2023');
insert into report_text values
('1173b7ccdc548ac9', '兴安市政府工作报告

——2024年1月16日在兴安市第七届人民代表大会第四次会议上

各位代表：
现在，我代表市人民政府，向大会报告工作，请予审议。

一、2023年工作回顾
全市地区生产总值增长6.1%，一般公共预算收入达到120.5亿元。城镇新增就业3.4万人，新建学校12所。

二、2024年工作安排
地区生产总值增长5.5%左右，城镇新增就业3万人以上，新建公园5个。
'),
('30b172236d63c074', '兴安市政府工作报告

——2023年1月16日在兴安市第七届人民代表大会第四次会议上

各位代表：
现在，我代表市人民政府，向大会报告工作，请予审议。

一、2022年工作回顾
全市地区生产总值增长6.1%，一般公共预算收入达到120.5亿元。城镇新增就业3.4万人，新建学校12所。

二、2023年工作安排
地区生产总值增长5.5%左右，城镇新增就业3万人以上，新建公园5个。
');
insert into source_file values
('in/empty.txt', '/srv/duixian/in/empty.txt', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, 1795667892236503534, 1795667892236503534, 'quarantined', 0, '880b1cbac58468fa4f41c4c0503c8d771bef647811417e4671b45fe5abcc5941', '9d70ece9bfb0179a47b68405eb3a0cd3e4361f4655b3ce14304e3c5fe6de4408', '20261126T043823-443f86', '20261126T043823-443f86', true),
('in/兴安市2023.txt', '/srv/duixian/in/兴安市2023.txt', '23a52fc04ed5305b186b32f1eebf93fc9dfae2c75a068804dfde8ab9b855ed2e', 479, 1795667892107108370, 1795667892107108370, 'loaded', 1, '880b1cbac58468fa4f41c4c0503c8d771bef647811417e4671b45fe5abcc5941', '9d70ece9bfb0179a47b68405eb3a0cd3e4361f4655b3ce14304e3c5fe6de4408', '20261126T043823-443f86', '20261126T043823-443f86', true),
('in/兴安市2024.txt', '/srv/duixian/in/兴安市2024.txt', '8b6c92508450fedf8c7d6733a5b3d36f3ce02c3d604bddb56cf12478e24e314a', 479, 1795667843281026692, 1795667843281026692, 'loaded', 1, '880b1cbac58468fa4f41c4c0503c8d771bef647811417e4671b45fe5abcc5941', '9d70ece9bfb0179a47b68405eb3a0cd3e4361f4655b3ce14304e3c5fe6de4408', '20261126T043823-443f86', '20261126T043823-443f86', true);
create view bi.facts as select mention, value, unit, region_name from fact_quantity join dim_report using (report_id);
