"""The only Streamlit besides the pages: choices, sidebar, parts of pages, cached answers."""
