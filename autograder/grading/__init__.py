"""Grading a class: find what was handed in, sit the exam behind the wall, report, keep."""
