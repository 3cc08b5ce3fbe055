"""A student's page, as functions from results to text.

It is written in grading and by `pytest --report` at home, where there is no template library: so
these modules need the standard library alone, and escape by type (see `html`).
"""
