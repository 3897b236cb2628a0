"""Filter an image by a function of one's own: the callback that scipy.ndimage.generic_filter calls for each pixel."""

import numpy as np
from scipy import LowLevelCallable, ndimage

from upcall import cfunc


@cfunc("intc(float64*, intp, float64*, voidptr)")
def spread(window, count, result, user_data):
    """The greatest element of the window less the least. 1 says that all went well."""
    least = window[0]
    greatest = window[0]
    for i in range(1, count):
        if window[i] < least:
            least = window[i]
        if window[i] > greatest:
            greatest = window[i]
    result[0] = greatest - least
    return 1


def main():
    image = np.random.default_rng(1).random((200, 300))
    filtered = ndimage.generic_filter(image, LowLevelCallable(spread.ctypes), size=5)
    print(f"spread of 5 x 5 pixels: {filtered.min():.3f} to {filtered.max():.3f}")
    np.testing.assert_array_equal(filtered, ndimage.maximum_filter(image, 5) - ndimage.minimum_filter(image, 5))


if __name__ == "__main__":
    main()
