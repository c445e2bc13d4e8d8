"""Every text of the program, in Japanese and English, by code."""
