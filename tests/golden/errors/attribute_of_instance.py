# An attribute of an object of Python.
# signature: float64(float64)
class Settings:
    def __init__(self):
        self.scale = 2.0


SETTINGS = Settings()


def f(x):
    return x * SETTINGS.scale
# --- error E_ATTRIBUTE
#   attribute_of_instance.py:12 in f: an instance of Settings has no attribute scale in compiled code
#      12 |     return x * SETTINGS.scale
#         |                ^^^^^^^^^^^^^^
#   write: its numbers as globals, a tuple or a NumPy array; other objects are Python's alone
