"""Yardstick: what ten authorities show each other, and nothing that they should not.

Data flows one way: submission, check, store, query, protection, result, chart, screen or
file. Each package below is one of those stages and imports only from stages before it.
"""

__version__ = "0.1.0"
