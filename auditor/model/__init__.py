"""The ground: words of the field as values. Imports nothing else of this program."""
