"""Readers of hostile bytes, fed with mutants of honest ones."""
