"""Workbooks and CSV in and out, and what Japanese officials write into their cells."""
