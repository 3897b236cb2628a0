"""The part of the library that is written in the language: functions that are compiled along when their built-in is called.

A row of src/frozen/number_functions.def, array_functions.def or builtins.def names a function here. It gets its arguments
converted as the row says, and what it raises reads as raised by the call. It may use all that compiled code may. Those of arrays
import NumPy, which their callers have; the others import nothing that a user of math wouldn't have."""
