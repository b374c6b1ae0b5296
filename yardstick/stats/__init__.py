"""The formulas: what the figures mean in numbers, each with the source of its method.

Pure functions of arrays. Inside this package, and nowhere else, a missing number is nan; callers
turn it into None with its status before it leaves a frame. No function changes what it is given.
"""
