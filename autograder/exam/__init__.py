"""The exam: what a class is asked, and what its answers are worth.

collect → draw → rehearse give an `Exam`, once per class; `mark` judges a submission's answers,
`shrink` looks for the smallest case that fails, `diagnose` names the mistake.
"""
