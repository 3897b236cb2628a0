# What an object in the class computes isn't known: neither it nor its own attributes are the value.
# signature: float64(float64)
class Scaled:
    factor = 2.0

    def __get__(self, instance, owner):
        return instance


class Settings:
    factor = 3.0
    scaled = Scaled()


settings = Settings()


def f(x):
    return x * settings.scaled.factor
# --- error E_ATTRIBUTE
#   attribute_of_object_computed.py:19 in f: an instance of Settings has no attribute scaled in compiled code
#      19 |     return x * settings.scaled.factor
#         |                ^^^^^^^^^^^^^^^
#   write: numbers as globals, plain attributes, a tuple or a NumPy array; other objects are Python's alone
