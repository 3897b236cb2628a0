# The caret stands under the right column after wide characters and tabs.
# signature: float64(float64)
def f(größe):
    名前 = größe; return 名前 + unbekannt  # noqa: E702
# --- error E_NAME_UNKNOWN
#   wide_characters.py:4 in f: the name unbekannt isn't defined
#       4 |     名前 = größe; return 名前 + unbekannt  # noqa: E702
#         |                                 ^^^^^^^^^
#   write: its definition before the decorator runs; names are frozen there
