"""Pure functions from a result to what is seen: figures, tables, tags, and the words beside them.

A figure is a plain dictionary, valid as a Plotly specification. Each chart is one module with one
`figure`; to add one, add the module and its line here.
"""

from yardstick.charts import comparison, parts, small_multiples, trend

__all__ = ["comparison", "parts", "small_multiples", "trend"]
