"""What Streamlit asks of pandas, to find that a value is none of it. The lab has no tables of that kind."""


class DataFrame: ...


class Series: ...


class Index: ...
