# A property comes before what the object itself has under its name; this one is no function in Python.
# signature: float64(float64)
class Settings:
    rate = property(repr)

    def __init__(self):
        self.__dict__["rate"] = 2.0


settings = Settings()


def f(x):
    return x * settings.rate
# --- error E_ATTRIBUTE
#   attribute_of_object_property.py:14 in f: an instance of Settings has no attribute rate in compiled code
#      14 |     return x * settings.rate
#         |                ^^^^^^^^^^^^^
#   write: numbers as globals, plain attributes, a tuple or a NumPy array; other objects are Python's alone
