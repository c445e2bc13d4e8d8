"""The seal: signed, chained statements about every run, and their verification."""
