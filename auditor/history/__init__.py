"""What the nights together say: how findings came and went, what changed, how the numbers ran.

A finding is the same one over nights by its control, its subject and the key of its item. What is read here is the
store's rows of results alone; nobody is asked again.
"""

from auditor.history.background import background_of
from auditor.history.changes import changes_between
from auditor.history.course import course
from auditor.history.nights import previous_night
from auditor.history.trend import trend

__all__ = ["background_of", "changes_between", "course", "previous_night", "trend"]
