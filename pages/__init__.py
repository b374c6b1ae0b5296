"""One file per page: `PAGE` declares it, `render(page)` draws it, and nothing else is in it."""
