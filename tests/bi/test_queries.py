"""What the questions behind the pages leave out."""

from pathlib import Path

import duckdb

from bi.site.queries import places, reports


def test_a_copy_has_no_page_and_makes_no_promises(sample_warehouse: Path, tmp_path: Path) -> None:
    (target := tmp_path / "copied.duckdb").write_bytes(sample_warehouse.read_bytes())
    with duckdb.connect(target) as con:
        before = {row["region_code"] for row in places.scores(con)}
        con.execute("update dim_report set is_primary = false where source_path like '%haizhu-2022%'")
        assert len(reports.report_ids(con)) == 5
        left_out = before - {row["region_code"] for row in places.scores(con) if row["year"] == 2022}
        assert "440105" in left_out
