"""The script Streamlit runs for every change on every screen.

It stands here and not beside `pages/`: Streamlit runs files of a `pages` folder next to its
script on their own, past the sign-in, until somebody has called `st.navigation`.
"""

if __name__ == "__main__":
    from yardstick.ui import shell

    shell.main()
