"""Functions run compiled and by CPython with NumPy on edge values; see harness.py."""
