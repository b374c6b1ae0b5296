"""Named SQL: each file in `queries/` is one SELECT whose header is checked (see `load`)."""

from yardstick.query.header import QueryError
from yardstick.query.load import OlderReleaseError, Query, load_queries, load_query

__all__ = ["OlderReleaseError", "Query", "QueryError", "load_queries", "load_query"]
