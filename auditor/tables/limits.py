"""What a workbook or CSV may be at most; far beyond what a city keeps, and little enough to be read in memory."""

MAX_BYTES = 64 * 1024 * 1024
"""Of the file."""
MAX_MEMBERS = 4000
"""Files within a workbook (it is a ZIP archive)."""
MAX_UNPACKED = 600 * 1024 * 1024
"""Of all of them together."""
MAX_RATIO = 250
"""Unpacked against packed, for members over 1 MiB. A sheet of equal cells reaches about 100."""
MAX_SHEETS = 200
MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_AREA = 6_000_000
"""Cells between a sheet's first and last."""
MAX_CELL = 32_767
"""Characters in a cell: Excel's own limit."""
MAX_MERGED = 20_000
"""Merged ranges of a sheet."""
