"""Charts: a table in, a Vega-Lite specification out. No store, no Streamlit."""
