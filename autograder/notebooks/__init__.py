"""Assignments as notebooks, and grading in nbgrader's course folders.

`nbgrader` is the only module that imports nbgrader; whoever grades plain files never loads it.
"""
