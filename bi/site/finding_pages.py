"""The list of contradictions between numbers: the gravest in the page, the others a part at a time."""

from markupsafe import Markup

from bi.site.making import Making
from bi.site.queries import Row
from bi.site.queries import reports as ask_reports
from bi.site.queries import warehouse as ask
from bi.site.rendering import batches, script

FINDINGS_A_PART = 200


def write(site: Making) -> None:
    """Write findings.html, and a file for every further part."""
    findings = ask.findings(site.con)
    parts = [_part(site, part) for part in batches(findings, FINDINGS_A_PART)]
    for number, part in enumerate(parts[1:], start=2):
        site.folder.write(f"findings-{number}.js", script(f"findings-{number}", part))
    first = Markup(parts[0]) if parts else ""  # noqa: S704 -- findings_list.html has escaped it
    site.write("findings.html", "findings.html", count=len(findings), first=first, parts=len(parts))


def _part(site: Making, findings: list[Row]) -> str:
    facts = [finding[end] for finding in findings for end in ("fact_id", "other_fact_id") if finding[end]]
    offsets = ask_reports.mention_offsets(site.con, facts)
    return site.render("findings_list.html", root="", findings=findings, places=site.places, offsets=offsets)
