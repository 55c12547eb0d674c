"""Measures: run as `python -m bench.NAME`. Not part of the product."""
