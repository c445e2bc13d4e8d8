"""Japan's time zone: the audit's date and every calendar day in it are of this zone."""

from datetime import timedelta, timezone

JST = timezone(timedelta(hours=9), "JST")
"""Japan Standard Time; there is no daylight-saving time."""
