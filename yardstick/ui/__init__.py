"""The screens: what frames a page, what is shared between pages, and how one is drawn."""
