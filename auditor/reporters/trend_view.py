"""The nights as a picture: lines of the findings by class, and of the share judged, as numbers of a drawing.

Each line is told from the others by its dash and its marker as well as its colour, and is named at its end, so that a
grey print reads as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from auditor.model.terms import FindingClass
from auditor.model.trend import TrendPoint
from auditor.reporters import reading
from auditor.reporters.phrases import Phrases

LEFT, RIGHT = 70, 690
"""Of the fields within the drawing, which is 1000 of its own units wide."""
_LABEL_GAP = 24.0
"""Least distance of two names at the lines' ends."""
_MARKERS = 9
"""Markers on a line, about."""
_TICKS = 5
"""Lines of the grid, at most."""
_ROWS = 14
"""Nights in the table, beyond which only the first of each month and the newest are shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of the picture."""

    css: str
    """Of the line and its markers."""
    name: str
    path: str
    """Of an SVG path's ``d``."""
    marks: tuple[tuple[float, float], ...]
    end: float
    label: float
    """Height of the name at its end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One field of the picture, with its scale."""

    title: str
    top: float
    bottom: float
    ticks: tuple[tuple[float, str], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendView:
    """The whole picture and its table."""

    height: float
    fields: tuple[Field, ...]
    days: tuple[tuple[float, str, str], ...]
    """Place, anchor and words of the dates below."""
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """Date and numbers of the nights in the table."""
    sampled: bool
    """Whether the table leaves nights out."""


@dataclass(frozen=True, slots=True)
class _Series:
    css: str
    name: str
    values: Sequence[float]


def trend_view(points: Sequence[TrendPoint], phrases: Phrases) -> TrendView:
    """The picture of at least two nights."""
    shown = [c for c in FindingClass if any(point.by_class.get(c) for point in points)] or [FindingClass.MAJOR]
    findings = _findings(points, shown, phrases)
    share = _share(points, phrases, top=findings.bottom + 70)
    rows = _sampled(points)
    return TrendView(
        height=share.bottom + 44,
        fields=(findings, share),
        days=_days(points, phrases),
        rows=tuple((phrases.label("day", day=p.as_of.isoformat()), _numbers(p)) for p in rows),
        sampled=len(rows) < len(points),
    )


def scale(most: int) -> tuple[int, ...]:
    """Round numbers from zero to at least ``most``, at most five above zero."""
    step = 1
    for factor in (2, 5, 10) * 12:
        if step * _TICKS >= most:
            break
        magnitude = 10 ** (len(str(step)) - 1)
        step = magnitude * factor if step < magnitude * factor else step * 2
    steps = max(1, -(-most // step))
    return tuple(step * n for n in range(steps + 1))


def _findings(points: Sequence[TrendPoint], shown: Sequence[FindingClass], phrases: Phrases) -> Field:
    ticks = scale(max(point.by_class.get(c, 0) for point in points for c in shown))
    top, bottom = 40.0, 300.0
    series = []
    for c in shown:
        counts = [float(point.by_class.get(c, 0)) for point in points]
        series.append(_Series(c.value, f"{phrases.term(c.value)} {counts[-1]:,.0f}", counts))
    return _field(phrases.labels["trend_findings"], series, (top, bottom), [(float(t), f"{t:,}") for t in ticks])


def _share(points: Sequence[TrendPoint], phrases: Phrases, *, top: float) -> Field:
    shares = [reading.percent(p.coverage.judged, p.coverage.applicable) for p in points]
    name = f"{phrases.labels['trend_judged']} {phrases.label('percent', percent=shares[-1])}"
    series = [_Series("share", name, [float(share) for share in shares])]
    ticks = [(float(t), str(t)) for t in (0, 50, 100)]
    return _field(phrases.labels["trend_share"], series, (top, top + 110), ticks)


def _field(
    title: str,
    series: Sequence[_Series],
    bounds: tuple[float, float],
    ticks: Sequence[tuple[float, str]],
) -> Field:
    top, bottom = bounds
    most = ticks[-1][0]

    def height(value: float) -> float:
        return round(bottom - (bottom - top) * value / most, 1)

    ends = [height(one.values[-1]) for one in series]
    labels = _apart(ends, (top, bottom))
    lines = []
    for place, one in enumerate(series):
        corners = [(_across(n, len(one.values)), height(value)) for n, value in enumerate(one.values)]
        lines.append(
            Line(
                css=one.css,
                name=one.name,
                path=_path(corners),
                marks=tuple(_marks(corners, place, len(series))),
                end=ends[place],
                label=labels[place],
            )
        )
    return Field(
        title=title,
        top=top,
        bottom=bottom,
        ticks=tuple((height(value), words) for value, words in ticks),
        lines=tuple(lines),
    )


def _across(night: int, nights: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * night / (nights - 1), 1)


def _path(corners: Sequence[tuple[float, float]]) -> str:
    """A line through all corners; corners on a level stretch are left out."""
    kept = [
        corner
        for n, corner in enumerate(corners)
        if n in (0, len(corners) - 1) or not corners[n - 1][1] == corner[1] == corners[n + 1][1]
    ]
    return "M" + " L".join(f"{x:g} {y:g}" for x, y in kept)


def _marks(corners: Sequence[tuple[float, float]], place: int, lines: int) -> list[tuple[float, float]]:
    """Where markers stand: on every night of a few, else here and there, on each line elsewhere."""
    if len(corners) <= _MARKERS:
        return list(corners)
    step = len(corners) / _MARKERS
    chosen = [round(step * (n + place / lines)) for n in range(_MARKERS)]
    return [corners[n] for n in chosen if n < len(corners) - 1] + [corners[-1]]


def _apart(ends: Sequence[float], bounds: tuple[float, float]) -> list[float]:
    """Heights of the names: at the lines' ends, moved apart where they would cover each other."""
    order = sorted(range(len(ends)), key=lambda n: ends[n])
    placed = [0.0] * len(ends)
    last = bounds[0] - _LABEL_GAP
    for n in order:
        last = placed[n] = max(ends[n], last + _LABEL_GAP)
    limit = bounds[1] + _LABEL_GAP / 2
    for n in reversed(order):
        placed[n] = min(placed[n], limit)
        limit = placed[n] - _LABEL_GAP
    return [round(height, 1) for height in placed]


def _days(points: Sequence[TrendPoint], phrases: Phrases) -> tuple[tuple[float, str, str], ...]:
    """The first, the last, and, where there is room, the middle night."""
    last = len(points) - 1
    places = [0, last // 2, last] if last >= 4 else [0, last]
    anchors = {0: "start", last: "end"}
    return tuple(
        (
            _across(n, len(points)),
            anchors.get(n, "middle"),
            phrases.label("day", day=points[n].as_of.isoformat()),
        )
        for n in places
    )


def _sampled(points: Sequence[TrendPoint]) -> list[TrendPoint]:
    """All nights when they are few; else the first of each month and the newest."""
    if len(points) <= _ROWS:
        return list(points)
    months: dict[tuple[int, int], TrendPoint] = {}
    for point in points[:-1]:
        months.setdefault(_month(point.as_of), point)
    return [*months.values(), points[-1]]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _numbers(point: TrendPoint) -> tuple[str, ...]:
    coverage = point.coverage
    return (
        f"{coverage.judged:,}/{coverage.applicable:,}",
        reading.percent(coverage.judged, coverage.applicable),
        *(f"{point.by_class.get(c, 0):,}" for c in FindingClass),
        f"{point.waived:,}",
        f"{coverage.open:,}",
    )
