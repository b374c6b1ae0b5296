"""The partner's own tool: replaces who a child is by a keyed token before anything leaves them.

Every module here uses the standard library and its neighbours, and nothing else, because
`make pseudonymiser` packs the folder into one file that runs on a machine without the product.
"""
