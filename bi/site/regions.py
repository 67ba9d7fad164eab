"""The places of a warehouse as a tree, each with what became of its promises."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bi.site import names
from bi.site.queries import UNPLACED, Row

VERDICTS = ("met", "missed", "unclear", "unreported", "pending")
"""What can have become of a promise, in the order that bars and filters show it."""


@dataclass
class Score:
    """How many promises came to which end."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(VERDICTS, 0))

    def add(self, other: dict[str, int]) -> None:
        """Add counts by verdict."""
        for verdict in VERDICTS:
            self.counts[verdict] += other[verdict]

    @property
    def total(self) -> int:
        """All promises."""
        return sum(self.counts.values())

    @property
    def decided(self) -> int:
        """Those that are met or missed."""
        return self.counts["met"] + self.counts["missed"]

    @property
    def met_share(self) -> float | None:
        """The share of the decided ones that were met; None where none is decided."""
        return self.counts["met"] / self.decided if self.decided else None


@dataclass
class Place:
    """A place that has reports, or that has places with reports in it."""

    code: str
    name: str
    short: str
    english: str
    level: str | None
    parent: "Place | None" = None
    reports: int = 0
    first_year: int | None = None
    last_year: int | None = None
    children: list["Place"] = field(default_factory=list)
    by_year: dict[int, Score] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """Its page, from the top of the site."""
        return f"places/{self.code}.html"

    @property
    def parents(self) -> list["Place"]:
        """From the nation down to the place above this one."""
        return [*self.parent.parents, self.parent] if self.parent else []

    @property
    def score(self) -> Score:
        """All its own promises."""
        total = Score()
        for score in self.by_year.values():
            total.add(score.counts)
        return total

    def within(self) -> Iterator["Place"]:
        """This place and all below it."""
        yield self
        for child in self.children:
            yield from child.within()

    def score_within(self) -> Score:
        """The promises of this place and of all below it."""
        total = Score()
        for place in self.within():
            total.add(place.score.counts)
        return total

    def reports_within(self) -> int:
        """How many reports there are of it and of the places below."""
        return sum(place.reports for place in self.within())


def tree(regions: list[Row], scores: list[Row]) -> dict[str, Place]:
    """All places by code, tied to their parents and children."""
    places = {
        row["region_code"]: Place(
            code=row["region_code"],
            name=row["region_name"] or "未识别地区",
            short=row["short_name"] or "未识别地区",
            english="Place unknown" if row["region_code"] == UNPLACED else names.english(row["short_name"] or ""),
            level=row["region_level"],
            reports=row["reports"],
            first_year=row["first_year"],
            last_year=row["last_year"],
        )
        for row in regions
    }
    children: defaultdict[str, list[Place]] = defaultdict(list)
    for row in regions:
        place = places[row["region_code"]]
        place.parent = places.get(row["parent_code"])
        if place.parent:
            children[place.parent.code].append(place)
    for code, below in children.items():
        places[code].children = below
    for row in scores:
        if row["region_code"] in places:
            places[row["region_code"]].by_year[row["year"]] = Score({verdict: row[verdict] for verdict in VERDICTS})
    return places
