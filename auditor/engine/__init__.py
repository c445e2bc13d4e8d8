"""From plan to results. Knows states, facts and rows; knows no document, platform or format by name."""
