"""The hand-over sheet of April: what runs where, who holds what, and what two people do on the day."""
