"""Security-compliance auditor for online linkages, Juki-net terminals and surveillance cameras."""

__version__ = "0.3.0"
