"""The texts, a module a topic: ``TEXTS`` maps the name after the dot of a code to its two templates.

Templates are ``str.format`` fields with these format specs: ``date`` (era calendar in Japanese), ``datetime``,
``duration``, ``list``, ``number``, ``bytes``, ``term`` (an argument that is itself a code under ``term.``), or none.
"""
