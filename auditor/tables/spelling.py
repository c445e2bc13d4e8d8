"""Dates as text: in the era calendar, and in the spellings that cities' own tables mix."""

from datetime import date, datetime

_ERAS = (
    (date(2019, 5, 1), "令和", "R"),
    (date(1989, 1, 8), "平成", "H"),
    (date(1926, 12, 25), "昭和", "S"),
    (date(1912, 7, 30), "大正", "T"),
    (date(1873, 1, 1), "明治", "M"),
)
"""First day, name and letter of the eras; Meiji from the year in which the calendar became ours."""
_MEIJI = 1868
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _era(day: date) -> tuple[str, str, int] | None:
    """Name, letter and year of a day's era; None before Meiji 6."""
    for first, name, letter in _ERAS:
        if day >= first:
            return name, letter, day.year - (_MEIJI if letter == "M" else first.year) + 1
    return None


def era_text(day: date) -> str:
    """``令和8年4月1日``; with the time of day for a moment. A day before Meiji 6 in the western calendar."""
    clock = f" {day:%H:%M:%S}".removesuffix(":00") if isinstance(day, datetime) else ""
    era = _era(day.date() if isinstance(day, datetime) else day)
    if era is None:
        return f"{day.year:04}年{day.month}月{day.day}日{clock}"
    name, _, year = era
    return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日{clock}"


def spellings(day: date) -> tuple[str, ...]:
    """A day in every spelling that is read back as it (`auditor.tables.japanese`)."""
    western = (
        f"{day.year:04}/{day.month}/{day.day}",
        f"{day.year:04}年{day.month}月{day.day}日",
        f"{day:%Y-%m-%d}",
        f"{day.year:04}.{day.month:02}.{day.day:02}",
        f"{day:%Y%m%d}",
    )
    era = _era(day)
    if era is None:
        return western
    name, letter, year = era
    return (
        era_text(day),
        f"{letter}{year}.{day.month}.{day.day}",
        f"{name}{year}年{day.month}月{day.day}日".translate(_WIDE),
        f"{letter}{year}/{day.month}/{day.day}",
        f"{name[0]}{year}-{day.month}-{day.day}",
        f"{letter.lower()}{year:02}.{day.month:02}.{day.day:02}",
        f"{name}　{year}年　{day.month}月　{day.day}日",
        *western,
    )


def spelled_variously(day: date, number: int) -> str:
    """A day in one of a few spellings that stand beside each other in cities' tables; a moment in one."""
    if isinstance(day, datetime):
        return f"{era_text(day.date())} {day:%H:%M:%S}".removesuffix(":00")
    found = spellings(day)
    return found[number % min(5, len(found))]
